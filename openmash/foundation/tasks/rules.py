"""When somebody may tick a task off, and when they may take that back."""

from __future__ import annotations

from collections.abc import Iterator


def why_not_finished(settled_when: str) -> Iterator[str]:
    """A task that an act settles has no other end: ticking it would erase what is owed."""
    if settled_when:
        yield f"This goes away by itself, {settled_when}"


def why_not_reopened(settled_when: str, *, by_me: bool, raised_again: bool) -> Iterator[str]:
    """Whoever ticked it off by mistake takes it back; what ended by itself stays ended."""
    if settled_when:
        yield f"This ended by itself, {settled_when}"
    if not by_me:
        yield "Somebody else finished it"
    if raised_again:
        yield "The same task is open again already"
