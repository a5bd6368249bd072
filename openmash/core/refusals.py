"""How the product says no: four kinds, each with reasons for people to read."""

from __future__ import annotations

from collections.abc import Iterable


class Placed(str):
    """A reason that knows which question of a form it is about; read anywhere else it is its words."""

    __slots__ = ("field",)
    field: str

    @classmethod
    def at(cls, field: str, words: str) -> Placed:
        """These words, beside this question."""
        placed = cls(words)
        placed.field = field
        return placed


class Refused(Exception):
    """Somebody asked for something that may not happen now."""

    def __init__(self, *reasons: str) -> None:
        super().__init__("; ".join(reasons))
        self.reasons = reasons


class NotFound(Refused):
    """Absent, or not to be known by this person: the two look the same (404)."""


class NotAllowed(Refused):
    """This person may see it, but may not do this (403)."""


class NotReady(Refused):
    """Something else has to happen first; the page lists what."""


class MovedMeanwhile(Refused):
    """Somebody else changed this record between our reading and our writing (409)."""


def refuse_if(reasons: Iterable[object]) -> None:
    """Raise `NotReady` with every reason in the iterable, in order; do nothing when there is none.

    A reason is words, or the name of a question and the words beside it.
    """
    found = tuple(
        Placed.at(*reason) if isinstance(reason, tuple) else str(reason) for reason in reasons
    )
    if found:
        raise NotReady(*found)
