"""Who sees which enquiry: whoever may see its contact, and holds the part of the hub for it."""

from __future__ import annotations

from openmash.core.actor import Actor
from openmash.core.lifecycle import Move
from openmash.core.refusals import NotFound
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.permits import Permit, permit
from openmash.foundation.access.rules import RecordFacts
from openmash.frontdoor.contacts.access import get_contact
from openmash.frontdoor.contacts.access import record_facts as contact_facts
from openmash.frontdoor.enquiries.models import MashEnquiry
from openmash.frontdoor.enquiries.states import ENQUIRY


def record_facts(enquiry: MashEnquiry) -> RecordFacts:
    """An enquiry is as near or far as its contact."""
    return contact_facts(enquiry.contact)


def permitted_step(enquiry: MashEnquiry, name: str, by: Actor) -> tuple[Move, Permit]:
    """A step in the life of an enquiry, with this actor's permit to take it."""
    step = ENQUIRY[name]
    return step, permit(by, step.permission, record_facts(enquiry))


def get_enquiry(by: Actor, reference: str, permission: P = P.ENQUIRY_READ) -> MashEnquiry:
    """The enquiry about a contact; the look is logged with the contact. Nothing where none is."""
    contact = get_contact(by, reference, permission)
    permit(by, P.ENQUIRY_READ, contact_facts(contact))
    found = MashEnquiry.objects.filter(contact=contact).first()
    if found is None:
        raise NotFound("There is no enquiry about this")
    found.contact = contact
    return found
