"""Worries that somebody holds by name, when they do this work no longer (P1: nothing falls off)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from django.db.models import QuerySet

from openmash.core.actor import Actor
from openmash.foundation.access.holdings import council, held_at
from openmash.foundation.access.matrix import reach_of
from openmash.foundation.access.models import Attachment
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.roles import Role
from openmash.foundation.colleagues.going_on import (
    able,
    at,
    goes_on,
    on_cases,
    with_permission,
)
from openmash.foundation.colleagues.held import Leaving, Line, register
from openmash.foundation.moves.mover import move
from openmash.foundation.tasks.commands import Wanted, raise_task
from openmash.frontdoor.contacts.access import permitted_step
from openmash.frontdoor.contacts.commands.passing_on import take_back
from openmash.frontdoor.contacts.models import Contact, Route
from openmash.frontdoor.contacts.states import OPEN, ContactState

LEFT = "Whoever held it does this work no longer"
UNSENT, WORKER_LEFT = "contact.unsent_of_a_leaver", "contact.worker_left"


class OfTray:
    """What somebody took on in the work tray goes back to it without anybody, or to a colleague."""

    def held(self, leaving: Leaving, *, by: Actor) -> Iterable[Line]:
        """How many worries they hold."""
        then = "back to the work tray, marked as held by nobody"
        yield Line(
            _taken(leaving, by).count(), "worry in the work tray", "worries in the work tray", then
        )

    def let_go(self, leaving: Leaving, to: str, *, by: Actor) -> int:
        """The clocks run on; the tray shows who holds it now."""
        found = list(_taken(leaving, by).order_by("id"))
        next_one = able(to, with_permission(P.CONTACT_SCREEN, leaving), by=by)
        for contact in found:
            _put_before(contact, next_one, leaving, by)
        return len(found)


class OfRoutes:
    """What was sent to the worker of an open case, and is not accepted, goes back to screening."""

    def held(self, leaving: Leaving, *, by: Actor) -> Iterable[Line]:
        """How many wait for them, and on how many open cases they work."""
        waits = _routed(leaving, by).count()
        yield Line(
            waits, "worry that waits for them", "worries that wait for them", "back to screening"
        )
        then = "the hub’s managers name who works on them next"
        yield Line(
            _cases(leaving, by).count(), "open case they work on", "open cases they work on", then
        )

    def let_go(self, leaving: Leaving, to: str, *, by: Actor) -> int:
        """A case that loses its worker becomes a task, unless a colleague is named."""
        routed, cases = list(_routed(leaving, by)), list(_cases(leaving, by).order_by("id"))
        next_one = able(to, on_cases, by=by)
        for contact in routed:
            take_back(contact, LEFT, by=by)
        for contact in cases:
            if str(contact.assigned_to_id) == leaving.user:
                _put_before(contact, next_one, leaving, by)
            if not next_one:
                raise_task(_worker_left(contact, by), by=by)
        return len(routed) + len(cases)


class OfSender:
    """What somebody began to write, or waits to hear: their agency's lead asks them before they go."""

    def held(self, leaving: Leaving, *, by: Actor) -> Iterable[Line]:
        """How many are not sent, and of how many the answer is still to come."""
        then = "nobody else can send it: ask them today what it is about, and send what has to be known"
        unsent = _sent_by(leaving, by).filter(state=ContactState.DRAFT)
        yield Line(unsent.count(), "worry begun and not sent", "worries begun and not sent", then)
        then = "the hub rings your agency with the answer when nobody reads it"
        waits = _sent_by(leaving, by).filter(state__in=OPEN)
        yield Line(
            waits.count(),
            "worry that waits for its answer",
            "worries that wait for an answer",
            then,
        )

    def let_go(self, leaving: Leaving, to: str, *, by: Actor) -> int:
        """Nobody else may read a draft: whoever leads there is asked to ask."""
        unsent = _sent_by(leaving, by).filter(state=ContactState.DRAFT).count()
        if unsent:
            raise_task(_ask_what_it_was(leaving, by), by=by)
        return unsent


