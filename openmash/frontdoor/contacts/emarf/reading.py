"""A worry as it was sent: every question and answer in the words of its own version (§9.7)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from openmash.core.working_time import london_day
from openmash.frontdoor.contacts.emarf.definition import Page, Question
from openmash.frontdoor.contacts.emarf.filled import Filled, load
from openmash.frontdoor.contacts.emarf.types import say_answer
from openmash.frontdoor.contacts.models import Contact, ContactChild


@dataclass(frozen=True)
class Line:
    """A question as it was worded and its answer; `missing` is drawn dashed, never left empty."""

    key: str
    question: str
    answer: str
    missing: bool = False
    codes: tuple[str, ...] = ()  # what was chosen, where choices were offered


@dataclass(frozen=True)
class SentPart:
    """The lines of one page."""

    key: str
    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class SentChild:
    """Everything that was said about one child alone."""

    child: ContactChild
    called: str
    parts: tuple[SentPart, ...]

    @property
    def lines(self) -> tuple[Line, ...]:
        """The lines of all parts, in the order of the form."""
        return tuple(line for part in self.parts for line in part.lines)


@dataclass(frozen=True)
class Sent:
    """A worry for reading: per child, and for all."""

    children: tuple[SentChild, ...]
    for_all: tuple[SentPart, ...]


def as_sent(contact: Contact, *, today: date | None = None) -> Sent:
    """Read a contact exactly as it was sent, whatever the form looks like now. Five queries.

    The caller has checked access.
    """
    day = today or london_day(contact.started_at)
    return read(load(contact, day))


def read(filled: Filled) -> Sent:
    """The same, for a form already loaded."""
    children = tuple(_child(filled, child) for child in filled.children)
    return Sent(children, _parts(filled, None))


def _child(filled: Filled, child: ContactChild) -> SentChild:
    return SentChild(child, filled.called(child), _parts(filled, child))


def _parts(filled: Filled, child: ContactChild | None) -> tuple[SentPart, ...]:
    called = filled.called(child) if child else ""
    parts = (
        SentPart(page.key, _named(page.title, called), tuple(_lines(filled, page, child)))
        for page in filled.definition.pages.values()
    )
    return tuple(part for part in parts if part.lines)


def _lines(filled: Filled, page: Page, child: ContactChild | None) -> Iterable[Line]:
    about = [q for q in page.questions if q.per_child == (child is not None)]
    for question in about:
        if question.group:
            yield from _person(filled, question)
        elif line := _line(filled, question, child):
            yield line


def _line(filled: Filled, question: Question, child: ContactChild | None) -> Line | None:
    value = filled.value(child, question.key)
    called = filled.called(child) if child else "the child"
    words = _named(question.short or question.text, called)
    if value and not _let_go(filled, question, child):
        codes = (value,) if isinstance(value, str) else tuple(value)
        chosen = codes if question.options else ()
        return Line(question.key, words, say_answer(question, value), codes=chosen)
    wanted = question.need != "optional" and filled.is_asked(question, child)
    if not wanted or _made_needless(filled, question, child):
        return None
    return Line(question.key, words, "", missing=True)


def _let_go(filled: Filled, question: Question, child: ContactChild | None) -> bool:
    """Answered once, and no longer asked: left out of what is about to be sent.

    What has been sent is read as it was sent, whatever is asked now.
    """
    return filled.contact.submitted_at is None and not filled.is_asked(question, child)


def _made_needless(filled: Filled, question: Question, child: ContactChild | None) -> bool:
    """Another answer stands in its place: why there are no words, that nobody is known."""
    if question.key == "C1":
        return bool(filled.value(child, "C1_why"))
    return question.key == "A4_unknown" and filled.facts.people


def _person(filled: Filled, question: Question) -> Iterable[Line]:
    """One line for each person of a list, made of the parts that were filled in."""
    if not question.key.endswith("_name"):
        return
    row = [
        q
        for q in filled.definition.questions.values()
        if (q.group, q.row) == (question.group, question.row)
    ]
    said = [(q, filled.value(None, q.key)) for q in row]
    if words := [_part(q, say_answer(q, value)) for q, value in said if value]:
        yield Line(f"{question.group}_{question.row}", f"Person {question.row}", " · ".join(words))


def _part(question: Question, answer: str) -> str:
    return f"{question.text}: {answer}" if question.options else answer


def _named(words: str, called: str) -> str:
    return words.replace("{child}", called or "the child")
