"""Telling an agency that it is asked, and reminding it: a reference and a link, never a fact (P3).

Whoever cannot be reached becomes somebody's task at the hub.
"""

from __future__ import annotations

import logging
import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.db import transaction

from openmash.core.actor import Actor
from openmash.foundation.access.holdings import held_at
from openmash.foundation.access.models import User
from openmash.foundation.access.roles import Role
from openmash.foundation.clocks.models import ClockRun
from openmash.foundation.messaging.commands import Notice, queue
from openmash.foundation.moves.mover import move
from openmash.foundation.sharing.commands import Sharing, disclose
from openmash.frontdoor.enquiries.access import answering_step, may_answer
from openmash.frontdoor.enquiries.commands.calling import Ring, call_to_ring
from openmash.frontdoor.enquiries.commands.links import send_link_if_needed
from openmash.frontdoor.enquiries.commands.requests import PURPOSE, subjects_of
from openmash.frontdoor.enquiries.models import AgencyCheck, Desk
from openmash.frontdoor.enquiries.queries.links import hub_told
from openmash.frontdoor.enquiries.queries.reminding import (
    asked_practices,
    clock_of,
    gp_stage_reached,
    late_checks,
    stage_reached,
)
from openmash.frontdoor.enquiries.states import WAITING
from openmash.frontdoor.enquiries.states.links import LinkFor

log = logging.getLogger("openmash.enquiries")
MOST_TOLD = 5
OUTCOME = "request_outcome"
LINK_OUTCOME, LINK_LATE = "request_link_outcome", "request_link_late"
RING_LATE = "request_ring_late"


@dataclass(frozen=True)
class _Step:
    """What is done about an agency that has not answered: a message, and perhaps the telephone."""

    template: str
    stage: int  # whom it goes to: 0 whoever was asked, 1 the deputy, 2 the lead
    ring: Ring | None = None


STEPS = (
    _Step("request_late", 0),
    _Step("request_deputy", 1),
    _Step("request_lead", 2, Ring.LATE),
)
GP_STEPS = (
    _Step("request_soon", 0),
    _Step("request_late", 0, Ring.PRACTICE_LATE),
    _Step("request_named_gp", 2, Ring.NAMED_GP),
)
REMINDERS = frozenset(one.template for one in (*STEPS, *GP_STEPS))


@dataclass(frozen=True)
class _To:
    """Somebody, or a mailbox that belongs to nobody."""

    user: str | None = None
    address: str = ""


@transaction.atomic
def announce(check: AgencyCheck, template: str = "request", *, by: Actor) -> None:
    """Whoever answers for the agency hears that it is asked; each once for each time it is asked."""
    if check.state not in WAITING:
        return
    _tell(check, list(_first_of(check, by)), template, f"{template}:{check.version}", by)


@transaction.atomic
def tell_colleague(check: AgencyCheck, user: str, *, by: Actor) -> None:
    """A colleague was handed the question."""
    _tell(check, [_To(user)], "request", f"passed:{user}:{check.version}", by)


@transaction.atomic
def tell_of(check: AgencyCheck, template: str, key: str, path: str, *, by: Actor) -> None:
    """Whoever answers for the agency hears of something else that it is asked in the same matter."""
    _tell(check, list(_first_of(check, by)), template, key, by, path)


@transaction.atomic
def tell_outcome(check: AgencyCheck, sentences: Sequence[str], *, by: Actor) -> None:
    """Who answered hears what was decided, in the words this agency may have (`roles.md` §5)."""
    step, allowed = answering_step(check, "tell_outcome", by)
    changes: dict[str, object] = {"outcome": list(sentences), "decided_at": by.at}
    move(check, step, allowed, about=check.about, changes=changes)
    disclose(
        Sharing(
            to_user="",
            to_agency=check.agency_id,
            about=check.subject,
            purpose=PURPOSE,
            bases=check.bases,
            necessity="Whoever answered hears what became of it",
            subjects=subjects_of(check),
        ),
        by=by,
    )
    if check.method == AgencyCheck.Method.HERE:
        whom = list(_first_of(check, by))
        _tell(check, whom, OUTCOME, f"outcome:{check.version}", by)
    elif check.links.exclude(entered_at=None).exists():
        send_link_if_needed(check, LinkFor.OUTCOME, by=by)
        call_to_ring(check, Ring.OUTCOME, by=by)


