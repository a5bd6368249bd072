"""What the rules of an enquiry go by."""

from __future__ import annotations

from openmash.core.actor import Actor
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.permits import may
from openmash.frontdoor.contacts.access import record_facts
from openmash.frontdoor.contacts.models import Contact
from openmash.frontdoor.contacts.queries.screening import nothing_is_decided
from openmash.frontdoor.enquiries.rules.enquiry import Facts


def facts_of(contact: Contact, rag: str, *, by: Actor) -> Facts:
    """For a contact whose enquiry has this urgency now, or none yet."""
    return Facts(
        rag=rag,
        nothing_decided=nothing_is_decided(contact, by=by),
        may_decide=may(by, P.ENQUIRY_OPEN, record_facts(contact)),
        readers=contact.readers,
    )
