"""Reference data in words: what holds, what changes line by line, and who changed what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from openmash.core.actor import Actor
from openmash.core.dates import say_date
from openmash.foundation.access.matrix import reach_of
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.ui.wording import full_when
from openmash.oversight.configuring.kinds import KINDS, Lines, Thing
from openmash.oversight.configuring.kinds.base import SOURCE
from openmash.oversight.configuring.models import Change
from openmash.oversight.configuring.states import (
    KIND_NAMES,
    OPEN,
    STATE_WORDS,
    ChangeState,
    Kind,
)


@dataclass(frozen=True)
class Row:
    """One thing as it holds today, and who changed it last."""

    of: str
    name: str
    lines: Lines
    changed: str
    coming: str


@dataclass(frozen=True)
class Compared:
    """One line of both: what was, what is to be, and whether they differ."""

    label: str
    old: str
    new: str

    @property
    def differs(self) -> bool:
        return self.old != self.new


@dataclass(frozen=True)
class Brief:
    """A change in a list."""

    key: str
    what: str
    state: str
    waits: bool
    holds_from: str
    drafted: str
    settled: str
    reason: str


@dataclass(frozen=True)
class Shown:
    """A change on its own page."""

    brief: Brief
    kind: str
    of: str
    note: str
    lines: tuple[Compared, ...]
    same: int
    refused_because: str
    is_draft: bool
    waits: bool
    is_own: bool
    may_propose: bool
    may_take_back: bool
    may_settle: bool
    may_use_again: bool


def draw_things(
    kind: Kind, things: Iterable[Thing], last: Mapping[str, Change]
) -> list[tuple[str, list[Row]]]:
    """Everything of a kind, by the parts of its list."""
    ordered = list(things)
    groups = groupby(ordered, key=lambda one: one.group)
    return [(name, [_row(kind, one, last.get(one.of)) for one in rows]) for name, rows in groups]


def draw_brief(one: Change, names: Mapping[tuple[str, str], str]) -> Brief:
    """A change in a list; `names` are what people call the things."""
    settled = f"{one.settled_by}, {full_when(one.settled_at)}" if one.settled_at else ""
    name = names.get((one.kind, one.of), one.of)
    return Brief(
        str(one.pk),
        name if one.kind == Kind.HOURS else f"{KIND_NAMES[Kind(one.kind)]}: {name}",
        STATE_WORDS[ChangeState(one.state)],
        one.state in OPEN,
        say_date(one.holds_from),
        f"{one.drafted_by}, {full_when(one.drafted_at)}",
        settled,
        one.reason,
    )


def draw_change(one: Change, name: str, by: Actor) -> Shown:
    """Old and new side by side, and what may be done with it."""
    kind = KINDS[Kind(one.kind)]
    lines = compare(kind.lines(one.of, one.before), kind.lines(one.of, one.content))
    is_own, is_draft = one.drafted_by_user == by.user, one.state == ChangeState.DRAFTED
    waits = one.state == ChangeState.PROPOSED
    proposes = bool(reach_of(by.role, P.REFERENCE_PROPOSE))
    return Shown(
        brief=draw_brief(one, {(one.kind, one.of): name}),
        kind=one.kind,
        of=one.of,
        note=kind.note,
        lines=tuple(line for line in lines if line.differs),
        same=sum(not line.differs for line in lines),
        refused_because=one.refused_because,
        is_draft=is_draft,
        waits=waits,
        is_own=is_own,
        may_propose=is_draft and is_own and proposes,
        may_take_back=one.state in OPEN and proposes,
        may_settle=waits and not is_own and bool(reach_of(by.role, P.REFERENCE_PUBLISH)),
        may_use_again=one.state in (ChangeState.REFUSED, ChangeState.TAKEN_BACK) and proposes,
    )


def compare(old: Lines, new: Lines) -> list[Compared]:
    """Both by their labels: those of the new in its order, then those that are gone."""
    was, is_now = dict(old), dict(new)
    found = [Compared(label, was.get(label, ""), words) for label, words in new]
    return found + [Compared(label, words, "") for label, words in old if label not in is_now]


def say_coming(day: date | None) -> str:
    """From when something newer holds."""
    return f"Changes on {say_date(day)}" if day else ""


def _row(kind: Kind, one: Thing, last: Change | None) -> Row:
    changed = "As it was set up"
    if last is not None and last.settled_at is not None:
        changed = (
            f"{last.drafted_by}, published by {last.settled_by}, from {say_date(last.holds_from)}"
        )
    lines = [line for line in KINDS[kind].lines(one.of, one.content) if line[0] != SOURCE]
    return Row(one.of, one.name, lines, changed, say_coming(one.coming))
