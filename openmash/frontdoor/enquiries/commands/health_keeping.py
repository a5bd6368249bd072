"""What health needs by itself: that it is asked for, asked anew, and due (P6, C09).

One command, repeated after whatever happens; it looks at what is there and never at what happened, so
that it may come late, or twice.
"""

from __future__ import annotations

from django.db import transaction

from openmash.core.actor import Actor
from openmash.core.lifecycle import Move
from openmash.core.working_time import london_day
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.permits import Permit, permit
from openmash.foundation.clocks.models import ClockRun
from openmash.foundation.ledger.commands import record
from openmash.foundation.moves.mover import move
from openmash.foundation.tasks.commands import settle
from openmash.frontdoor.contacts.states import IN_ENQUIRY, ContactState
from openmash.frontdoor.enquiries.access import about_of, record_facts
from openmash.frontdoor.enquiries.commands.health_calling import (
    ANALYSE,
    ANALYSE_MENTAL,
    SECOND,
    call_to_analyse,
    call_to_read_late,
    let_practitioners_see,
    second_is_given,
)
from openmash.frontdoor.enquiries.events import HealthEvent
from openmash.frontdoor.enquiries.models import HealthAnalysis, MashEnquiry
from openmash.frontdoor.enquiries.queries.health import HealthPart, health_part
from openmash.frontdoor.enquiries.rules.health import why_not_read, why_overtaken
from openmash.frontdoor.enquiries.states import OPEN, WAITING
from openmash.frontdoor.enquiries.states.health import (
    ANALYSIS_CLOCKS,
    HEALTH,
    OF_ANALYSIS,
    UNSIGNED,
    HealthState,
)

OVERTAKEN = {HealthState.SIGNED: "supersede", HealthState.SECOND: "overtake"}


@transaction.atomic
def keep_up(enquiry: MashEnquiry, *, by: Actor) -> None:
    """Ask for the analysis where it is required, anew where something is new, and set its time."""
    permit(by, P.HEALTH_REQUIRE, record_facts(enquiry))
    MashEnquiry.objects.select_for_update().get(pk=enquiry.pk)
    part = health_part(enquiry)
    if not part.facts.required:
        return
    analysis = part.analysis or _required(enquiry, by)
    if part.facts.mental:
        let_practitioners_see(enquiry, by=by)
    if not (_is_waited_for(enquiry) or part.emergency):
        _lapse(analysis, by)
        _note_mental(analysis, mental=part.facts.mental)
        if _is_late(analysis, part):
            call_to_read_late(analysis, by=by)
        return
    if analysis.state in OVERTAKEN and _is_overtaken(part):
        _move(analysis, OVERTAKEN[HealthState(analysis.state)], by)
        second_is_given(analysis, by=by)
    _note_mental(analysis, mental=part.facts.mental)
    if analysis.state in UNSIGNED:
        if analysis.state != HealthState.SECOND:
            call_to_analyse(analysis, by=by)
        _set_due(analysis, part, by)


def _is_waited_for(enquiry: MashEnquiry) -> bool:
    """Also where the enquiry ended, and its contact goes to decision all the same, or is a duplicate
    of one that does."""
    original = enquiry.contact.duplicate_of
    joined = original is not None and original.state in IN_ENQUIRY
    pending = enquiry.contact.state == ContactState.DECISION_PENDING
    return enquiry.state in OPEN or pending or joined


def _is_late(analysis: HealthAnalysis, part: HealthPart) -> bool:
    """Told after it was decided, and no practitioner has had it before them.

    By what they had, never by when: what was on its way while they looked has the earlier time.
    """
    contact = part.enquiry.contact
    if (contact.duplicate_of or contact).decided_at is None:
        return False
    read = frozenset(part.readings[0].row.read) if part.readings else frozenset()
    return not part.facts.keys <= read | frozenset(analysis.late_seen)


def _is_overtaken(part: HealthPart) -> bool:
    signed = part.facts.signed
    if signed is None or any(why_overtaken(part.facts, signed)):
        return True
    # A question about mental health that was asked after a signature without that competence.
    return part.facts.state == HealthState.SIGNED and any(why_not_read(part.facts))


def _required(enquiry: MashEnquiry, by: Actor) -> HealthAnalysis:
    analysis = HealthAnalysis(
        partnership_id=enquiry.partnership_id, enquiry=enquiry, required_on=london_day(by.at)
    )
    analysis.save(force_insert=True)
    about = about_of(enquiry)
    record(HealthEvent.REQUIRED, by=by, subject=analysis.subject, about=about)
    return analysis


def _note_mental(analysis: HealthAnalysis, *, mental: bool) -> None:
    if analysis.mental != mental:
        HealthAnalysis.objects.filter(pk=analysis.pk).update(mental=mental)
        analysis.mental = mental


def _set_due(analysis: HealthAnalysis, part: HealthPart, by: Actor) -> None:
    """From the last answer of health, or the first time one is overdue; anew with another urgency."""
    code = ANALYSIS_CLOCKS[part.enquiry.rag]
    running = ClockRun.objects.filter(subject=analysis.subject, stopped_at=None)
    known = set(running.values_list("code", flat=True))
    if code not in known and (known or _has_what_it_rests_on(part)):
        _move(analysis, f"is_due_{part.enquiry.rag}", by)


def _has_what_it_rests_on(part: HealthPart) -> bool:
    waiting = [check for check in part.checks if check.state in WAITING]
    subjects = [check.subject for check in waiting]
    overdue = ClockRun.objects.filter(
        subject__in=subjects, stopped_at=None, breached_at__isnull=False
    )
    return not waiting or overdue.exists()


def _lapse(analysis: HealthAnalysis, by: Actor) -> None:
    running = ClockRun.objects.filter(
        subject=analysis.subject, code__in=OF_ANALYSIS, stopped_at=None
    )
    if running.exists():
        _move(analysis, "lapse", by)
    for kind in (ANALYSE, ANALYSE_MENTAL, SECOND):
        settle(kind, analysis.subject, by=by)


def _move(analysis: HealthAnalysis, name: str, by: Actor) -> None:
    step, allowed = _allowed(analysis, name, by)
    enquiry = analysis.enquiry
    about = about_of(enquiry)
    move(analysis, step, allowed, about=about)


def _allowed(analysis: HealthAnalysis, name: str, by: Actor) -> tuple[Move, Permit]:
    step = HEALTH[name]
    return step, permit(by, step.permission, record_facts(analysis.enquiry))
