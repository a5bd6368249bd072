"""Writing a worry: begin, name the children, save every field, and never lose a word (P1, L34)."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F, Max
from django.db.models.functions import Greatest

from openmash.core.actor import Actor
from openmash.core.references import make_reference
from openmash.core.refusals import NotFound, NotReady
from openmash.core.working_time import LONDON
from openmash.foundation.access.models import Agency
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.permits import permit
from openmash.foundation.ledger.commands import record
from openmash.foundation.reference.queries import form_on, partnership
from openmash.frontdoor.contacts.access import own_facts, record_facts
from openmash.frontdoor.contacts.commands.sending import (
    add_later,
    answer_questions,
    finish_writing,
    locked,
    refresh,
    submit,
    submit_at_once,
    withdraw,
)
from openmash.frontdoor.contacts.emarf.naming import field_name
from openmash.frontdoor.contacts.emarf.types import Value
from openmash.frontdoor.contacts.events import ContactEvent
from openmash.frontdoor.contacts.models import Answer, Contact, ContactChild
from openmash.frontdoor.contacts.rules.sending import Safety
from openmash.frontdoor.contacts.rules.sources import source_of
from openmash.frontdoor.contacts.rules.writing import why_not_writable
from openmash.frontdoor.contacts.states import ContactState

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


@dataclass(frozen=True)
class Typed:
    """One answer on its way in. `base` is the version its writer had seen; None overwrites.

    `sent` is what the same page sent before and has had no answer to: that is nobody else's.
    """

    child: ContactChild | None
    question: str
    value: Value
    base: int | None = None
    sent: Value | None = None


@dataclass(frozen=True)
class Conflict:
    """Somebody (or another device) changed this answer meanwhile; theirs is kept, ours is shown."""

    child: ContactChild | None
    question: str
    ours: Value
    theirs: Value
    version: int
    saved_at: datetime

    @property
    def field(self) -> str:
        """The field of the page."""
        return field_name(self.question, self.child.position if self.child else None)


@dataclass(frozen=True)
class Saved:
    """What became of a save: versions by field, conflicts, and whether it sent the worry."""

    versions: dict[str, int]
    conflicts: tuple[Conflict, ...] = ()
    sent: bool = False


@dataclass(frozen=True)
class Spent:
    """Work done since the last save: seconds without idle time, and inputs (e-MARF §2).

    `total` is what the page has counted in all, for pages that count by themselves.
    """

    seconds: int = 0
    inputs: int = 0
    total: int = 0


NOTHING_SPENT = Spent()


@transaction.atomic
def start(key: uuid.UUID, *, by: Actor) -> Contact:
    """Begin a worry, with its first child; the same key again is the same worry (P1).

    The reference exists from the first moment, so that it can be said on the telephone.
    """
    allowed = permit(by, P.CONTACT_START, own_facts(by))
    for _ in range(TRIES):
        reference = _reference(by)
        Contact.objects.bulk_create([_draft(key, reference, by)], ignore_conflicts=True)
        contact = Contact.objects.filter(pk=key, sender__id=by.user).first()
        if contact is not None:
            break
    else:
        raise NotFound("This worry cannot be begun. Please start again")
    if contact.reference == reference:
        _add(contact, by)
        record(ContactEvent.STARTED, by=allowed.by, subject=contact.subject)
    return contact


def _draft(key: uuid.UUID, reference: str, by: Actor) -> Contact:
    agency = Agency.objects.get(pk=by.agency)
    return Contact(
        id=key,
        partnership_id=by.partnership,
        reference=reference,
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
    contact = _writable(contact, by)
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
    contact = _writable(child.contact, by)
    if contact.children.filter(removed_at=None).count() == 1:
        raise NotReady("A worry is about at least one child. Add the other child first")
    contact.children.filter(pk=child.pk, removed_at=None).update(removed_at=by.at)
    refresh(contact, by=by)


def save_answers(
    contact: Contact,
    child: ContactChild | None,
    answers: Mapping[str, Value],
    base_versions: Mapping[str, int] | None = None,
    spent: Spent = NOTHING_SPENT,
    *,
    by: Actor,
) -> Saved:
    """Save answers about one child or about all; without base versions the last word wins."""
    typed = [
        Typed(child, key, value, None if base_versions is None else base_versions.get(key, 0))
        for key, value in answers.items()
    ]
    return save_typed(contact, typed, spent, by=by)


@transaction.atomic
def save_typed(
    contact: Contact, typed: Sequence[Typed], spent: Spent = NOTHING_SPENT, *, by: Actor
) -> Saved:
    """Save what was typed, answer by answer.

    An answer changed meanwhile elsewhere is never overwritten: it comes back as a conflict with
    both texts, and everything else is saved. A child in danger sends the worry at once (§4 A3).
    """
    contact = _writable(contact, by)
    versions, conflicts, changed = _write(contact, typed, by)
    Contact.objects.filter(pk=contact.pk).update(
        last_saved_at=by.at,
        active_seconds=Greatest(F("active_seconds") + max(spent.seconds, 0), spent.total),
        input_count=F("input_count") + max(spent.inputs, 0),
    )
    refresh(contact, by=by)
    if contact.state != ContactState.DRAFT and changed:
        facts = {"questions": changed}
        record(ContactEvent.ADDED_TO, by=by, subject=contact.subject, facts=facts)
    sends = contact.state == ContactState.DRAFT and contact.safety_now == Safety.NOT_SAFE
    if sends:
        submit_at_once(contact, by=by)
    return Saved(versions, tuple(conflicts), sent=sends)


def _writable(contact: Contact, by: Actor) -> Contact:
    """The contact, locked and afresh, when this person may write it now."""
    contact = locked(contact, by=by)
    permit(by, P.CONTACT_WRITE, record_facts(contact))
    if problem := why_not_writable(contact.state, contact.immediate_danger, contact.finished_at):
        raise NotReady(problem)
    return contact


def _write(
    contact: Contact, typed: Iterable[Typed], by: Actor
) -> tuple[dict[str, int], list[Conflict], list[str]]:
    kept = {(a.child_id, a.question): a for a in contact.answers.all()}
    versions: dict[str, int] = {}
    conflicts: list[Conflict] = []
    changed: list[str] = []
    for one in typed:
        answer = kept.get((one.child.pk if one.child else None, one.question))
        if answer is not None and _clashes(answer, one):
            conflicts.append(_conflict(answer, one))
            continue
        field = field_name(one.question, one.child.position if one.child else None)
        is_new = (answer.value if answer else _nothing(one.value)) != one.value
        versions[field] = _put(contact, answer, one, by) if is_new else _version(answer)
        changed += [field] if is_new else []
    return versions, conflicts, changed


def _clashes(answer: Answer, typed: Typed) -> bool:
    """Whether theirs would be lost. That a child is in danger is never held up by a question."""
    if (typed.question, typed.value) == ("A3", Safety.NOT_SAFE):
        return False
    theirs = typed.base is not None and typed.base != answer.version
    return theirs and answer.value not in (typed.value, typed.sent)


def _conflict(answer: Answer, typed: Typed) -> Conflict:
    return Conflict(
        typed.child, typed.question, typed.value, answer.value, answer.version, answer.saved_at
    )


def _put(contact: Contact, answer: Answer | None, typed: Typed, by: Actor) -> int:
    answer = answer or Answer(
        partnership_id=by.partnership,
        contact=contact,
        child=typed.child,
        question=typed.question,
        version=0,
    )
    answer.value, answer.version = typed.value, answer.version + 1
    answer.saved_at, answer.saved_by = by.at, by.user
    answer.save()
    return answer.version


def _nothing(value: Value) -> Value:
    return [] if isinstance(value, list) else ""


def _version(answer: Answer | None) -> int:
    return answer.version if answer else 0
