"""Reference data in words: what holds, what changes line by line, and who changed what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from openmash.core.actor import Actor
from openmash.core.dates import say_date
from openmash.core.working_time import london_day
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

USED_AGAIN = (ChangeState.REFUSED, ChangeState.TAKEN_BACK, ChangeState.CALLED_BACK)


@dataclass(frozen=True)
class Coming:
    """What is published of a thing and has not begun."""

    key: str
    words: str
    published: str


@dataclass(frozen=True)
class Row:
    """One thing as it holds today, and who changed it last."""

    of: str
    name: str
    lines: Lines
    changed: str
    coming: tuple[Coming, ...]


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
    called_back: str
    called_back_because: str
    may_call_back: bool
    why_not_called_back: tuple[str, ...]
    may_use_again: bool


def draw_things(
    kind: Kind, things: Iterable[Thing], last: Mapping[str, Change], coming: Iterable[Change]
) -> list[tuple[str, list[Row]]]:
    """Everything of a kind, by the parts of its list, with what changed it last and what is to come."""
    later: dict[str, list[Change]] = defaultdict(list)
    for one in coming:
        later[one.of].append(one)
    groups = groupby(things, key=lambda one: one.group)
    return [
        (name, [_row(kind, one, last.get(one.of), later[one.of]) for one in rows])
        for name, rows in groups
    ]


def draw_brief(one: Change, names: Mapping[tuple[str, str], str]) -> Brief:
    """A change in a list; `names` are what people call the things."""
    name = names.get((one.kind, one.of), one.of)
    return Brief(
        str(one.pk),
        name if one.kind == Kind.HOURS else f"{KIND_NAMES[Kind(one.kind)]}: {name}",
        STATE_WORDS[ChangeState(one.state)],
        one.state in OPEN,
        say_date(one.holds_from),
        f"{one.drafted_by}, {full_when(one.drafted_at)}",
        _by(one.settled_by, one.settled_at),
        one.reason,
    )


def draw_change(one: Change, name: str, by: Actor, *, held: Iterable[str] = ()) -> Shown:
    """Old and new side by side, and what may be done with it.

    `held` is what speaks against calling it back.
    """
    kind = KINDS[Kind(one.kind)]
    lines = compare(kind.lines(one.of, one.before), kind.lines(one.of, one.content))
    is_own, is_draft = one.drafted_by_user == by.user, one.state == ChangeState.DRAFTED
    waits = one.state == ChangeState.PROPOSED
    proposes = bool(reach_of(by.role, P.REFERENCE_PROPOSE))
    publishes = bool(reach_of(by.role, P.REFERENCE_PUBLISH))
    is_to_come = one.state == ChangeState.PUBLISHED and one.holds_from > london_day(by.at)
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
        may_settle=waits and not is_own and publishes,
        called_back=_by(one.called_back_by, one.called_back_at),
        called_back_because=one.called_back_because,
        may_call_back=is_to_come and publishes,
        why_not_called_back=tuple(held) if is_to_come else (),
        may_use_again=one.state in USED_AGAIN and proposes,
    )


def compare(old: Lines, new: Lines) -> list[Compared]:
    """Both by their labels: those of the new in its order, then those that are gone."""
    was, is_now = dict(old), dict(new)
    found = [Compared(label, was.get(label, ""), words) for label, words in new]
    return found + [Compared(label, words, "") for label, words in old if label not in is_now]


def _row(kind: Kind, one: Thing, last: Change | None, later: Iterable[Change]) -> Row:
    changed = "As it was set up"
    if last is not None and last.settled_at is not None:
        changed = (
            f"{last.drafted_by}, published by {last.settled_by}, from {say_date(last.holds_from)}"
        )
    lines = [line for line in KINDS[kind].lines(one.of, one.content) if line[0] != SOURCE]
    coming = tuple(
        Coming(
            str(row.pk),
            f"Changes on {say_date(row.holds_from)}",
            f"{row.drafted_by}, published by {row.settled_by}",
        )
        for row in later
    )
    return Row(one.of, one.name, lines, changed, coming)


def _by(name: str, at: datetime | None) -> str:
    return f"{name}, {full_when(at)}" if at else ""
