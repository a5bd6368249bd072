"""What follows by itself when partners are asked, say something, or it is decided (P7)."""

from __future__ import annotations

from openmash.core.actor import Actor
from openmash.foundation.ledger.models import Event
from openmash.foundation.ledger.reacting import on
from openmash.frontdoor.contacts.events import ContactEvent
from openmash.frontdoor.contacts.models import Contact
from openmash.frontdoor.decisions.commands.calling_partners import (
    call_by_another_time,
    call_partners,
    call_to_settle,
    call_whoever_decides,
    call_with_outcome,
    nobody_disagrees,
)
from openmash.frontdoor.decisions.commands.partners import close_asked, set_time_anew, tell_partner
from openmash.frontdoor.decisions.events import DecisionEvent
from openmash.frontdoor.decisions.models import ThresholdDecision
from openmash.frontdoor.decisions.queries.case import gather
from openmash.frontdoor.decisions.queries.partners import open_ones, to_be_told
from openmash.frontdoor.decisions.queries.words import told_to_agency
from openmash.frontdoor.decisions.rules import needs_service_manager
from openmash.frontdoor.decisions.states import AskedOver, DecisionState
from openmash.frontdoor.enquiries.events import EnquiryEvent
from openmash.frontdoor.enquiries.models import MashEnquiry


@on(DecisionEvent.VIEWS_ASKED)
def tell_those_asked(event: Event, by: Actor) -> None:
    """Each agency hears that it may say what it thinks; of children asked about together, once."""
    call_partners(open_ones(_decision(event).contact), by=by)


@on(DecisionEvent.VIEW_GIVEN)
def weigh_view(event: Event, by: Actor) -> None:
    """A dissent is put before a manager at once, and may take the decision to the service manager."""
    _weigh(_decision(event), by)


@on(DecisionEvent.VIEW_WITHDRAWN)
def weigh_without_it(event: Event, by: Actor) -> None:
    """What was said does not stand any more."""
    _weigh(_decision(event), by)


@on(DecisionEvent.RECOMMENDED)
def weigh_what_is_recommended(event: Event, by: Actor) -> None:
    """It may be another than the one that somebody disagreed with."""
    _weigh(_decision(event), by)


@on(DecisionEvent.WRITTEN)
def weigh_what_is_changed(event: Event, by: Actor) -> None:
    """Another outcome before it is decided may be another manager's to sign."""
    decision = _decision(event)
    if decision.state == DecisionState.VIEWS_OPEN:
        _weigh(decision, by)


@on(ContactEvent.DECIDED)
def tell_who_gave_a_view(event: Event, by: Actor) -> None:
    """Whoever said what they think hears what was decided, of that child alone."""
    contact = Contact.objects.get(pk=event.subject.partition(":")[2])
    for asked in to_be_told(contact):
        child = frozenset({asked.decision.child_id})
        tell_partner(asked, told_to_agency(asked.check_of, contact, only=child), by=by)
        call_with_outcome(asked, by=by)


@on(EnquiryEvent.URGENCY_CHANGED)
def give_another_time(event: Event, by: Actor) -> None:
    """It is more urgent, or less: partners have the time of that, from now on."""
    enquiry = MashEnquiry.objects.select_related("contact").get(pk=event.subject.partition(":")[2])
    set_time_anew(enquiry.contact, enquiry.rag, by=by)


@on(DecisionEvent.VIEWS_DUE)
def call_by_that_time(event: Event, by: Actor) -> None:
    """A health practitioner has it as a task, with its time."""
    decision = _decision(event)
    mine = [one for one in open_ones(decision.contact) if one.decision_id == decision.pk]
    call_by_another_time(mine, by=by)


@on(ContactEvent.MARKED_DUPLICATE)
def ask_no_longer_of_duplicate(event: Event, by: Actor) -> None:
    """It is decided with the worry that it repeats."""
    _drop(event, by)


@on(ContactEvent.ENTERED_IN_ERROR)
def ask_no_longer_in_error(event: Event, by: Actor) -> None:
    """It should never have been here."""
    _drop(event, by)


@on(ContactEvent.ROUTED)
def ask_no_longer_of_open_case(event: Event, by: Actor) -> None:
    """It is part of an open case."""
    _drop(event, by)


def _drop(event: Event, by: Actor) -> None:
    """Nobody is asked about what nobody recommends any more."""
    contact = Contact.objects.get(pk=event.subject.partition(":")[2])
    for decision in contact.decisions.all():
        close_asked(decision, AskedOver.DROPPED, by=by)


def _weigh(decision: ThresholdDecision, by: Actor) -> None:
    contact = decision.contact
    case = gather(contact, by=by)
    facts = {one.pk: case.facts(one) for one in case.decisions}
    if decision.pk in facts and facts[decision.pk].dissent:
        call_to_settle(decision, contact, by=by)
    else:
        nobody_disagrees(decision, by=by)
    waiting = [one for one in case.decisions if one.state == DecisionState.VIEWS_OPEN]
    if waiting and len(waiting) == len(case.decisions):
        alone = any(needs_service_manager(facts[one.pk]) for one in waiting)
        call_whoever_decides(contact, alone=alone, by=by)


def _decision(event: Event) -> ThresholdDecision:
    rows = ThresholdDecision.objects.select_related("contact", "child")
    return rows.get(pk=event.subject.partition(":")[2])
