"""What a sender changed after it was sent: what, when, and what stood before (§9.7)."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from openmash.frontdoor.contacts.emarf.filled import call, definition_of
from openmash.frontdoor.contacts.emarf.types import Value, say_answer
from openmash.frontdoor.contacts.models import Contact, ContactChild, EarlierAnswer
from openmash.frontdoor.contacts.rules.sending import Safety

NOTHING = "Taken out: nothing stands there now"


@dataclass(frozen=True)
class Change:
    """One change of one answer, in the words of the form it was sent with."""

    key: str
    child: uuid.UUID | None
    question: str
    before: str
    now: str
    at: datetime
    took_danger_back: bool = False


def changes_of(contact: Contact) -> list[Change]:
    """Every change since it was sent, newest first. The caller has checked access."""
    earlier = contact.earlier_answers.select_related("answer__child")
    rows = list(earlier.order_by("answer", "-version"))
    if not rows:
        return []
    return sorted(_changes(contact, rows), key=lambda change: change.at, reverse=True)


def _changes(contact: Contact, rows: Iterable[EarlierAnswer]) -> Iterable[Change]:
    """Each earlier answer with the one that took its place: the next version of the same answer."""
    followed: dict[uuid.UUID, Value] = {}
    among = contact.children.filter(removed_at=None).count()
    for row in rows:
        now = followed.get(row.answer_id, row.answer.value)
        yield _change(contact, row, now, among)
        followed[row.answer_id] = row.value


def _change(contact: Contact, row: EarlierAnswer, now: Value, among: int) -> Change:
    question = definition_of(contact.form_version).questions[row.answer.question]
    child: ContactChild | None = row.answer.child
    words = question.short or question.text
    return Change(
        key=question.key,
        child=child.pk if child else None,
        question=words.replace("{child}", call(child, among) if child else "the child"),
        before=say_answer(question, row.value),
        now=say_answer(question, now) or NOTHING,
        at=row.replaced_at,
        took_danger_back=question.key == "A3" and row.value == Safety.NOT_SAFE,
    )
