"""Owing, writing, sending and settling the answer to a sender (P8, L41)."""

from __future__ import annotations

from django.db import transaction

from openmash.core.actor import Actor
from openmash.foundation.ledger.commands import record
from openmash.frontdoor.contacts.events import FeedbackEvent
from openmash.frontdoor.contacts.models import Contact, Feedback


@transaction.atomic
def owe(contact: Contact, *, because: str, by: Actor) -> Feedback:
    """The sender is owed an answer for this reason; owing it twice for the same reason is one debt.

    The caller holds the permit for what brought the debt about (decided, accepted, duplicate).
    """
    debt, is_new = Feedback.objects.get_or_create(
        partnership_id=contact.partnership_id,
        contact=contact,
        recipient_id=contact.sender_id,
        because=because,
        defaults={"owed_at": by.at},
    )
    if is_new:
        record(FeedbackEvent.OWED, by=by, subject=debt.subject, about=[contact.subject])
    return debt
