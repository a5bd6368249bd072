"""What every act of sharing must say (`roles.md` §6)."""

from __future__ import annotations

from collections.abc import Collection, Iterator


def why_not_shared(
    purpose: str, bases: Collection[str], necessity: str, known: Collection[str]
) -> Iterator[str]:
    """A purpose, a ground in law that exists, and one sentence of why it is needed."""
    if not purpose.strip():
        yield "Say for what purpose this is shared"
    if not bases:
        yield "Name the ground in law on which this is shared"
    for basis in bases:
        if basis not in known:
            yield f"There is no ground in law called {basis}"
    if not necessity.strip():
        yield "Say in a sentence why sharing this is necessary"
