"""Writing a worry: begin, name the children, save every field, and never lose a word (P1, L34)."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Mapping

from django.db import transaction
from django.db.models import Max

from openmash.core.actor import Actor
from openmash.core.references import make_reference
from openmash.core.refusals import NotFound, NotReady
from openmash.core.working_time import LONDON
from openmash.foundation.access.models import Agency
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.permits import permit
from openmash.foundation.ledger.commands import record
from openmash.foundation.reference.queries import form_on, partnership
from openmash.frontdoor.contacts.access import own, own_facts
from openmash.frontdoor.contacts.commands.saving import (
    Conflict,
    Saved,
    Spent,
    Typed,
    save_answers,
    save_typed,
    writable,
)
from openmash.frontdoor.contacts.commands.sending import (
    add_later,
    answer_questions,
    finish_writing,
    refresh,
    submit,
    withdraw,
)
from openmash.frontdoor.contacts.emarf.types import Value
from openmash.frontdoor.contacts.events import ContactEvent
from openmash.frontdoor.contacts.models import Contact, ContactChild
from openmash.frontdoor.contacts.rules.sources import source_of
from openmash.frontdoor.contacts.rules.writing import (
    why_not_taken_off,
)

__all__ = [
    "Conflict",
    "Saved",
    "Spent",
    "Typed",
    "add_child",
    "add_later",
    "answer_questions",
    "change_child",
    "finish_writing",
    "remove_child",
    "save_answers",
    "save_typed",
    "start",
    "submit",
    "withdraw",
]

TRIES = 25  # references taken by others in a row: as good as never


@transaction.atomic
def start(key: uuid.UUID, *, by: Actor) -> Contact:
    """Begin a worry, with its first child; the same key again is the same worry (P1).

    The reference exists from the first moment, so that it can be said on the telephone.
    """
    allowed = permit(by, P.CONTACT_START, own_facts(by))
    contact, is_new = begin(_draft(key, by), by=by)
    if is_new:
        _add(contact, by)
        record(ContactEvent.STARTED, by=allowed.by, subject=contact.subject)
    return contact


def begin(draft: Contact, *, by: Actor) -> tuple[Contact, bool]:
    """Write a contact down under a reference of its own; the one that is there, if its key is known.

    Says whether it is new. The caller holds the permit to start one.
    """
    for _ in range(TRIES):
        draft.reference = _reference(by)
        Contact.objects.bulk_create([draft], ignore_conflicts=True)
        found = Contact.objects.filter(pk=draft.pk, **own(by)).first()
        if found is not None:
            return found, found.reference == draft.reference
    raise NotFound("This worry cannot be begun. Please start again")


def _draft(key: uuid.UUID, by: Actor) -> Contact:
    agency = Agency.objects.get(pk=by.agency)
    return Contact(
        id=key,
        partnership_id=by.partnership,
        form_version=form_on(by.partnership, "emarf", by.at.astimezone(LONDON).date()),
        sender_id=by.user,
        sender_name=by.name,
        sender_role=by.role,
        sender_agency=agency,
        source_code=source_of(by.role, agency.kind),
        started_at=by.at,
        last_saved_at=by.at,
    )


def _reference(by: Actor) -> str:
    prefix = partnership(by.partnership).prefix
    return make_reference(prefix, secrets.randbelow, year=by.at.astimezone(LONDON).year)


@transaction.atomic
def add_child(
    contact: Contact, *, by: Actor, answers: Mapping[str, Value] | None = None
) -> ContactChild:
    """Put another child on the worry, with what is known of them (A1)."""
    contact = writable(contact, by=by)
    child = _add(contact, by)
    if answers:
        save_answers(contact, child, answers, by=by)
        child.refresh_from_db()
    return child


def _add(contact: Contact, by: Actor) -> ContactChild:
    last = contact.children.aggregate(last=Max("position"))["last"] or 0
    return ContactChild.objects.create(
        partnership_id=by.partnership, contact=contact, position=last + 1
    )


@transaction.atomic
def change_child(child: ContactChild, answers: Mapping[str, Value], *, by: Actor) -> ContactChild:
    """Change what is known of a child: `A1_name`, `A1_age`, and the other answers to A1."""
    save_answers(child.contact, child, answers, by=by)
    child.refresh_from_db()
    return child


@transaction.atomic
def remove_child(child: ContactChild, *, by: Actor) -> None:
    """Take a child off the worry; what was written about them stays kept, out of sight."""
    contact = writable(child.contact, by=by)
    others = contact.children.filter(removed_at=None).exclude(pk=child.pk).count()
    written = any(answer.value for answer in child.answers.all())
    sent = contact.submitted_at is not None
    if problem := why_not_taken_off(others=others, sent=sent, written=written):
        raise NotReady(problem)
    contact.children.filter(pk=child.pk, removed_at=None).update(removed_at=by.at)
    refresh(contact, by=by)
