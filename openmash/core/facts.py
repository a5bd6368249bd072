"""What two records of people are compared by, and found by, in plain words and numbers.

Names and places are tuples: a search makes and compares hundreds of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from openmash.core.names import door_key, place_key, words_of


class NameWords(NamedTuple):
    """One name, ready for comparing: its plain words in order."""

    given: tuple[str, ...] = ()
    family: tuple[str, ...] = ()

    @classmethod
    def of(cls, given: str, family: str) -> NameWords:
        """From a name as written."""
        return cls(words_of(given), words_of(family))

    @property
    def all(self) -> tuple[str, ...]:
        """Every word, given names first."""
        return self.given + self.family


class Place(NamedTuple):
    """Where somebody lives or lived: what tells the door, the door without its postcode, the postcode."""

    door: str = ""
    street: str = ""
    postcode: str = ""

    @classmethod
    def of(cls, lines: str, postcode: str, uprn: str = "") -> Place:
        """From an address as written."""
        code = "".join(words_of(postcode))
        return cls(place_key(lines, postcode, uprn), door_key(lines), code)


@dataclass(frozen=True)
class Facts:
    """What is known of somebody; leave out what is not. `numbers` are `kind:value`."""

    names: tuple[NameWords, ...] = ()
    birth_date: date | None = None
    due_date: date | None = None
    born_between: tuple[date, date] | None = None  # from an age
    sex: str = ""
    numbers: frozenset[str] = frozenset()
    places: tuple[Place, ...] = ()
    phones: frozenset[str] = frozenset()
