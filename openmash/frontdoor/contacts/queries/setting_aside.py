"""What the rules of setting a contact aside need to know, and what the page offers (P1)."""

from __future__ import annotations

from openmash.core.actor import Actor
from openmash.core.references import check_reference
from openmash.foundation.access.permissions import Permission as P
from openmash.frontdoor.contacts.access import visible_to
from openmash.frontdoor.contacts.models import Contact, InErrorProposal
from openmash.frontdoor.contacts.queries.before import earlier_contacts, shares_child
from openmash.frontdoor.contacts.queries.screening import children_of
from openmash.frontdoor.contacts.rules.screening import STANDS
from openmash.frontdoor.contacts.rules.setting_aside import Other


def other_facts(contact: Contact, other: Contact) -> Other:
    """The contact that is to stand, seen from the one that repeats it."""
    same = shares_child(children_of(contact), children_of(other))
    return Other(other.reference, other.state, shares_child=same)


def candidates(contact: Contact, *, by: Actor) -> list[Contact]:
    """Contacts about the same children that this one may repeat, newest first."""
    found = earlier_contacts(contact, children_of(contact), by=by)
    return [one for one in found if one.state in STANDS]


def sent_contact(reference: str, *, by: Actor) -> Contact | None:
    """A contact of this partnership by its reference as people type it; not a look into it."""
    wanted = check_reference(reference) or reference.strip().upper()
    return visible_to(by, P.CONTACT_READ).filter(reference=wanted).first()


def open_proposal(contact: Contact) -> InErrorProposal | None:
    """A manager's unanswered proposal that this was entered in error."""
    found = contact.error_proposals.filter(settled_at=None)
    return found.select_related("proposed_by").first()