def _put_before(contact: Contact, to: str, leaving: Leaving, by: Actor) -> None:
    """One colleague holds it from now on, or nobody."""
    step, allowed = permitted_step(contact, "let_go", replace(by, reason=by.reason or LEFT))
    facts: dict[str, object] = {"from": leaving.user, "to": to}
    move(contact, step, allowed, facts=facts, changes={"assigned_to_id": to or None})


def _taken(leaving: Leaving, by: Actor) -> QuerySet[Contact]:
    """What they hold in the tray; what was accepted into an open case, by whomever, is a case."""
    if goes_on(leaving, with_permission(P.CONTACT_SCREEN, leaving), by=by):
        return Contact.objects.none()
    accepted = Route.objects.filter(accepted_at__isnull=False, returned_at=None)
    rows = Contact.objects.filter(
        partnership_id=by.partnership, assigned_to__id=leaving.user, state__in=OPEN
    )
    return rows.exclude(pk__in=accepted.values("contact_id"))


def _routed(leaving: Leaving, by: Actor) -> QuerySet[Contact]:
    if goes_on(leaving, with_permission(P.CONTACT_ACCEPT_ROUTED, leaving), by=by):
        return Contact.objects.none()
    return Contact.objects.filter(
        partnership_id=by.partnership,
        state=ContactState.ROUTED,
        routes__worker__id=leaving.user,
        routes__accepted_at=None,
        routes__returned_at=None,
    )


def _cases(leaving: Leaving, by: Actor) -> QuerySet[Contact]:
    """Open contacts that they are attached to by a role that sees nothing else."""
    worked = any(on_cases(leaving.agency, role) for role in leaving.loses)
    if not worked or goes_on(leaving, on_cases, by=by):
        return Contact.objects.none()
    subjects = Attachment.objects.filter(
        partnership_id=by.partnership, user__id=leaving.user, ends_at=None
    ).values_list("subject", flat=True)
    keys = [one.partition(":")[2] for one in subjects if one.startswith("contact:")]
    rows = Contact.objects.filter(partnership_id=by.partnership, pk__in=keys, state__in=OPEN)
    return rows.exclude(state=ContactState.ROUTED)


def _sent_by(leaving: Leaving, by: Actor) -> QuerySet[Contact]:
    """What they began for this agency, unless another role there lets them go on with it."""
    writers = frozenset(role for role in Role if reach_of(role, P.CONTACT_START))
    if not writers & leaving.loses or goes_on(leaving, at(leaving.agency, writers), by=by):
        return Contact.objects.none()
    return Contact.objects.filter(
        partnership_id=by.partnership, sender__id=leaving.user, sender_agency=leaving.agency
    )


def _worker_left(contact: Contact, by: Actor) -> Wanted:
    return Wanted(
        kind=WORKER_LEFT,
        title=f"{contact.reference}: its worker has left, say who works on the case now",
        about=contact.subject,
        path=contact.hub_path,
        for_agency=council(by.partnership),
        for_role=Role.MASH_MGR,
    )


def _ask_what_it_was(leaving: Leaving, by: Actor) -> Wanted:
    """Their agency's lead; where it has none, the hub rings."""
    leads = held_at(by.at).filter(
        partnership_id=by.partnership, agency_id=leaving.agency, role=Role.AGENCY_LEAD
    )
    lead = leads.exclude(user__id=leaving.user).exists()
    return Wanted(
        kind=UNSENT,
        title="Somebody who left had begun a worry and not sent it: ask them or their agency what it was",
        about=f"user:{leaving.user}/agency:{leaving.agency}",
        path=f"/your-people/{leaving.agency}/{leaving.user}/" if lead else "/tasks/",
        for_agency=leaving.agency if lead else council(by.partnership),
        for_role=Role.AGENCY_LEAD if lead else Role.MASH_MGR,
    )


register("contacts_cases", OfRoutes())
register("contacts_sent", OfSender())
register("contacts_tray", OfTray())
