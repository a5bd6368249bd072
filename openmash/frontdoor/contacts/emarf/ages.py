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

# A baby may be born or not: only words about birth or pregnancy say that it is not born yet.
_UNBORN = re.compile(r"\b(unborn|due|expect(ed|ing)|pregnan(t|cy)|gestation|not born)\b", re.I)
_NOT_A_DAY = re.compile(
    r"\b(the|an?|her|baby|child|unborn|not|born|yet|is|due|expected|expecting|in|on|about)\b|[,:;]",
    re.I,
)
_TINY = re.compile(r"\b(new\s?-?born|baby|infant|under\s+(1|one))\b|^\D{0,12}0\D*$", re.I)
_COUNTED = re.compile(
    r"(\d{1,3})\s*(?:(days?|weeks?|wks?|months?|mths?|mos?)\b|/(7|52|12)(?![\d/]))", re.I
)
_DAYS_IN = {"d": 1, "w": 7, "m": 30.44, "7": 1, "52": 7, "12": 30.44}
_DATE_LIKE = re.compile(r"\d{1,4}\s*[-/. ]\s*\w{1,9}\s*[-/. ]\s*\d{2,4}", re.ASCII)
_YEARS = re.compile(r"^\D{0,12}(\d{1,2})(\s*(y|yr|yrs|year|years)\b.*)?$", re.I)
ONE_YEAR = 365


@dataclass(frozen=True)
class Age:
    """What could be read. The words themselves are kept beside it (letter note A)."""

    birth_date: date | None = None
    due_date: date | None = None
    unborn: bool = False
    doubt: str | None = None


def read_age(text: str, today: date) -> Age:
    """Read `14 March 2019`, `about 7`, `unborn, due 9 December`; unreadable words are no error.

    What looks like a date and is none (31/02/2019) is asked about.
    """
    if is_unborn(text):
        return _unborn(_NOT_A_DAY.sub(" ", text), today)
    found = read_date(text, today=today, years_ahead=1)
    if found.value is None:
        return Age(doubt=found.problem if _DATE_LIKE.search(text) else _adult(text))
    if found.value > today:
        return Age(due_date=found.value, unborn=True, doubt=found.problem or _due(found, today))
    return Age(birth_date=found.value, doubt=found.problem or _born(found.value, today))


def is_unborn(words: str) -> bool:
    """Whether the words for an age say that the child is not born yet."""
    return bool(_UNBORN.search(words))


def is_under_one(birth: date | None, words: str, today: date) -> bool:
    """Whether the questions for babies are asked: by birth date, else by the words for the age.

    Days, weeks and months as people and as doctors write them: 6 wks, 11 mths, 3/12.
    """
    if birth is not None:
        return birth <= today and age_on(birth, today) < 1
    if is_unborn(words):
        return False
    if counted := _COUNTED.search(words):
        unit = counted[3] or counted[2][0].casefold()
        return int(counted[1]) * _DAYS_IN[unit] < ONE_YEAR
    return bool(_TINY.search(words))


def read_day(text: str, today: date) -> ReadDate:
    """A day of something that happened or is planned."""
    return read_date(text, today=today, years_ahead=2)


def _unborn(rest: str, today: date) -> Age:
    found = read_date(rest, today=today, years_ahead=1)
    if found.value is None:
        found = _next(rest, today) or found
    if found.value is None and not _DATE_LIKE.search(rest):
        return Age(unborn=True)  # “25 weeks pregnant” gives no day, and is no mistake
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
