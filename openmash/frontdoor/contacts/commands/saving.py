"""Saving what was typed, answer by answer: never over somebody else's words, and nothing the hub
has read is lost (§9.3, §9.7)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.db.models import F

from openmash.core.actor import Actor
from openmash.core.refusals import NotReady
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.permits import permit
from openmash.foundation.ledger.commands import record
from openmash.frontdoor.contacts.access import record_facts
from openmash.frontdoor.contacts.commands.sending import locked, refresh, submit_at_once
from openmash.frontdoor.contacts.emarf.naming import field_name
from openmash.frontdoor.contacts.emarf.types import Value
from openmash.frontdoor.contacts.events import ContactEvent
from openmash.frontdoor.contacts.models import Answer, Contact, ContactChild, EarlierAnswer
from openmash.frontdoor.contacts.rules.sending import Safety
from openmash.frontdoor.contacts.rules.writing import Turn, turn_of, why_not_writable
from openmash.frontdoor.contacts.states import ContactState

TURNS = {Turn.OVER: ContactEvent.DANGER_SAID_OVER, Turn.AGAIN: ContactEvent.DANGER_SAID_AGAIN}


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
    """Work done since it was last told: seconds without idle time, and inputs (e-MARF §2)."""

    seconds: int = 0
    inputs: int = 0


NOTHING_SPENT = Spent()


@dataclass
class Written:
    """What one save did: versions and conflicts, fields first answered and fields changed."""

    versions: dict[str, int] = field(default_factory=dict)
    conflicts: list[Conflict] = field(default_factory=list)
    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)


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
    contact = writable(contact, by=by)
    safety = contact.safety_now
    written = _write(contact, typed, by)
    _note_spent(contact, spent, by, saved=bool(typed))
    refresh(contact, by=by)
    if contact.submitted_at is not None:
        _stays_in_danger(contact)
        _note_changes(contact, written, safety, by)
    sends = contact.state == ContactState.DRAFT and contact.safety_now == Safety.NOT_SAFE
    if sends:
        submit_at_once(contact, by=by)
    return Saved(written.versions, tuple(written.conflicts), sent=sends)


def _stays_in_danger(contact: Contact) -> None:
    """Danger said only while somebody is still writing calls people as danger said at once (§4 A3)."""
    if contact.safety_now == Safety.NOT_SAFE and not contact.immediate_danger:
        contact.immediate_danger = True
        contact.save(update_fields=["immediate_danger"])


def _note_spent(contact: Contact, spent: Spent, by: Actor, *, saved: bool) -> None:
    """Reading counts too (§2), and reading alone is no save."""
    saved_at = by.at if saved else contact.last_saved_at
    Contact.objects.filter(pk=contact.pk).update(
        last_saved_at=saved_at,
        active_seconds=F("active_seconds") + max(spent.seconds, 0),
        input_count=F("input_count") + max(spent.inputs, 0),
    )


def _note_changes(contact: Contact, written: Written, safety: str, by: Actor) -> None:
    """Once it was sent, whoever reads it sees what came to it, and what was changed (§9.7)."""
    for event, fields in (
        (ContactEvent.ADDED_TO, written.added),
        (ContactEvent.ANSWERS_CHANGED, written.changed),
    ):
        if fields:
            record(event, by=by, subject=contact.subject, facts={"questions": fields})
    if turn := turn_of(safety, contact.safety_now):
        facts = {"before": safety, "now": contact.safety_now}
        record(TURNS[turn], by=by, subject=contact.subject, facts=facts)


def writable(contact: Contact, *, by: Actor) -> Contact:
    """The contact, locked and afresh, when this person may write it now."""
    contact = locked(contact, by=by)
    permit(by, P.CONTACT_WRITE, record_facts(contact))
    if problem := why_not_writable(contact.state, contact.sent_unfinished, contact.finished_at):
        raise NotReady(problem)
    return contact


def _write(contact: Contact, typed: Iterable[Typed], by: Actor) -> Written:
    kept = {(a.child_id, a.question): a for a in contact.answers.all()}
    written = Written()
    for one in typed:
        answer = kept.get((one.child.pk if one.child else None, one.question))
        if answer is not None and _clashes(answer, one):
            written.conflicts.append(_conflict(answer, one))
        else:
            _write_one(contact, answer, one, written, by)
    return written


def _write_one(
    contact: Contact, answer: Answer | None, typed: Typed, written: Written, by: Actor
) -> None:
    name = field_name(typed.question, typed.child.position if typed.child else None)
    before = answer.value if answer else _nothing(typed.value)
    if before == typed.value:
        written.versions[name] = answer.version if answer else 0
        return
    written.versions[name] = _put(contact, answer, typed, by)
    (written.changed if before else written.added).append(name)


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
    if answer is not None and contact.submitted_at is not None:
        _keep_what_stood(answer, by)
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


def _keep_what_stood(answer: Answer, by: Actor) -> None:
    """The hub may have read it: it stays, with who wrote it and when it was replaced."""
    EarlierAnswer.objects.create(
        partnership_id=answer.partnership_id,
        contact_id=answer.contact_id,
        answer=answer,
        value=answer.value,
        version=answer.version,
        saved_at=answer.saved_at,
        saved_by=answer.saved_by,
        replaced_at=by.at,
        replaced_by=by.user,
    )


def _nothing(value: Value) -> Value:
    return [] if isinstance(value, list) else ""
