"""Lines cut into hops from one row to the next; a long line gets a place in each row it passes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from openmash.foundation.people.family.tree.facts import Group

PASSING = "~"


@dataclass(frozen=True)
class Hop:
    """From a place (or the middle of a couple) in one row down to places in the next."""

    group: Group
    row: int  # of the upper end
    start: tuple[str, ...]
    ends: tuple[str, ...]

    @property
    def is_first(self) -> bool:
        """Whether it leaves a person, and not a place that a line passes."""
        return bool(self.start) and not self.start[0].startswith(PASSING)


@dataclass(frozen=True)
class Arc:
    """A tie of two people in one row; drawn straight when they stand side by side."""

    one: str
    other: str
    group: Group


def hops_of(groups: list[Group], rows: dict[str, int]) -> tuple[list[Hop], list[Arc]]:
    """All hops, and the ties within a row."""
    hops: list[Hop] = []
    arcs: list[Arc] = []
    for number, group in enumerate(groups):
        if group.parents and rows[group.parents[0]] == rows[group.children[0]]:
            arcs.append(Arc(group.parents[0], group.children[0], group))
        else:
            hops += _hops(number, group, rows)
    return hops, arcs


def _hops(number: int, group: Group, rows: dict[str, int]) -> Iterator[Hop]:
    lowest = min(rows[child] for child in group.children)
    top = max(rows[p] for p in group.parents) if group.parents else lowest - 1

    def at(child: str, row: int) -> str:
        return child if rows[child] == row else f"{PASSING}{number}:{child}:{row}"

    yield Hop(group, top, group.parents, tuple(at(child, top + 1) for child in group.children))
    for child in group.children:
        for row in range(top + 1, rows[child]):
            yield Hop(group, row, (at(child, row),), (at(child, row + 1),))


def row_of(place: str, rows: dict[str, int]) -> int:
    """The row of a person, or of a place that a line passes."""
    return int(place.rpartition(":")[2]) if place.startswith(PASSING) else rows[place]
