"""What somebody holds by name: later parts say here how it is counted, and how it is let go.

Whoever loses a role leaves nothing lying: it goes back to those who do the same work, or to one
colleague. Parts are asked as the system, so that a lead learns how much it is and nothing of what.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from openmash.core.actor import Actor


@dataclass(frozen=True)
class Leaving:
    """Who loses which roles at which agency. What they can do still, `going_on.py` says."""

    user: str
    agency: str
    loses: frozenset[str]


@dataclass(frozen=True)
class Line:
    """How much of one kind somebody holds, and what becomes of it."""

    number: int
    one: str
    many: str
    then: str


class Shelf(Protocol):
    """One kind of thing that people hold by name."""

    def held(self, leaving: Leaving, *, by: Actor) -> Iterable[Line]:
        """What it comes to; nothing where nothing is held."""
        ...

    def let_go(self, leaving: Leaving, to: str, *, by: Actor) -> int:
        """Put it back, or before the colleague `to` where they can go on with it; how many things."""
        ...


_shelves: dict[tuple[bool, str], Shelf] = {}


def register(name: str, shelf: Shelf, *, last: bool = False) -> None:
    """Say how things of a kind are let go; once for each, when the product starts.

    `last` for what the other shelves ask about: it is let go after they have asked.
    """
    if name in _names():
        raise ValueError(f"{name} is registered twice")
    _shelves[last, name] = shelf


def shelves() -> Iterator[Shelf]:
    """All of them, in the order of their names, the last ones last."""
    yield from (shelf for _, shelf in sorted(_shelves.items()))


def _names() -> set[str]:
    return {name for _, name in _shelves}
