"""Old contacts that were closed, by walking the real moves at their own time."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from openmash.core.actor import system_actor
from openmash.foundation.access.row_security import act_as
from openmash.foundation.ledger.running import react_to_pending
from openmash.foundation.messaging.commands import deliver_queued
from openmash.foundation.people.models import Person
from openmash.frontdoor.contacts.models import Contact
from openmash.frontdoor.decisions.commands import deciding
from openmash.frontdoor.decisions.tests.builders import a_decided, a_pending
from openmash.frontdoor.enquiries.models import MashEnquiry, ScopePerson
from openmash.frontdoor.enquiries.states import EnquiryState
from tests.fixtures import Enter

HERE = "brackenford"
LONG_AGO = datetime(2016, 5, 11, 10, 0, tzinfo=UTC)  # a Wednesday
GROWN_UP = {"A1_name": "Orla Fairclough", "A1_age": "20 September 2000"}
ADVICE: dict[str, Any] = {
    "level": 1,
    "descriptors": ["1.4"],
    "outcome": "INFO_ADVICE",
    "next_step": "The school has the number of the young carers",
    "next_step_owner": "School",
}


def a_closed(
    enter: Enter,
    at: datetime = LONG_AGO,
    *,
    child: dict[str, Any] | None = None,
    **decision: Any,
) -> Contact:
    """A contact about a girl who is 26 by now, decided and closed so long ago. Leaves Meera on stage."""
    contact = a_pending(enter, at=at, child=child or GROWN_UP)
    contact = a_decided(enter, contact, at=at, **{**ADVICE, **decision})
    react_to_pending(at=at, partnership=HERE)
    system = system_actor("messaging", partnership=HERE, at=at)
    act_as(system)
    deliver_queued(by=system)
    react_to_pending(at=at, partnership=HERE)
    return deciding.close(contact, by=enter("meera", at=at))


def with_enquiry(enter: Enter, contact: Contact, *people: Person, role: str = "parent") -> None:
    """An enquiry that was opened and closed on the day of the contact, and who was asked about."""
    by = enter("meera", at=LONG_AGO)
    enquiry = MashEnquiry.objects.create(
        partnership_id=HERE,
        contact=contact,
        state=EnquiryState.CLOSED,
        rag="amber",
        opened_at=by.at,
        opened_by=by.name,
        closed_at=by.at,
    )
    for one in people:
        ScopePerson.objects.create(
            partnership_id=HERE,
            enquiry=enquiry,
            person=one,
            role=role,
            added_at=by.at,
            added_by=by.name,
        )
    enter("meera")
