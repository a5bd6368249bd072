"""Who sees and makes which decision."""

from __future__ import annotations

from openmash.core.actor import Actor
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.permits import permit
from openmash.foundation.access.rules import RecordFacts
from openmash.frontdoor.contacts.access import get_contact
from openmash.frontdoor.contacts.access import record_facts as contact_facts
from openmash.frontdoor.contacts.models import Contact
from openmash.frontdoor.decisions.models import ThresholdDecision


def record_facts(decision: ThresholdDecision) -> RecordFacts:
    """A decision belongs to the hub; who recommended may not decide."""
    return RecordFacts(
        partnership=decision.partnership_id, in_hub=True, recommended_by=decision.recommended_by
    )


def get_contact_to_decide(by: Actor, reference: str, permission: P = P.DECISION_READ) -> Contact:
    """The contact whose decision page this actor opens; the look is logged."""
    contact = get_contact(by, reference)
    permit(by, permission, contact_facts(contact))
    return contact
