"""Practices that a decision asks for: before a strategy discussion, for the section 47 enquiry that
it starts, and for an assessment (P5 T4, T5, T8, L66).

What was decided is known to a later stage, which hands over the trigger for each child; whether the
discussion is then held is not known here.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from django.db import transaction

from openmash.core.actor import Actor
from openmash.core.working_time import Length, Unit, due, london_day
from openmash.foundation.access.models import Agency
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.permits import permit
from openmash.foundation.reference.queries import calendar_on, number, setting
from openmash.frontdoor.contacts.models import Contact
from openmash.frontdoor.enquiries.access import record_facts
from openmash.frontdoor.enquiries.commands.calling import call_to_ask_practice
from openmash.frontdoor.enquiries.commands.gp import drop, made
from openmash.frontdoor.enquiries.models import GpRequest, MashEnquiry, ScopePerson
from openmash.frontdoor.enquiries.queries.agreement import agreement_facts, agreement_of
from openmash.frontdoor.enquiries.queries.gp import (
    SWITCHED_OFF,
    Practice,
    gp_requests_of,
    practices_of,
    recent_answer,
)
from openmash.frontdoor.enquiries.rules.agreement import why_checks_may_not_leave
from openmash.frontdoor.enquiries.rules.gp import Why, is_asked_after_decision
from openmash.frontdoor.enquiries.states import EnquiryState, ScopeRole
from openmash.frontdoor.enquiries.states.gp import TRIGGER_WORDS, GpState, Trigger

DECIDING = frozenset({EnquiryState.DECISION_PENDING, EnquiryState.DECIDED, EnquiryState.CLOSED})
# By when a worker asks, in working days.
WITHIN = {
    Trigger.T4: "gp-for-strategy-days",
    Trigger.T5: "gp-for-strategy-days",
    Trigger.T8: "gp-for-assessment-days",
}


@transaction.atomic
def ask_for_decided(contact: Contact, decided: Mapping[uuid.UUID, Trigger], *, by: Actor) -> None:
    """Each practice that what is decided now asks for is to be asked, and no other any longer.

    `decided` says for which child of the contact, and why. A practice that has answered lately is
    not asked again, nor one from which danger comes, nor any that nobody may ask: no agreement and no
    override stands (P4). Doing it twice is harmless.
    """
    found = MashEnquiry.objects.select_related("contact").select_for_update(of=("self",))
    enquiry = found.filter(contact=contact).first()
    if enquiry is None or enquiry.state not in DECIDING:
        return
    permit(by, P.GP_ASK, record_facts(enquiry))
    wanted = _that_may_be_asked(_wanted(enquiry, decided, by), enquiry, by)
    due_now = [one for one in gp_requests_of(enquiry) if _is_due(one)]
    drop([_with(one, enquiry) for one in due_now if one.practice_id not in wanted], by=by)
    for practice, why in wanted.items():
        _ask_once(enquiry, practice, why, by)


def _wanted(
    enquiry: MashEnquiry, decided: Mapping[uuid.UUID, Trigger], by: Actor
) -> dict[str, tuple[Trigger, ...]]:
    """The practices of the children decided about, and of the adults around them."""
    off = setting(enquiry.partnership_id, SWITCHED_OFF)
    switched_off = set(off) if isinstance(off, list) else set()
    on = {child: why for child, why in decided.items() if why not in switched_off}
    if not on:
        return {}
    rows = list(ScopePerson.objects.filter(enquiry=enquiry, removed_at=None))
    everybody = tuple(why for why in Trigger if why in on.values())
    why_of = {row.pk: _why(row, on, everybody) for row in rows}
    found = practices_of(enquiry, by=by)
    named = {one.agency: _merged(one, why_of) for one in found if one.agency}
    return {agency: why for agency, why in named.items() if why}


def _that_may_be_asked(
    wanted: Mapping[str, tuple[Trigger, ...]], enquiry: MashEnquiry, by: Actor
) -> dict[str, tuple[Trigger, ...]]:
    """By the one rule, as if the practice were due: nobody is set a task that the rule refuses."""
    if not wanted:
        return {}
    facts = agreement_facts(agreement_of(enquiry), by=by)
    due_then = replace(facts, after_decision=frozenset(wanted))
    kind = Agency.Kind.GP_PRACTICE
    return {
        agency: why
        for agency, why in wanted.items()
        if not any(why_checks_may_not_leave(due_then, kind, agency))
    }


def _why(
    row: ScopePerson, on: Mapping[uuid.UUID, Trigger], everybody: tuple[Trigger, ...]
) -> tuple[Trigger, ...]:
    if row.role != ScopeRole.CHILD:
        return everybody
    why = on.get(row.child_id) if row.child_id is not None else None
    return (why,) if why is not None else ()


def _merged(
    practice: Practice, why_of: Mapping[uuid.UUID, tuple[Trigger, ...]]
) -> tuple[Trigger, ...]:
    found = {why for person in practice.people for why in why_of.get(person, ())}
    return tuple(why for why in Trigger if why in found)


def _ask_once(enquiry: MashEnquiry, practice: str, why: tuple[Trigger, ...], by: Actor) -> None:
    rows = [_with(one, enquiry) for one in gp_requests_of(enquiry) if one.practice_id == practice]
    last = rows[-1] if rows else None
    if last is not None and not _is_asked(last, rows, by):
        return
    request = made(enquiry, practice, Why(why), by=by, after_decision=True)
    words = "; ".join(TRIGGER_WORDS[one] for one in why)
    call_to_ask_practice(request, words, _by_when(why, by), by=by)


def _is_asked(last: GpRequest, rows: Iterable[GpRequest], by: Actor) -> bool:
    """Not while it is due or asked for this already."""
    under_way = last.state == GpState.DUE or (last.after_decision and last.state == GpState.SENT)
    recent = any(recent_answer(one, by=by) is not None for one in rows)
    return not under_way and is_asked_after_decision(
        last.state, last.not_asked_because, recent=recent
    )


def _by_when(why: Iterable[Trigger], by: Actor) -> datetime:
    calendar = calendar_on(by.partnership, london_day(by.at)).calendar
    days = min(number(by.partnership, WITHIN[one]) for one in why)
    return due(by.at, Length(days, Unit.WORKING_DAYS), calendar).due_at


def _is_due(request: GpRequest) -> bool:
    return request.state == GpState.DUE and request.after_decision


def _with(request: GpRequest, enquiry: MashEnquiry) -> GpRequest:
    request.enquiry = enquiry
    return request
