"""How the product says no: four kinds, each with reasons for people to read."""

from __future__ import annotations

from collections.abc import Iterable


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
    """Raise `NotReady` with every reason in the iterable, in order; do nothing when there is none."""
    found = tuple(str(reason) for reason in reasons)
    if found:
        raise NotReady(*found)
