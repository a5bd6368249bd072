"""Pure rules of a chronology: what is shown first, what is filtered, what a print may say."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from openmash.foundation.people.chronology.lines import LONGEST, Hold, Line
from openmash.foundation.people.rules import (
    SEARCH_REASONS,
    SHORTEST_REASON,
    SearchReason,
    may_see_protected_address,
)

GUARDED = "This speaks of a protected address or identity: ask a social worker or manager"
PROTECTED_WORDS = "[protected address]"
OUR_RECORDS = "the hub’s records"
NOT_NAMED = "a person who asked not to be named"


class Order(StrEnum):
    """Which end of a life is read first."""

    NEWEST = "newest"
    OLDEST = "oldest"


class Period(StrEnum):
    """How far back."""

    ALL = "all"
    YEAR = "1y"
    THREE_YEARS = "3y"


YEARS = {Period.YEAR: 1, Period.THREE_YEARS: 3}


@dataclass(frozen=True)
class Filters:
    """What a reader wants to see; codes only, for these stand in the address."""

    kind: str = ""
    agency: str = ""
    significance: int = 0
    period: str = Period.ALL
    order: str = Order.NEWEST


class Profile(StrEnum):
    """For whom a chronology is printed."""

    HUB = "hub"
    PARTNER = "partner"
    FAMILY = "family"


PROFILES: dict[Profile, tuple[str, str]] = {
    Profile.HUB: ("The hub", "Everything that you may read"),
    Profile.PARTNER: (
        "A partner agency",
        "Nothing written of other people, no protected address or identity",
    ),
    Profile.FAMILY: (
        "The child or family",
        "Also nothing that must not be told, and no sender who asked not to be named",
    ),
}
_LEFT_OUT: dict[str, frozenset[str]] = {
    Profile.HUB: frozenset({Hold.SPOKEN}),
    Profile.PARTNER: frozenset({Hold.SPOKEN, Hold.PROTECTED, Hold.ASK_SOURCE}),
    Profile.FAMILY: frozenset({Hold.SPOKEN, Hold.PROTECTED, Hold.ASK_SOURCE, Hold.NOT_FOR_FAMILY}),
}


def fits(line: Line, wanted: Filters, today: date) -> bool:
    """Whether a line is among those asked for; a period fits when any of its days does."""
    first = _first_day(wanted.period, today)
    return (
        (not wanted.kind or line.kind == wanted.kind)
        and (not wanted.agency or line.agency == wanted.agency)
        and line.significance >= wanted.significance
        and (first is None or (line.until or line.day) >= first)
    )


def in_order(lines: Iterable[Line], order: str) -> list[Line]:
    """By the day it happened, then by when it was written down: always the same order."""
    ordered = sorted(lines, key=lambda one: (one.day, one.recorded_at, one.key, str(one.person)))
    return ordered if order == Order.OLDEST else ordered[::-1]


def redact(line: Line, profile: str) -> Line | None:
    """The line as a print for others may have it; None when it has no place there.

    What somebody wrote of other people is left out; that something was written is not.
    """
    if line.holds & _LEFT_OUT[profile]:
        return None
    if profile == Profile.HUB:
        return line
    if Hold.THIRD_PARTY in line.holds:
        if not line.plain:
            return None
        line = replace(line, text=line.plain)
    if profile == Profile.FAMILY:
        line = _without_names(line)
    return replace(line, href="")


def _without_names(line: Line) -> Line:
    """To a family the agency speaks: a source in somebody's words may name a neighbour, or the
    sender who asked not to be named and stands as the source of a birthday too."""
    if line.unnamed:
        return replace(line, source=NOT_NAMED, agency="", agency_name="")
    return replace(line, source=line.agency_name or OUR_RECORDS)


def is_guarded(holds: Collection[str], role: str) -> bool:
    """Whether a line gives away what this reader may not know (`roles.md` §3)."""
    return Hold.PROTECTED in holds and not may_see_protected_address(role)


def mask(text: str, secrets: Collection[str]) -> str:
    """The text with every protected address taken out, however its blanks and cases stand."""
    for secret in secrets:
        words = [re.escape(word) for word in re.findall(r"\w+", secret)]
        if words:
            pattern = r"\b" + r"[\W_]*".join(words) + r"\b"
            text = re.sub(pattern, PROTECTED_WORDS, text, flags=re.IGNORECASE)
    return text


def why_not_searched(words: str, reason: str, said: str) -> Iterator[tuple[str, str]]:
    """Everything that stands in the way of a search in what people wrote: field and sentence."""
    if len(words.strip()) < 2:
        yield "words", "Write the words to look for"
    yield from _why_not_said(reason, said)


def why_not_written(text: str, day: date, until: date | None, today: date) -> Iterator[str]:
    """What is wrong with a line written by hand."""
    if not text.strip():
        yield "Write what happened"
    if len(text) > LONGEST:
        yield f"Write at most {LONGEST} characters: one line for each event"
    if day > today:
        yield "It has not happened yet: a chronology says what was"
    if until is not None and until < day:
        yield "The last day is before the first"


def why_not_printed(profile: str, recipient: str, said: str) -> Iterator[tuple[str, str]]:
    """What a print for others needs: who gets it, and why."""
    if profile not in set(Profile):
        yield "profile", "Choose for whom it is printed"
    if profile != Profile.HUB and not recipient.strip():
        yield "recipient", "Say who gets it: person and agency"
    if len(said.strip()) < SHORTEST_REASON:
        yield "said", f"Say why it is printed, in at least {SHORTEST_REASON} characters"


def _why_not_said(reason: str, said: str) -> Iterator[tuple[str, str]]:
    if reason not in SEARCH_REASONS:
        yield "reason", "Say why you are looking: the reason is kept with the search"
    if reason == SearchReason.OTHER and len(said.strip()) < SHORTEST_REASON:
        yield "said", f"Say your reason in at least {SHORTEST_REASON} characters"


def _first_day(period: str, today: date) -> date | None:
    years = YEARS.get(Period(period)) if period in set(Period) else None
    if years is None:
        return None
    try:
        return today.replace(year=today.year - years)
    except ValueError:  # 29 February
        return today.replace(year=today.year - years, day=28)
