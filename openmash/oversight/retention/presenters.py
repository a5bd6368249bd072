"""Retention in words: classes with their rules and counts, records by reference, holds, certificates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from openmash.core.actor import Actor
from openmash.core.dates import say_date
from openmash.foundation.ui.wording import count, full_when, short_when
from openmash.oversight.retention.models import Destruction, LegalHold
from openmash.oversight.retention.queries import Kept, Simulated
from openmash.oversight.retention.rules import Rule
from openmash.oversight.retention.states import (
    CLASS_NAMES,
    DESTRUCTION_WORDS,
    OF_CONTACTS,
    Class,
    DestructionState,
    HoldState,
)

NO_RULE = "No rule that can be read: everything of this class is kept"
TODAY, YEAR, HELD = "today", "year", "held"
WHENS: dict[str, str] = {
    TODAY: "Due by today",
    YEAR: "Due within a year",
    HELD: "Due within a year, and held",
}
BY_HAND = "Nothing here can be told apart as this yet: keep and destroy it by hand"
NOTES: dict[Class, str] = {
    Class.POLICE: "A part of the enquiry it came with, and kept with it; the review is by hand",
}


@dataclass(frozen=True)
class Row:
    """One class as the page shows it."""

    code: str
    name: str
    rule: str
    source: str
    due: int
    in_a_year: int
    held: int
    note: str = ""


@dataclass(frozen=True)
class Line:
    """One record: its reference, the class that keeps it longest, from when, and what holds it."""

    reference: str
    of_class: str
    due: str
    why: tuple[str, ...]
    held: tuple[str, ...]


@dataclass(frozen=True)
class Held:
    """One hold."""

    key: str
    shown: str
    reason: str
    placed: str
    lifted: str
    in_force: bool
    is_own: bool


@dataclass(frozen=True)
class Shown:
    """One destruction, and after it the certificate."""

    key: str
    name: str
    rule: str
    source: str
    state: str
    waits: bool
    is_own: bool
    proposed: str
    settled: str
    refused_because: str
    records: tuple[Line, ...]
    destroyed: int
    rows: tuple[tuple[str, int], ...]


def draw_classes(found: Simulated) -> tuple[Row, ...]:
    """The classes that records are told apart by, with what is due of each."""
    return tuple(
        _row(
            one,
            found.rules.get(one),
            len(found.of(one, found.today)),
            len(found.of(one, found.in_a_year)) - len(found.of(one, found.today)),
            len(found.of(one, found.in_a_year, held=True)),
        )
        for one in OF_CONTACTS
    )


def draw_others(found: Simulated) -> tuple[Row, ...]:
    """Rules that nothing here follows by itself, each with what is known of it."""
    notes = {**NOTES, Class.ACCESS_LOG: _looks(found.old_looks)}
    return tuple(
        _row(one, found.rules.get(one), note=notes.get(one, BY_HAND))
        for one in Class
        if one not in OF_CONTACTS
    )


def chosen(found: Simulated, of_class: str, when: str) -> list[Kept]:
    """The records behind a number of the page, soonest first."""
    held = when == HELD
    rows = [
        one
        for code in OF_CONTACTS
        if of_class in ("", code)
        for one in found.of(code, found.today if when == TODAY else found.in_a_year, held=held)
        if when != YEAR or not one.is_due(found.today)
    ]
    return sorted(rows, key=lambda one: (one.due.on or found.in_a_year, one.record.reference))


def draw_record(one: Kept) -> Line:
    """One record."""
    due = say_date(one.due.on) if one.due.on else "not for now"
    return Line(one.record.reference, CLASS_NAMES[one.due.of_class], due, one.due.because, one.held)


def as_rows(found: Iterable[Kept]) -> Iterator[tuple[str, ...]]:
    """The same for a file."""
    yield ("Reference", "Class", "Due from", "Why", "Held by")
    for one in map(draw_record, found):
        yield (one.reference, one.of_class, one.due, "; ".join(one.why), "; ".join(one.held))


def as_class_rows(found: Simulated) -> Iterator[tuple[str, ...]]:
    """The classes for a file."""
    yield ("Class", "Rule", "Source", "Due by today", "Due within a year", "Due and held", "Note")
    for one in (*draw_classes(found), *draw_others(found)):
        counts = ("", "", "") if one.note else (str(one.due), str(one.in_a_year), str(one.held))
        yield (one.name, one.rule, one.source, *counts, one.note)


def draw_hold(one: LegalHold, by: Actor) -> Held:
    """One hold, with who placed and who lifted it."""
    lifted = ""
    if one.lifted_at:
        lifted = f"{one.lifted_by}, {short_when(one.lifted_at, by.at)}: {one.lifted_because}"
    return Held(
        key=str(one.pk),
        shown=one.shown,
        reason=one.reason,
        placed=f"{one.placed_by}, {full_when(one.placed_at)}",
        lifted=lifted,
        in_force=one.state == HoldState.IN_FORCE,
        is_own=one.placed_by_user == by.user,
    )


def draw_destruction(one: Destruction, by: Actor) -> Shown:
    """A proposal, or the certificate of what was destroyed."""
    name = CLASS_NAMES[Class(one.of_class)]
    lines = [
        Line(row.reference, name, say_date(row.due_on), tuple(row.because), _kept(row.kept_because))
        for row in one.records.order_by("due_on", "reference")
    ]
    settled = f"{one.settled_by}, {full_when(one.settled_at)}" if one.settled_at else ""
    gone = one.state == DestructionState.CARRIED_OUT
    return Shown(
        key=str(one.pk),
        name=name,
        rule=str(one.rule.get("words", "")),
        source=str(one.rule.get("source", "")),
        state=DESTRUCTION_WORDS[DestructionState(one.state)],
        waits=one.state == DestructionState.PROPOSED,
        is_own=one.proposed_by_user == by.user,
        proposed=f"{one.proposed_by}, {full_when(one.proposed_at)}",
        settled=settled,
        refused_because=one.refused_because,
        records=tuple(lines),
        destroyed=sum(1 for line in lines if not line.held) if gone else 0,
        rows=tuple(sorted((table, n) for table, n in one.rows.items() if n)),
    )


def _row(
    one: Class, rule: Rule | None, due: int = 0, in_a_year: int = 0, held: int = 0, note: str = ""
) -> Row:
    words = rule.words[:1].upper() + rule.words[1:] if rule else NO_RULE
    if one == Class.ALLEGATION:
        words = words.replace("the youngest child", "whoever it is about")
    return Row(
        one.value, CLASS_NAMES[one], words, rule.source if rule else "", due, in_a_year, held, note
    )


def _looks(old: int) -> str:
    if not old:
        return "No line is older than that"
    return f"{count(old, 'line is', 'lines are')} older than that: they stay, as a chain of proof"


def _kept(words: str) -> tuple[str, ...]:
    return (words,) if words else ()
