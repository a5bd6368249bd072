"""One line of a chronology, and the parts of the product that have lines to give (`data.md` §4).

Nothing is copied into a chronology: each part says, when somebody reads, what it knows of these
people and this reader may know. So every rule of access holds by itself. The foundation knows no
process: a part registers its provider when the product starts.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import IntEnum, StrEnum

from openmash.core.actor import Actor

LONGEST = 500


class Significance(IntEnum):
    """How much weight an event carries, on every line the same three steps."""

    ROUTINE = 0
    NOTABLE = 1
    SIGNIFICANT = 2


class Certainty(StrEnum):
    """How sure a sentence is; always shown with the word (`guide.md` §4)."""

    FACT = "fact"
    REPORTED = "reported"
    OPINION = "opinion"


class Hold(StrEnum):
    """What keeps a line out of a print for others, or leaves only its plain words there."""

    PROTECTED = "protected"
    THIRD_PARTY = "third_party"
    NOT_FOR_FAMILY = "not_for_family"
    ASK_SOURCE = "ask_source"  # not shared onward without asking whose it is (H3)
    SPOKEN = "spoken"  # by word of mouth only: on no print at all (H4)


@dataclass(frozen=True)
class Line:
    """One event in the life of one human being, on a day or over a period."""

    key: str  # what it was read from, as a typed reference; the same item is shown once
    person: uuid.UUID  # the record that stands for the human being
    day: date
    kind: str
    text: str
    source: str
    recorded_at: datetime
    certainty: str = Certainty.FACT
    significance: int = Significance.ROUTINE
    agency: str = ""
    agency_name: str = ""
    until: date | None = None
    href: str = ""
    holds: frozenset[str] = frozenset()
    plain: str = ""  # the event without what somebody wrote of others: enough for a print
    unnamed: bool = False  # the source asked not to be named to the family


@dataclass(frozen=True)
class Written:
    """What somebody wrote that stands behind a line: found by a search, read where it was written."""

    key: str
    text: str


Roots = Mapping[uuid.UUID, uuid.UUID]  # each record of these people → the one that stands for them
Lines = Callable[[Roots, Actor], Iterable[Line]]
Behind = Callable[[Roots, Actor], Iterable[Written]]


@dataclass(frozen=True)
class Provider:
    """What one part of the product gives."""

    lines: Lines
    kinds: Mapping[str, str]
    behind: Behind | None = None


_providers: dict[str, Provider] = {}


def provide(
    name: str, lines: Lines, *, kinds: Mapping[str, str], behind: Behind | None = None
) -> None:
    """Register what a part knows of people. `kinds` are its kinds of event with their words;
    `behind` gives what people wrote behind its lines, for searching."""
    _providers[name] = Provider(lines, dict(kinds), behind)


def providers() -> list[Provider]:
    """Everybody who has lines to give, in the order of the process."""
    return list(_providers.values())


def kind_words() -> dict[str, str]:
    """Every kind of event with its words."""
    return {code: words for one in _providers.values() for code, words in one.kinds.items()}
