"""What a family tree is drawn from: people, ties and homes, without a database."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

from openmash.foundation.people.family.rules import Line


class Symbol(StrEnum):
    """The standard shapes of a genogram."""

    MALE = "male"
    FEMALE = "female"
    UNKNOWN = "unknown"
    UNBORN = "unborn"


@dataclass(frozen=True)
class Member:
    """One person of the drawing, with the words that stand under the symbol."""

    key: str
    name: str
    detail: str = ""
    symbol: Symbol = Symbol.UNKNOWN
    died: bool = False
    focus: bool = False
    letters: tuple[str, ...] = ()
    born: date | None = None
    is_child: bool = False


@dataclass(frozen=True)
class Tie:
    """How one is related to another; `below` rows lie between them, None where rows say nothing."""

    one: str
    other: str
    line: Line
    below: int | None = 0


@dataclass(frozen=True)
class Household:
    """People who live behind one door now."""

    label: str
    members: frozenset[str]


@dataclass(frozen=True)
class Group:
    """Children on one line from the same parents; without parents, a line that joins them."""

    parents: tuple[str, ...]
    children: tuple[str, ...]
    line: Line
    arrow: str = ""  # harm: which end hurts, "down" to the child or "up" to the parent


@dataclass(frozen=True)
class Family:
    """Everything to draw. The first member is the person the page is about."""

    members: tuple[Member, ...]
    ties: tuple[Tie, ...] = ()
    homes: tuple[Household, ...] = ()

    @cached_property
    def people(self) -> dict[str, Member]:
        """Everybody by key, once."""
        return {one.key: one for one in self.members}

    def between(self, *lines: Line) -> Iterator[Tie]:
        """Ties of these lines between two different people of the drawing."""
        for tie in dict.fromkeys(self.ties):
            here = tie.one in self.people and tie.other in self.people
            if here and tie.line in lines and tie.one != tie.other:
                yield tie

    @cached_property
    def couples(self) -> dict[frozenset[str], Line]:
        """Every couple with its line: those who say they are one, then those with a child."""
        found: dict[frozenset[str], Line] = {}
        for tie in self.between(Line.COUPLE, Line.APART, Line.ENDED):
            found.setdefault(frozenset({tie.one, tie.other}), tie.line)
        for parents in self.parents_of(Line.DESCENT).values():
            if len(parents) == 2:
                found.setdefault(frozenset(parents), Line.LOOSE)
        return found

    def parents_of(self, line: Line) -> dict[str, list[str]]:
        """Each child's parents (or carers), in the order they were said."""
        found: dict[str, list[str]] = defaultdict(list)
        for tie in self.between(line):
            if tie.one not in found[tie.other]:
                found[tie.other].append(tie.one)
        return found


def linked_by(pairs: Iterator[tuple[str, str]]) -> dict[str, set[str]]:
    """Who is next to whom, both ways."""
    found: dict[str, set[str]] = defaultdict(set)
    for one, other in pairs:
        found[one].add(other)
        found[other].add(one)
    return found
