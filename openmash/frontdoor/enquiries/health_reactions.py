"""Whatever happens to what health is asked and tells: it is looked at again what health owes (P6)."""

from __future__ import annotations

import uuid

from django.db.models import Q

from openmash.core.actor import Actor
from openmash.foundation.access.events import AccessEvent
from openmash.foundation.access.roles import Role
from openmash.foundation.clocks.events import ClockEvent
from openmash.foundation.ledger.models import Event
from openmash.foundation.ledger.reacting import on
from openmash.frontdoor.contacts.events import ContactEvent
from openmash.frontdoor.enquiries.commands.health_calling import let_practitioners_see
from openmash.frontdoor.enquiries.commands.health_keeping import keep_up
from openmash.frontdoor.enquiries.events import CheckEvent, EnquiryEvent, HealthEvent, ItemEvent
from openmash.frontdoor.enquiries.models import AgencyCheck, HealthAnalysis, MashEnquiry
from openmash.frontdoor.enquiries.queries.health_list import waits_for_health


@on(CheckEvent.ASKED)
def health_is_asked(event: Event, by: Actor) -> None:
    """A health agency was asked: its answer, also that it knows nothing, is read by health."""
    _keep_up_for_check(event, by)


@on(CheckEvent.ANSWERED)
def health_has_answered(event: Event, by: Actor) -> None:
    """The last answer starts the clock; something new overtakes a signature."""
    _keep_up_for_check(event, by)


@on(CheckEvent.PART_ANSWERED)
def health_has_answered_in_part(event: Event, by: Actor) -> None:
    """What is there is there to be read, whoever is still waited for."""
    _keep_up_for_check(event, by)


@on(CheckEvent.REFUSED)
def health_has_refused(event: Event, by: Actor) -> None:
    """No more comes from there."""
    _keep_up_for_check(event, by)


@on(CheckEvent.NOT_ANSWERED)
def health_does_not_answer(event: Event, by: Actor) -> None:
    """No more is waited for from there."""
    _keep_up_for_check(event, by)


@on(ClockEvent.BREACHED)
def health_is_late(event: Event, by: Actor) -> None:
    """The time of an answer has passed: health is read without it (C09)."""
    if event.subject.startswith("agencycheck:"):
        _keep_up_for_check(event, by)


@on(ItemEvent.NOTED)
def something_is_told(event: Event, by: Actor) -> None:
    """Whoever told it, and wherever it came from (L68)."""
    _keep_up(event.subject, by)


@on(ItemEvent.TAKEN_BACK)
def something_is_taken_back(event: Event, by: Actor) -> None:
    """What was read is not what is there."""
    _keep_up(event.subject, by)


@on(EnquiryEvent.URGENCY_CHANGED)
def it_is_more_or_less_urgent(event: Event, by: Actor) -> None:
    """The clock of the analysis runs anew, by the urgency now."""
    _keep_up(event.subject, by)


@on(EnquiryEvent.OPENED_AGAIN)
def it_is_opened_again(event: Event, by: Actor) -> None:
    """What was read for the enquiry that ended is read again."""
    _keep_up(event.subject, by)


@on(EnquiryEvent.ENDED)
def it_has_ended(event: Event, by: Actor) -> None:
    """Nobody waits for health, unless the contact goes to decision all the same."""
    _keep_up(event.subject, by)


@on(EnquiryEvent.DECIDED)
def it_is_decided(event: Event, by: Actor) -> None:
    """Unless it was decided before health had read: then health looks back."""
    _keep_up(event.subject, by)


@on(EnquiryEvent.REOPENED)
def it_is_to_decide_anew(event: Event, by: Actor) -> None:
    """The gate is asked again, with whatever has come since."""
    _keep_up(event.subject, by)


@on(ContactEvent.REOPENED)
def it_waits_for_a_decision_again(event: Event, by: Actor) -> None:
    """Also after an enquiry that ended, which nothing else opens again."""
    _keep_up_for_contact(event, by)


@on(HealthEvent.DECIDED_BEFORE)
def it_could_not_wait(event: Event, by: Actor) -> None:
    """It is read all the same, for whoever looks back."""
    _keep_up(event.subject, by)


@on(HealthEvent.PICTURE_CHANGED)
def the_picture_is_another(event: Event, by: Actor) -> None:
    """What was decided is decided anew, once it is read."""
    _keep_up(event.subject, by)


@on(HealthEvent.LOOKED_BACK)
def health_has_looked_back(event: Event, by: Actor) -> None:
    """Nothing is owed any more."""
    _keep_up(event.subject, by)


@on(ContactEvent.SENT_TO_DECISION)
def it_goes_to_decision(event: Event, by: Actor) -> None:
    """Also after an enquiry that ended: what health told in it is still known."""
    _keep_up_for_contact(event, by)


@on(ContactEvent.MARKED_DUPLICATE)
def it_is_the_same_worry(event: Event, by: Actor) -> None:
    """What health told of it is read before the worry is decided that it belongs to."""
    _keep_up_for_contact(event, by)


@on(ContactEvent.NOT_DUPLICATE)
def it_is_another_worry(event: Event, by: Actor) -> None:
    """Nobody waits for it unless it goes to decision itself."""
    _keep_up_for_contact(event, by)


@on(ContactEvent.ENQUIRY_OPENED)
def it_is_enquired_into(event: Event, by: Actor) -> None:
    """What health told of its duplicates is waited for as well."""
    _keep_up_for_contact(event, by)


@on(AccessEvent.ROLE_GIVEN)
def a_practitioner_begins(event: Event, by: Actor) -> None:
    """Whoever begins to practise mental health here is on the cases that wait for them."""
    if (event.facts or {}).get("role") == Role.MHP:
        rows = HealthAnalysis.objects.filter(partnership_id=by.partnership, mental=True)
        waiting = rows.filter(waits_for_health())
        for analysis in waiting.select_related("enquiry__contact"):
            let_practitioners_see(analysis.enquiry, by=by)


def _keep_up_for_check(event: Event, by: Actor) -> None:
    check = AgencyCheck.objects.get(pk=_key(event.subject))
    _keep_up(f"mashenquiry:{check.enquiry_id}", by)


def _keep_up_for_contact(event: Event, by: Actor) -> None:
    key = _key(event.subject)
    for enquiry in MashEnquiry.objects.filter(Q(contact=key) | Q(contact__duplicate_of=key)):
        _keep_up(enquiry.subject, by)


def _keep_up(subject: str, by: Actor) -> None:
    keep_up(
        MashEnquiry.objects.select_related("contact__duplicate_of").get(pk=_key(subject)), by=by
    )


def _key(subject: str) -> uuid.UUID:
    return uuid.UUID(subject.partition(":")[2])
