"""Who may open which restricted record in an emergency, and who reviews it (`roles.md` §4)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

SHORTEST = 20  # characters: `roles.md` §4 says so


@dataclass(frozen=True)
class Closed:
    """What may be known of a restricted record by somebody who may not know it."""

    markers: frozenset[str]
    readers: frozenset[str]


# Whatever a partnership sets: whoever hides from somebody is not found in an emergency (`roles.md` §4).
NEVER = frozenset({"identity"})


def opens_for(closed: Closed, role: str, may_break: Mapping[str, Collection[str]]) -> bool:
    """Whether it opens for this role in an emergency: each of its restrictions has to allow it."""
    if not closed.markers or closed.markers & NEVER:
        return False
    return all(role in may_break.get(one, ()) for one in closed.markers)


def why_not_opened(
    closed: Closed, user: str, role: str, may_break: Mapping[str, Collection[str]], words: str
) -> Iterator[str | tuple[str, str]]:
    """Every reason why it is not opened now."""
    if user in closed.readers:
        yield "You are named for this record: open it as any other"
    elif not opens_for(closed, role, may_break):
        yield "This record does not open in an emergency for your role"
    if len(words.strip()) < SHORTEST:
        yield ("words", f"Say in at least {SHORTEST} characters why: whoever reviews it reads this")


def why_not_reviewed(opened_by: str, reviewer: str) -> Iterator[str]:
    """Nobody reviews what they did themselves."""
    if opened_by == reviewer:
        yield "You opened it yourself: somebody else reviews it"
