"""Telling senders what was decided, in the words they may have (P8, `roles.md` §5, L41)."""

from __future__ import annotations

from openmash.core.actor import Actor
from openmash.foundation.ledger.models import Event
from openmash.foundation.ledger.reacting import on
from openmash.foundation.tasks.commands import settle
from openmash.frontdoor.contacts.commands import feedback as answers
from openmash.frontdoor.contacts.commands.outcome import DECIDED
from openmash.frontdoor.contacts.events import ContactEvent
from openmash.frontdoor.contacts.models import Contact, Feedback
from openmash.frontdoor.contacts.queries.feedback import accepted_route
from openmash.frontdoor.contacts.states import FeedbackState
from openmash.frontdoor.decisions.commands.deciding import note_told
from openmash.frontdoor.decisions.commands.following import FOLLOWING
from openmash.frontdoor.decisions.commands.looking_back import (
    picture_changed,
    signature_taken_back,
    try_again,
)
from openmash.frontdoor.decisions.events import DecisionEvent
from openmash.frontdoor.decisions.models import ThresholdDecision
from openmash.frontdoor.decisions.queries.case import deciders_of
from openmash.frontdoor.decisions.queries.wanting import practices_wanted
from openmash.frontdoor.decisions.queries.words import outcome_for, told_to_agency
from openmash.frontdoor.enquiries.commands.announcing import tell_outcome
from openmash.frontdoor.enquiries.commands.gp_after import ask_for_decided
from openmash.frontdoor.enquiries.events import CheckEvent, HealthEvent
from openmash.frontdoor.enquiries.models import (
    AgencyCheck,
    GpRequest,
    HealthAnalysis,
    MashEnquiry,
)
from openmash.frontdoor.enquiries.queries.checks import answered_checks


@on(ContactEvent.DECIDED)
def tell_senders(event: Event, by: Actor) -> None:
    """Each sender who is owed this outcome hears it, those of duplicates too."""
    contact = Contact.objects.get(pk=event.subject.partition(":")[2])
    _tell([contact, *contact.duplicates.all()], contact, by)


@on(ContactEvent.DECIDED)
def tell_agencies(event: Event, by: Actor) -> None:
    """Each agency that answered hears what became of it."""
    contact = Contact.objects.get(pk=event.subject.partition(":")[2])
    for check in answered_checks(contact):
        tell_outcome(check, told_to_agency(check, contact), by=by)


@on(ContactEvent.MARKED_DUPLICATE)
def tell_sender_of_decided(event: Event, by: Actor) -> None:
    """The worry it belongs to is decided already: this sender hears the outcome at once."""
    duplicate = Contact.objects.get(pk=event.subject.partition(":")[2])
    original = duplicate.duplicate_of
    owed = Feedback.objects.filter(contact=duplicate, because=DECIDED).exists()
    if original is None or original.decided_at is None or accepted_route(original):
        return  # undecided, or settled by the worker of an open case: that is another answer
    if not owed:
        answers.owe(duplicate, because=DECIDED, deciders=deciders_of(original), by=by)
        _tell([duplicate], original, by)


@on(ContactEvent.FEEDBACK_SENT)
def note_senders_told(event: Event, by: Actor) -> None:
    """The decisions of a contact whose sender was told go on to *feedback sent*."""
    note_told(Contact.objects.get(pk=event.subject.partition(":")[2]), by=by)


@on(DecisionEvent.DECIDED)
def ask_practices(event: Event, by: Actor) -> None:
    """A strategy discussion or an assessment hears what the practices know by now (P5, L66)."""
    _ask_practices(event, by)


@on(DecisionEvent.REOPENED)
def ask_practices_no_longer(event: Event, by: Actor) -> None:
    """It is to be decided anew: no practice is asked for what does not stand."""
    _ask_practices(event, by)


@on(DecisionEvent.SECTION_47_STARTED)
def ask_practices_for_47(event: Event, by: Actor) -> None:
    """A section 47 enquiry hears what the practices know by now (P5 T5)."""
    _ask_practices(event, by)


@on(DecisionEvent.SECTION_47_TAKEN_BACK)
def ask_practices_not_for_47(event: Event, by: Actor) -> None:
    """It was noted in error: no practice is asked for it."""
    _ask_practices(event, by)


@on(CheckEvent.ANSWERED)
def tell_practice_asked_afterwards(event: Event, by: Actor) -> None:
    """A practice that was asked once it was decided hears what was, as soon as it has answered (P5)."""
    check = AgencyCheck.objects.get(pk=event.subject.partition(":")[2])
    contact = check.enquiry.contact
    asked_for_it = GpRequest.objects.filter(check_sent=check, after_decision=True).exists()
    if asked_for_it and check.decided_at is None and contact.decided_at is not None:
        tell_outcome(check, told_to_agency(check, contact), by=by)


@on(DecisionEvent.REOPENED)
def nothing_to_follow(event: Event, by: Actor) -> None:
    """What the old decision asked for is pointless now: nobody acts on a decision taken back."""
    for kind in FOLLOWING:
        settle(kind, event.subject, by=by)


@on(HealthEvent.PICTURE_CHANGED)
def decide_anew(event: Event, by: Actor) -> None:
    """What was decided before health had read does not hold (P6)."""
    enquiry = MashEnquiry.objects.get(pk=event.subject.partition(":")[2])
    picture_changed(enquiry.contact.duplicate_of or enquiry.contact, by=by)


@on(HealthEvent.SIGNATURE_TAKEN_BACK)
def look_at_what_rests_on_it(event: Event, by: Actor) -> None:
    """A brother or sister may be decided already, on the reading that counts no more."""
    analysis = HealthAnalysis.objects.get(pk=event.subject.partition(":")[2])
    contact = analysis.enquiry.contact
    signature_taken_back(contact.duplicate_of or contact, by=by)


@on(ContactEvent.FEEDBACK_SENT)
def decide_anew_now(event: Event, by: Actor) -> None:
    """Health said so while the sender was being told, when nothing could be opened."""
    try_again(Contact.objects.get(pk=event.subject.partition(":")[2]), by=by)


def _ask_practices(event: Event, by: Actor) -> None:
    decision = ThresholdDecision.objects.select_related("contact").get(
        pk=event.subject.partition(":")[2]
    )
    ask_for_decided(decision.contact, practices_wanted(decision.contact), by=by)


def _tell(contacts: list[Contact], decided: Contact, by: Actor) -> None:
    owed = Feedback.objects.filter(
        contact__in=contacts, because=DECIDED, state=FeedbackState.OWED
    ).select_related("contact", "recipient")
    for debt in owed.order_by("owed_at", "id"):
        answers.compose_and_send(debt, outcome_for(debt, decided), by=by)
