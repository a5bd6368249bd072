"""Taking a call: the contact is at the hub while the caller talks, and is written on until they ring
off (P1 R2, C01, C02)."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.http import QueryDict

from openmash.core.actor import Actor
from openmash.core.refusals import NotFound, refuse_if
from openmash.core.working_time import london_day
from openmash.foundation.access.holdings import held_at
from openmash.foundation.access.models import Agency
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.permits import permit
from openmash.foundation.access.roles import HUB, Role
from openmash.foundation.access.rules import RecordFacts
from openmash.foundation.reference.queries import number
from openmash.foundation.tasks.commands import Wanted, raise_task, settle
from openmash.foundation.tasks.kinds import declare_done_with
from openmash.frontdoor.contacts.access import get_contact
from openmash.frontdoor.contacts.commands.drafting import add_child
from openmash.frontdoor.contacts.commands.saving import Saved, Typed, save_typed
from openmash.frontdoor.contacts.commands.sending import (
    finish_for_another,
    finish_writing,
    locked,
    submit_call,
)
from openmash.frontdoor.contacts.emarf.filled import Filled, load
from openmash.frontdoor.contacts.models import Contact
from openmash.frontdoor.contacts.rules.sending import missing_from_outside
from openmash.frontdoor.contacts.states import OPEN
from openmash.frontdoor.ways import rules
from openmash.frontdoor.ways.commands import keep
from openmash.frontdoor.ways.kinds import CALL
from openmash.frontdoor.ways.writing import name_whoever_sent_it

LEFT_OPEN = "call.over"
LEFT_SETTING = "call-left-minutes"
declare_done_with(P.CONTACT_TAKE_CALL, [LEFT_OPEN])


def may_take_calls(by: Actor) -> None:
    """Whoever works at the hub takes calls; the emergency duty team while the hub is closed."""
    permit(by, P.CONTACT_TAKE_CALL, RecordFacts(partnership=by.partnership, in_hub=True))


def open_calls(by: Actor) -> list[Contact]:
    """The calls this person has not ended: the back button must not open a second contact of one."""
    mine = Contact.objects.filter(partnership_id=by.partnership, taken_by__id=by.user)
    return list(mine.filter(finished_at=None, state__in=OPEN).order_by("-submitted_at", "id"))


def callers(by: Actor) -> list[tuple[str, str]]:
    """The agencies somebody can call from in their work, by name."""
    agencies = Agency.objects.filter(partnerships=by.partnership)
    return list(
        agencies.exclude(kind=Agency.Kind.PUBLIC).order_by("name").values_list("pk", "name")
    )


@transaction.atomic
def open_call(call: Filled, agency: str, *, by: Actor) -> tuple[Contact, bool]:
    """The caller has said the first words: it is at the hub, and its clocks run.

    The same page pressed again is the same contact; the second word says whether it is new.
    """
    may_take_calls(by)
    refuse_if(missing_from_outside(call.facts))
    _say_who(call.contact, agency, by)
    contact, is_new = keep(call, by=by)
    if is_new:
        raise_task(_to_end(contact), by=by)
        contact = submit_call(contact, by=by)
    return contact, is_new


@transaction.atomic
def write_call(
    contact: Contact, typed: Sequence[Typed], agency: str, *, another: bool = False, by: Actor
) -> Saved:
    """Keep what was written since; with `another`, room for one child more.

    What was changed meanwhile in another tab is not overwritten: both texts come back.
    """
    saved = save_typed(contact, typed, by=by)
    contact.refresh_from_db()
    name_whoever_sent_it(load(contact, london_day(by.at)), CALL)
    _say_who(contact, agency, by)
    contact.save(update_fields=["sender_name", "source_code", "sender_agency", "sender_role"])
    if another:
        add_child(contact, by=by)
    return saved


@transaction.atomic
def end_call(contact: Contact, *, by: Actor) -> Contact:
    """They have rung off: it stays as it is, and what comes later is added to it."""
    contact = finish_writing(contact, by=by)
    settle(LEFT_OPEN, contact.subject, by=by)
    return contact


def why_not_over(contact: Contact, *, by: Actor) -> list[str]:
    """What stands in the way of somebody else ending this call."""
    said = contact.answers.order_by("-saved_at").values_list("saved_at", flat=True).first()
    taker = held_at(by.at).filter(
        user=contact.taken_by, role__in=HUB, partnership_id=contact.partnership_id
    )
    return list(
        rules.why_not_ended_by_another(
            contact.taken_by.name if contact.taken_by else "",
            is_here=taker.exists(),
            written=said or contact.started_at,
            at=by.at,
            minutes=number(by.partnership, LEFT_SETTING),
        )
    )


@transaction.atomic
def end_for_another(contact: Contact, reason: str, *, by: Actor) -> Contact:
    """Whoever took it has left, or the line was lost and nobody said so: it stays as it is."""
    contact = locked(contact, by=by)  # what is being written this moment counts
    refuse_if(why_not_over(contact, by=by))
    contact = finish_for_another(contact, reason, by=by)
    settle(LEFT_OPEN, contact.subject, by=by)
    return contact


def get_anothers_call(by: Actor, reference: str) -> Contact:
    """The guarded loader: a call that a colleague took and has not ended."""
    contact = get_contact(by, reference, P.CONTACT_TAKE_CALL)
    if contact.channel != Contact.Channel.PHONE or contact.is_shut:
        raise NotFound("There is no such call")
    return contact


def get_call(by: Actor, reference: str) -> Contact:
    """The guarded loader: a call that is being written, for whoever took it."""
    contact = get_contact(by, reference, P.CONTACT_WRITE)
    if contact.channel != Contact.Channel.PHONE:
        raise NotFound("There is no such call")
    return contact


def agency_in(data: QueryDict, by: Actor) -> str:
    """Where the caller works, by code; nobody’s work where nothing known was chosen."""
    chosen = data.get("agency", "")
    return chosen if chosen in dict(callers(by)) else CALL.agency


def _say_who(contact: Contact, agency: str, by: Actor) -> None:
    """A professional without a duty of their own hears more than the public does (`roles.md` §5)."""
    contact.sender_agency = Agency.objects.get(pk=agency, partnerships=by.partnership)
    is_public = contact.sender_agency.kind == Agency.Kind.PUBLIC
    contact.sender_role = Role.PUBLIC if is_public else Role.REF_PROF


def _to_end(contact: Contact) -> Wanted:
    """A line that is lost, or a page that is shut, leaves no call half written and forgotten."""
    return Wanted(
        kind=LEFT_OPEN,
        title=f"{contact.reference}: write down the rest of the call, and say that it is over",
        about=contact.subject,
        path=contact.hub_path,
        for_user=str(contact.taken_by_id),
    )
