"""What an enquiry does when its contact leaves it by itself (P1), and its questions when it is over."""

from __future__ import annotations

from openmash.core.actor import Actor
from openmash.foundation.ledger.models import Event
from openmash.foundation.ledger.reacting import on
from openmash.frontdoor.contacts.events import ContactEvent
from openmash.frontdoor.contacts.models import Contact
from openmash.frontdoor.enquiries.commands.calling import refusal_is_settled
from openmash.frontdoor.enquiries.commands.checks import lapse
from openmash.frontdoor.enquiries.commands.enquiry import end_with_contact
from openmash.frontdoor.enquiries.commands.gp import lapse_gps, review_gps
from openmash.frontdoor.enquiries.commands.lived import look_for_gaps
from openmash.frontdoor.enquiries.events import EnquiryEvent
from openmash.frontdoor.enquiries.models import MashEnquiry
from openmash.frontdoor.enquiries.queries.agreement import agreement_of
from openmash.frontdoor.enquiries.queries.repeats import enquiries_about
from openmash.frontdoor.enquiries.states import OPEN


@on(ContactEvent.MARKED_DUPLICATE)
def end_with_duplicate(event: Event, by: Actor) -> None:
    """It is the same worry as another: the enquiry of that one, if any, asks."""
    end_with_contact(_contact(event), by=by)


@on(ContactEvent.ENTERED_IN_ERROR)
def end_with_error(event: Event, by: Actor) -> None:
    """It should never have been here: nobody is asked about anybody."""
    end_with_contact(_contact(event), by=by)


@on(ContactEvent.ROUTED)
def end_with_open_case(event: Event, by: Actor) -> None:
    """It is part of an open case, whose worker knows the family (P3)."""
    end_with_contact(_contact(event), by=by)


@on(ContactEvent.CHILD_LINKED)
def look_for_the_gp(event: Event, by: Actor) -> None:
    """It is known who a child is: so may be its practice, in each enquiry about this child (P5).

    One of them may run since before this worry came, which is news to whoever answered there (T7).
    """
    for enquiry in enquiries_about(_contact(event)):
        review_gps(enquiry, by=by)


@on(EnquiryEvent.ENDED)
def lapse_with_the_end(event: Event, by: Actor) -> None:
    """It ended undecided: agencies are waited for no longer (C07)."""
    _over(event, by)


@on(EnquiryEvent.DECIDED)
def lapse_with_the_decision(event: Event, by: Actor) -> None:
    """It is decided on what is known; what is missing stands in the decision (C07)."""
    _over(event, by)


def _over(event: Event, by: Actor) -> None:
    """If it was opened again meanwhile, its old questions alone."""
    enquiry = MashEnquiry.objects.select_related("contact").get(pk=event.subject.partition(":")[2])
    lapse(enquiry, by=by)
    if enquiry.state not in OPEN:
        lapse_gps(enquiry, by=by)
        look_for_gaps(enquiry, by=by)
        agreement = agreement_of(enquiry)
        refusal_is_settled(agreement, by=by)


def _contact(event: Event) -> Contact:
    return Contact.objects.get(pk=event.subject.partition(":")[2])
