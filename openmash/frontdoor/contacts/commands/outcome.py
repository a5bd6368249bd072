"""The end of a contact: decided, closed, opened again (P1, P8)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from django.db import transaction

from openmash.core.actor import Actor
from openmash.core.refusals import refuse_if
from openmash.foundation.moves.mover import move
from openmash.frontdoor.contacts.access import people_of, permitted_step
from openmash.frontdoor.contacts.commands.calling import call_after_reopening, settle_deciding
from openmash.frontdoor.contacts.commands.feedback import owe
from openmash.frontdoor.contacts.models import Contact
from openmash.frontdoor.contacts.queries.feedback import closing_facts
from openmash.frontdoor.contacts.rules.feedback import close_blockers

DECIDED = "decided"


@transaction.atomic
def mark_decided(contact: Contact, *, deciders: Iterable[str] = (), by: Actor) -> Contact:
    """Every child is decided: the sender, and the senders of duplicates, are owed the outcome (L41).

    `deciders` are the users who decided: none of them answers a disagreement about it (P19).
    """
    step, allowed = permitted_step(contact, "mark_decided", by)
    move(contact, step, allowed, about=people_of(contact), changes={"decided_at": by.at})
    settle_deciding(contact, by=by)
    for one in [contact, *contact.duplicates.order_by("submitted_at", "id")]:
        owe(one, because=DECIDED, deciders=deciders, by=by)
    return contact


@transaction.atomic
def close(contact: Contact, *, by: Actor) -> Contact:
    """Close the contact; refused, with every reason, while an answer is owed (gate G3)."""
    contact = Contact.objects.select_for_update().get(pk=contact.pk)
    step, allowed = permitted_step(contact, "close", by)
    refuse_if(close_blockers(closing_facts(contact)))
    move(contact, step, allowed, changes={"closed_at": by.at})
    return contact


@transaction.atomic
def reopen(contact: Contact, reason: str, *, by: Actor) -> Contact:
    """Open a contact again for a new decision, and say why; the decision clock starts anew."""
    step, allowed = permitted_step(contact, "reopen", replace(by, reason=reason.strip()))
    changes: dict[str, object] = {"decided_at": None, "closed_at": None}
    move(contact, step, allowed, about=people_of(contact), changes=changes)
    call_after_reopening(contact, by=by)
    return contact
