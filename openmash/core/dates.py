"""Dates as people type them, say them and count ages by them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta

MONTHS = tuple(date(2000, month, 1).strftime("%B").casefold() for month in range(1, 13))
WEEKDAYS = tuple((date(2001, 1, 1) + timedelta(days=n)).strftime("%A") for n in range(7))
LONGEST_WAIT_FOR_BIRTH = timedelta(weeks=45)
_ISO = re.compile(r"(\d{4})[-/. ](\d{1,2})[-/. ](\d{1,2})", re.ASCII)
_NUMBERS = re.compile(r"(\d{1,2})[-/. ]+(\d{1,2})[-/. ]+(\d{4}|\d{2})", re.ASCII)
_DIGITS = re.compile(r"(\d{2})(\d{2})(\d{4})", re.ASCII)
_DAY_FIRST = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?(?: of)? ?([a-z]+),? ?(\d{4}|\d{2})", re.ASCII)
_WITH_WEEKDAY = re.compile(
    r"\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,? (?:the )?"
    r"(?:\d{1,2}(?:st|nd|rd|th)? (?:of )?[a-z]{3,9},? \d{4}|\d{1,2}[-/.]\d{1,2}[-/.]\d{4})\b",
    re.ASCII | re.I,
)
_MONTH_FIRST = re.compile(r"([a-z]+) ?(\d{1,2})(?:st|nd|rd|th)?,? (\d{4}|\d{2})", re.ASCII)


@dataclass(frozen=True)
class ReadDate:
    """A date as read from somebody's words: the day, what to ask them about, what they typed."""

    value: date | None
    problem: str | None
    original: str


def say_day(day: date, *, with_year: bool = False) -> str:
    """A day as people say it: Friday 27 November."""
    return f"{day:%A} {day.day} {day:%B}" + (f" {day.year}" if with_year else "")


def say_date(day: date) -> str:
    """A date as people write it: 18 April 2023."""
    return f"{day.day} {day:%B} {day.year}"


def read_date(text: str, *, today: date, years_ahead: int = 10) -> ReadDate:
    """Reads a date day first, and never moves it: a weekday that does not fit is a question.

    A two-digit year is the latest that is at most `years_ahead` of today (1 suits birth dates).
    The original words are kept whatever happens (letter note A).
    """
    words = _simplified(text)
    weekday, rest = _split_weekday(words)
    day = _read(rest, today.year + years_ahead)
    if not words:
        return ReadDate(None, None, text)
    if day is None:
        return ReadDate(None, "Enter a date like 14 March 2019", text)
    if weekday is not None and weekday != day.weekday():
        return ReadDate(day, f"{say_date(day)} is a {WEEKDAYS[day.weekday()]}", text)
    return ReadDate(day, None, text)


def odd_weekdays(text: str, *, today: date) -> list[str]:
    """Every weekday in a text that does not fit the date it stands with (letter note A).

    Only dates with a year are judged: without one, which year was meant is a guess.
    """
    found = (read_date(match[0], today=today) for match in _WITH_WEEKDAY.finditer(text[:50_000]))
    return [day.problem for day in found if day.value and day.problem]


def age_on(birth: date, day: date) -> int:
    """Completed years; someone born on 29 February turns on 1 March in a common year."""
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


def describe_age(birth: date, day: date) -> str:
    """An age as people say it: 7, 4 months, 3 weeks, due 9 December."""
    if birth > day:
        return f"due {birth.day} {birth:%B}" + (f" {birth.year}" if birth.year != day.year else "")
    years, months, days = age_on(birth, day), _months_between(birth, day), (day - birth).days
    if years >= 2:
        return str(years)
    if months >= 1:
        return _count(months, "month")
    return _count(days // 7, "week") if days >= 7 else _count(days, "day")


def check_birth_date(birth: date, today: date) -> str | None:
    """What is odd about a birth date, if anything (e-MARF §8)."""
    if birth > today:
        return "The date of birth is in the future. If the baby is not born yet, say so"
    if age_on(birth, today) > 120:
        return f"Born on {say_date(birth)} would be {age_on(birth, today)} years old"
    return None


def check_expected_birth_date(expected: date, today: date) -> str | None:
    """What is odd about the date a baby is due: more than 45 weeks ahead, or long past."""
    if expected - today > LONGEST_WAIT_FOR_BIRTH:
        return "The baby would be due more than 45 weeks from now"
    if today - expected > timedelta(weeks=4):
        return "The baby was due more than 4 weeks ago. If it is born, give the date of birth"
    return None


def _simplified(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text[:200]).casefold()
    return " ".join(re.sub(r"[‐‑‒–—−]", "-", plain).split())


def _split_weekday(words: str) -> tuple[int | None, str]:
    """Takes the weekday out, wherever it stands: Friday 18 April, 18 April (Fri)."""
    named, rest = None, []
    for word in words.split():
        number = _weekday(word.strip(",.()"))
        if number is None:
            rest.append(word)
        else:
            named = number
    return named, " ".join(rest)


def _weekday(word: str) -> int | None:
    fits = (n for n, weekday in enumerate(WEEKDAYS) if weekday.casefold().startswith(word))
    return next(fits, None) if len(word) >= 3 else None


def _read(words: str, latest: int) -> date | None:
    if found := _ISO.fullmatch(words):
        return _date(found[1], found[2], found[3], latest)
    if found := _NUMBERS.fullmatch(words) or _DIGITS.fullmatch(words):
        return _date(found[3], found[2], found[1], latest)
    spoken = re.sub(r"[-/.]", " ", words)
    if found := _DAY_FIRST.fullmatch(" ".join(spoken.split())):
        return _date(found[3], _month(found[2]), found[1], latest)
    if found := _MONTH_FIRST.fullmatch(" ".join(spoken.split())):
        return _date(found[3], _month(found[1]), found[2], latest)
    return None


def _month(name: str) -> str:
    fits = (str(number) for number, month in enumerate(MONTHS, 1) if month.startswith(name))
    return next(fits, "0") if len(name) >= 3 else "0"


def _date(year: str, month: str, day: str, latest: int) -> date | None:
    try:
        return date(_century(year, latest), int(month), int(day))
    except ValueError:
        return None


def _century(year: str, latest: int) -> int:
    return int(year) if len(year) == 4 else latest - (latest - int(year)) % 100


def _months_between(birth: date, day: date) -> int:
    return (day.year - birth.year) * 12 + day.month - birth.month - (day.day < birth.day)


def _count(number: int, word: str) -> str:
    return f"{number} {word}" + ("" if number == 1 else "s")
