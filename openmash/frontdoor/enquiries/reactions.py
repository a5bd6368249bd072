"""What an enquiry does when its contact leaves it by itself (P1)."""

from __future__ import annotations

from openmash.core.actor import Actor
from openmash.foundation.ledger.models import Event
from openmash.foundation.ledger.reacting import on
from openmash.frontdoor.contacts.events import ContactEvent
from openmash.frontdoor.contacts.models import Contact
from openmash.frontdoor.enquiries.commands.enquiry import end_with_contact


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


def _contact(event: Event) -> Contact:
    return Contact.objects.get(pk=event.subject.partition(":")[2])
