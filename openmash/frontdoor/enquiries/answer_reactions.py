"""What follows by itself when an agency is asked, answers, refuses, or lets its time pass (P3)."""

from __future__ import annotations

from openmash.core.actor import Actor
from openmash.foundation.clocks.events import ClockEvent
from openmash.foundation.ledger.models import Event
from openmash.foundation.ledger.reacting import on
from openmash.foundation.messaging.models import Message
from openmash.foundation.messaging.states import MessageEvent
from openmash.frontdoor.enquiries.commands.announcing import (
    LINK_OUTCOME,
    OUTCOME,
    announce,
    tell_colleague,
)
from openmash.frontdoor.enquiries.commands.calling import (
    Ring,
    call_about_late_answer,
    call_about_refusal,
    call_to_ring,
    nobody_need_ring,
)
from openmash.frontdoor.enquiries.commands.collating import collate
from openmash.frontdoor.enquiries.commands.links import end_link, send_link_if_needed
from openmash.frontdoor.enquiries.events import CheckEvent
from openmash.frontdoor.enquiries.models import AgencyCheck
from openmash.frontdoor.enquiries.states import RUNNING, WAITING

KIND = "agencycheck:"


@on(CheckEvent.ASKED)
def tell_agency(event: Event, by: Actor) -> None:
    """The agency hears that something waits for it; who is rung needs no message."""
    check = _check(event.subject)
    if check.method == AgencyCheck.Method.HERE:
        announce(check, by=by)
    collate(check.enquiry, by=by)


@on(CheckEvent.CLARIFICATION_ASKED)
def tell_agency_again(event: Event, by: Actor) -> None:
    """The hub asks once more; where nobody answers on the page, somebody rings."""
    check = _check(event.subject)
    if check.method == AgencyCheck.Method.HERE:
        announce(check, "request_again", by=by)
    else:
        if check.links.exists():
            send_link_if_needed(check, by=by)
        call_to_ring(check, Ring.AGAIN, by=by)
    collate(check.enquiry, by=by)


@on(CheckEvent.PASSED_ON)
def tell_who_answers_instead(event: Event, by: Actor) -> None:
    """The colleague who was handed it."""
    tell_colleague(_check(event.subject), str((event.facts or {})["user"]), by=by)


@on(CheckEvent.PART_ANSWERED)
def collate_a_part(event: Event, by: Actor) -> None:
    """The first word of an agency begins it; one that comes when it is over is somebody's to read."""
    check = _check(event.subject)
    if check.enquiry.state not in RUNNING:
        call_about_late_answer(check, by=by)
    collate(check.enquiry, by=by)


@on(CheckEvent.ANSWERED)
def collate_an_answer(event: Event, by: Actor) -> None:
    """An answer to an enquiry that is over is somebody's to read: it may change the picture."""
    check = _check(event.subject)
    nobody_need_ring(check, by=by)
    end_link(check, by=by)
    if check.enquiry.state not in RUNNING:
        call_about_late_answer(check, by=by)
    collate(check.enquiry, by=by)


@on(CheckEvent.REFUSED)
def look_at_a_refusal(event: Event, by: Actor) -> None:
    """One that an agency wrote itself is looked at by somebody of the hub."""
    check = _check(event.subject)
    nobody_need_ring(check, by=by)
    end_link(check, by=by)
    if check.refusal:
        call_about_refusal(check, by=by)
    collate(check.enquiry, by=by)


@on(CheckEvent.NOT_ANSWERED)
def collate_without(event: Event, by: Actor) -> None:
    """No more is waited for."""
    check = _check(event.subject)
    nobody_need_ring(check, by=by)
    end_link(check, by=by)
    collate(check.enquiry, by=by)


@on(CheckEvent.LAPSED)
def ring_no_more(event: Event, by: Actor) -> None:
    """The enquiry is over."""
    check = _check(event.subject)
    nobody_need_ring(check, by=by)
    end_link(check, by=by)


@on(ClockEvent.BREACHED)
def collate_when_late(event: Event, by: Actor) -> None:
    """The time of an answer has passed."""
    if event.subject.startswith(KIND):
        collate(_check(event.subject).enquiry, by=by)


@on(MessageEvent.BOUNCED)
def ring_where_nothing_arrives(event: Event, by: Actor) -> None:
    """The message to an agency came back: somebody rings, while it is waited for or owed the outcome."""
    for about in event.about:
        if str(about).startswith(KIND):
            check = _check(str(about))
            message = Message.objects.get(pk=event.subject.partition(":")[2])
            if message.template in (OUTCOME, LINK_OUTCOME):
                call_to_ring(check, Ring.OUTCOME, by=by)
            elif check.state in WAITING:
                call_to_ring(check, Ring.BOUNCED, by=by)


def _check(subject: str) -> AgencyCheck:
    rows = AgencyCheck.objects.select_related("agency", "enquiry__contact")
    return rows.get(pk=subject.partition(":")[2])
