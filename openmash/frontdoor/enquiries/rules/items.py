"""What a fact needs before it is kept: what, about whom, when, how sure, and who may be told (P3, P6)."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from openmash.frontdoor.enquiries.states.items import (
    HANDLING_WORDS,
    HEALTH,
    PASSING_ON,
    TELL_WORDS,
    Category,
    Certainty,
    Handling,
    TellFamily,
)

LONGEST = 2000


@dataclass(frozen=True)
class Fact:
    """One fact about one person, as its source gives it."""

    text: str
    category: str
    certainty: str
    tell_family: str = TellFamily.ASK
    dated_from: date | None = None
    dated_to: date | None = None
    dated_words: str = ""  # as the source says it, where it knows no day
    agency: str = ""  # whose record it is; none: the hub's own
    source_system: str = ""
    handling: tuple[str, ...] = (Handling.H1,)


def why_not_noted(fact: Fact, today: date) -> Iterator[str]:
    """Every reason against keeping this fact; `today` is the day in London."""
    words = fact.text.strip()
    if not words:
        yield "Write down the fact"
    if len(words) > LONGEST:
        yield f"The fact has {len(words):,} characters, and {LONGEST:,} fit: make two of it"
    if fact.category not in set(Category):
        yield "Say what the fact is about"
    if fact.certainty not in set(Certainty):
        yield "Say whether it is a fact, reported by somebody, or an opinion"
    if fact.tell_family not in set(TellFamily):
        yield "Say whether the family may be told"
    if not set(fact.handling) <= set(Handling):
        yield "Choose the handling from the list"
    yield from _why_no_such_time(fact, today)


def handling_of(tell_family: str, passing_on: str) -> tuple[str, ...]:
    """The conditions of a fact (`roles.md` §7): always for safeguarding only, and what its source adds."""
    hidden = (Handling.H2,) if tell_family == TellFamily.NO else ()
    added = (passing_on,) if passing_on else ()
    return (Handling.H1, *hidden, *added)


def conditions(tell_family: str, handling: Collection[str]) -> list[str]:
    """What stands in the way of passing a fact on, in the words that stand beside it."""
    hidden = [TELL_WORDS[TellFamily.NO].lower()] if tell_family == TellFamily.NO else []
    return hidden + [HANDLING_WORDS[code].lower() for code in PASSING_ON if code in handling]


def why_not_put_to_health(was: str, now: str) -> Iterator[str]:
    """A fact goes to the health practitioners, and from physical to mental health; never away from
    them: nobody files a fact otherwise in place of having it read (P6)."""
    if now not in HEALTH:
        yield "Say what of health it is about"
    elif was == Category.MENTAL_HEALTH:
        yield "It is with the practitioners for mental health already"
    elif was in HEALTH and now != Category.MENTAL_HEALTH:
        yield "It is with the health practitioners already"


def _why_no_such_time(fact: Fact, today: date) -> Iterator[str]:
    if not (fact.dated_from or fact.dated_words.strip()):
        yield "Say when it was, a day or a time in words such as “last winter”"
    if fact.dated_from and fact.dated_from > today:
        yield "The day of the fact is still to come"
    if fact.dated_to and not fact.dated_from:
        yield "Say when it began as well"
    if fact.dated_from and fact.dated_to and fact.dated_to < fact.dated_from:
        yield "It ends before it begins"
