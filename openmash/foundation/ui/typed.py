"""Numbers, times and dates as people type them, and what to say when they cannot be read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, time

from django.core.exceptions import ValidationError

from openmash.core.dates import read_date

_TIME = re.compile(r"(\d{1,2})(?:[:.h ]?(\d{2}))?\s*(am|pm)?", re.ASCII)
_NAMED = {"noon": time(12), "midday": time(12), "midnight": time(0)}
_TIME_PROBLEM = "Enter a time like 16:45 or 4.45pm"
_FIRST_YEAR = 1880


def read_number(text: str, low: int | None, high: int | None) -> int | None:
    """A whole number between two others, with or without commas; nothing for nothing."""
    if not text:
        return None
    plain = text.replace(",", "").replace(" ", "")
    if not re.fullmatch(r"-?[0-9]{1,9}", plain):
        raise ValidationError("Enter a whole number, like 12", code="number")
    number = int(plain)
    if low is not None and number < low:
        raise ValidationError(f"Enter a number that is {low} or more", code="low")
    if high is not None and number > high:
        raise ValidationError(f"Enter a number that is {high} or less", code="high")
    return number


def read_time(text: str) -> time | None:
    """A time of day; one that may be morning or afternoon is asked about, never guessed."""
    words = " ".join(text.casefold().replace("a.m.", "am").replace("p.m.", "pm").split())
    if not words or words in _NAMED:
        return _NAMED.get(words)
    found = _TIME.fullmatch(words)
    if not found or (found[2] is None and found[3] is None):
        raise ValidationError(_TIME_PROBLEM, code="time")
    hour, minute = int(found[1]), int(found[2] or 0)
    if found[3] is None and len(found[1]) == 1:
        return _ask_which_half(hour, minute)
    return _time(_in_24_hours(hour, found[3]), minute)


def read_three(parts: Sequence[str], called: str) -> date | None:
    """A date from its day, month and year, or from a whole date in the first of them.

    The code of the error is the part that is wrong. A year has four numbers: none is guessed.
    """
    day, month, year = parts
    if not any(parts):
        return None
    if day and not month and not year and re.search(r"[-/. a-zA-Z]", day):
        return _whole(day)
    _all_there(parts, called)
    if not re.fullmatch(r"[0-9]{4}", year) or int(year) < _FIRST_YEAR:
        raise ValidationError("Enter the year with four numbers, like 2019", code="year")
    if _read(f"1 {month} 2000") is None:
        raise ValidationError("Enter a month from 1 to 12, or its name", code="month")
    if not re.fullmatch(r"[0-9]{1,2}", day) or not 1 <= int(day) <= 31:
        raise ValidationError("Enter a day from 1 to 31", code="day")
    found = _read(f"{day} {month} {year}")
    if found is None:
        raise ValidationError("There is no such day in that month", code="day")
    return found


def _whole(text: str) -> date:
    found = _read(text)
    if found is None or found.year < _FIRST_YEAR:
        raise ValidationError("Enter a date like 14 March 2019", code="day")
    return found


def _read(text: str) -> date | None:
    # this `today` makes two-digit years unreadable, so that no century is guessed
    read = read_date(text, today=date(_FIRST_YEAR, 1, 1), years_ahead=-_FIRST_YEAR)
    return None if read.problem else read.value


def _all_there(parts: Sequence[str], called: str) -> None:
    absent = [name for name, part in zip(("day", "month", "year"), parts, strict=True) if not part]
    if absent:
        wanted = " and ".join(f"a {name}" for name in absent)
        raise ValidationError(f"{called} must include {wanted}", code=absent[0])


def _ask_which_half(hour: int, minute: int) -> time:
    early = _time(hour, minute)
    late = _time(hour + 12, minute)
    raise ValidationError(f"Say whether you mean {early:%H:%M} or {late:%H:%M}", code="time")


def _in_24_hours(hour: int, half: str | None) -> int:
    if half is None:
        return hour
    if not 1 <= hour <= 12:
        raise ValidationError(_TIME_PROBLEM, code="time")
    return hour % 12 + (12 if half == "pm" else 0)


def _time(hour: int, minute: int) -> time:
    try:
        return time(hour, minute)
    except ValueError as wrong:
        raise ValidationError(_TIME_PROBLEM, code="time") from wrong
