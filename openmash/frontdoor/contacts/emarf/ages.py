"""How old a child is, from whatever the sender knows: a birth date, an age, a due date."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from openmash.core.dates import (
    ReadDate,
    age_on,
    check_birth_date,
    check_expected_birth_date,
    read_date,
)

_DUE = re.compile(r"^\s*(unborn|due|expected|baby)\b[\s,:]*((due|expected)\b)?(\s*on\b)?\s*", re.I)
_TINY = re.compile(r"\b(day|week|month|newborn)s?\b", re.I)
_YEARS = re.compile(r"^\D{0,12}(\d{1,2})(\s*(y|yr|yrs|year|years)\b.*)?$", re.I)


@dataclass(frozen=True)
class Age:
    """What could be read. The words themselves are kept beside it (letter note A)."""

    birth_date: date | None = None
    due_date: date | None = None
    unborn: bool = False
    doubt: str | None = None


def read_age(text: str, today: date) -> Age:
    """Read `14 March 2019`, `about 7`, `unborn, due 9 December`; unreadable words are no error."""
    if _DUE.match(text):
        return _unborn(_DUE.sub("", text), today)
    found = read_date(text, today=today, years_ahead=1)
    if found.value is None:
        return Age(doubt=_adult(text))
    if found.value > today:
        return Age(due_date=found.value, unborn=True, doubt=found.problem or _due(found, today))
    return Age(birth_date=found.value, doubt=found.problem or _born(found.value, today))


def is_under_one(birth: date | None, words: str, today: date) -> bool:
    """Whether the questions for babies are asked: by birth date, else by the words for the age."""
    if birth is not None:
        return birth <= today and age_on(birth, today) < 1
    return bool(_TINY.search(words)) and not _DUE.match(words)


def read_day(text: str, today: date) -> ReadDate:
    """A day of something that happened or is planned."""
    return read_date(text, today=today, years_ahead=2)


def _unborn(rest: str, today: date) -> Age:
    if not rest.strip():
        return Age(unborn=True)
    found = read_date(rest, today=today, years_ahead=1)
    if found.value is None:
        found = _next(rest, today) or found
    return Age(due_date=found.value, unborn=True, doubt=found.problem or _due(found, today))


def _next(rest: str, today: date) -> ReadDate | None:
    """A day without a year, as people say due dates: the next one there is."""
    tried = (
        read_date(f"{rest.strip()} {year}", today=today) for year in (today.year, today.year + 1)
    )
    return next((day for day in tried if day.value and day.value >= today), None)


def _due(found: ReadDate, today: date) -> str | None:
    return check_expected_birth_date(found.value, today) if found.value else None


def _born(birth: date, today: date) -> str | None:
    if age_on(birth, today) >= 18:
        return f"{age_on(birth, today)} years old is an adult: {ADULT_ROUTE}"
    return check_birth_date(birth, today)


def _adult(text: str) -> str | None:
    found = _YEARS.match(text.strip())
    return f"{found[1]} is an adult: {ADULT_ROUTE}" if found and int(found[1]) >= 18 else None


ADULT_ROUTE = "for an adult at risk, ring adult social care. If a child is affected, name the child"