def remind_agencies(*, by: Actor) -> int:
    """Whoever has not answered, one step after another, each once; how many steps were taken.

    Past their time the contact, the deputy, the lead (P3); a practice at half its time, then the
    telephone, then the named GP (P5).
    """
    late = sum(_remind_safely(one, stage_reached, STEPS, by) for one in late_checks(by))
    gps = sum(_remind_safely(one, gp_stage_reached, GP_STEPS, by) for one in asked_practices(by))
    return late + gps


def _remind_safely(
    check: AgencyCheck, reached: Callable[[ClockRun, Actor], int], steps: Sequence[_Step], by: Actor
) -> bool:
    """One question that fails must not keep the others from theirs; the next round tries again."""
    try:
        return _remind_once(check, reached, steps, by)
    except Exception:
        log.exception("reminder failed", extra={"check_id": str(check.pk)})
        return False


@transaction.atomic
def _remind_once(
    check: AgencyCheck, reached: Callable[[ClockRun, Actor], int], steps: Sequence[_Step], by: Actor
) -> bool:
    clock, done = clock_of(check), check.reminders
    if clock is None or reached(clock, by) <= done:
        return False
    step, allowed = answering_step(check, "remind", by)
    changes: dict[str, object] = {"reminders": done + 1}
    move(check, step, allowed, about=check.about, facts={"stage": done + 1}, changes=changes)
    now = steps[min(done, len(steps) - 1)]
    _tell(check, list(_at_stage(check, now.stage, by)), now.template, f"{clock.pk}:{done}", by)
    if now.ring:
        call_to_ring(check, now.ring, by=by)
    return True


def _tell(
    check: AgencyCheck, whom: list[_To], template: str, key: str, by: Actor, path: str = ""
) -> None:
    for one in whom:
        says, leads_to, hub = template, path or f"/requests/{check.pk}/", ""
        if template in REMINDERS and one.user is None and not _answering(check, by):
            says = LINK_LATE if check.links.exists() else RING_LATE  # nobody can sign in
            leads_to = f"/answer/{check.partnership_id}/"
            hub = hub_told(check.partnership_id)
        queue(
            Notice(
                key=f"{check.subject}:{key}:{one.user or one.address}",
                template=says,
                to_user=one.user,
                to_address=one.address,
                about=check.subject,
                path=leads_to,
                reference=check.reference,
                hub=hub,
            ),
            by=by,
        )
    if not whom:
        call_to_ring(check, Ring.OUTCOME if template == OUTCOME else Ring.UNREACHED, by=by)


def _at_stage(check: AgencyCheck, stage: int, by: Actor) -> Iterator[_To]:
    """The deputy and the lead where the agency has named them; else whoever was asked, once more."""
    desk = _desk(check)
    named = (None, desk.deputy_id, desk.lead_id)[min(stage, 2)] if desk else None
    roles = check.for_roles if stage == 1 else Role  # whoever leads there need not answer
    if named is not None and _holds(check, named, roles, by):
        yield _To(str(named))
    else:
        yield from _first_of(check, by)


def _first_of(check: AgencyCheck, by: Actor) -> Iterator[_To]:
    """Whoever it was handed to and whoever is first; everybody who answers where neither can."""
    desk = _desk(check)
    handed, first = check.for_user_id, desk.first_id if desk else None
    able = [role for role in Role if may_answer(role, check.for_roles)]
    users = [
        key
        for key, roles in ((handed, able), (first, check.for_roles))
        if key and _holds(check, key, roles, by)
    ]
    if not users and not (desk and desk.mailbox):
        users = [one.pk for one in _answering(check, by)]
    yield from (_To(str(key)) for key in dict.fromkeys(users))
    address = (desk.mailbox if desk else "") or check.agency.safeguarding_email
    if address and (not users or (desk and desk.mailbox)):
        yield _To(None, address)


def _holds(check: AgencyCheck, user: uuid.UUID, roles: Iterable[str], by: Actor) -> bool:
    """Whether somebody holds one of these roles at the agency now: nobody else is written to."""
    held = held_at(by.at).filter(agency_id=check.agency_id, partnership_id=by.partnership)
    return held.filter(user=user, role__in=list(roles)).exists()


def _answering(check: AgencyCheck, by: Actor) -> list[User]:
    """Whoever holds an answering role there now; a big agency names its point of contact."""
    held = held_at(by.at).filter(
        agency_id=check.agency_id, partnership_id=by.partnership, role__in=check.for_roles
    )
    found = held.select_related("user").order_by("user__name", "id")
    return list(dict.fromkeys(one.user for one in found))[:MOST_TOLD]


def _desk(check: AgencyCheck) -> Desk | None:
    return Desk.objects.filter(
        partnership_id=check.partnership_id, agency_id=check.agency_id, template=check.template
    ).first()
