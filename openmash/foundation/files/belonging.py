"""What a file belongs to: later parts say here how the things are found that files come with.

A file has no readers of its own. Whoever may read the worry or the answer it came with may open it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from openmash.core.actor import Actor
from openmash.core.refusals import NotFound
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.permits import may
from openmash.foundation.access.rules import RecordFacts


@dataclass(frozen=True)
class Owner:
    """What a file came with, as far as files have to know it."""

    facts: RecordFacts
    reads: frozenset[P]  # any of these opens it
    writes: P
    reference: str  # what people call it
    about: tuple[str, ...]  # whom the read log names
    path: str  # the page that shows it to this actor
    with_hub: bool = False  # it was sent as a whole: what is added now is there at once

    def lets_read(self, by: Actor) -> bool:
        """Whether this actor may read what the file came with."""
        return any(may(by, permission, self.facts) for permission in self.reads)

    def lets_write(self, by: Actor) -> bool:
        """Whether this actor may add to what the file came with."""
        return may(by, self.writes, self.facts)


# Finds a thing by its key; nothing where the actor may not know of it.
Find = Callable[[str, Actor], Owner | None]
_kinds: dict[str, Find] = {}


def register(kind: str, find: Find) -> None:
    """Say how things of a kind are found; once for each, when the product starts."""
    if kind in _kinds:
        raise ValueError(f"{kind} is registered twice")
    _kinds[kind] = find


def owner_of(about: str, by: Actor) -> Owner:
    """What a file came with; absent and not to be known look the same."""
    kind, _, key = about.partition(":")
    found = _kinds[kind](key, by) if kind in _kinds else None
    if found is None:
        raise NotFound("There is no such file for you")
    return found
