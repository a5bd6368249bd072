"""Times, spans and counts as pages say them: London time, elapsed time, plain words.

Pure functions; the filters of the same names hand in the `now` of the page.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from openmash.core.dates import describe_age, say_date, say_day
from openmash.core.working_time import LONDON

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def when(at: datetime, now: datetime) -> str:
    """A time in a sentence: 16:45 today, or Friday 27 November, 09:30."""
    local = _london(at)
    name = _near(local.date(), now)
    return f"{time_of_day(at)} {name}" if name else f"{day(local.date(), now)}, {time_of_day(at)}"


def at_when(at: datetime, now: datetime) -> str:
    """A time that something happens at: at 08:45 tomorrow, or on Monday 30 November at 08:45."""
    local = _london(at)
    name = _near(local.date(), now)
    return (
        f"at {time_of_day(at)} {name}"
        if name
        else f"on {day(local.date(), now)} at {time_of_day(at)}"
    )


def short_when(at: datetime, now: datetime) -> str:
    """A time in a table: 15:40 if it is today's, else 25 Nov 15:40."""
    local = _london(at)
    if local.date() == _london(now).date():
        return time_of_day(at)
    year = "" if local.year == _london(now).year else f" {local:%y}"
    return f"{local.day} {local:%b}{year} {time_of_day(at)}"


def full_when(at: datetime) -> str:
    """A time with everything: Thursday 26 November 2026, 14:50."""
    return f"{say_day(_london(at).date(), with_year=True)}, {time_of_day(at)}"


def time_of_day(at: datetime) -> str:
    """15:40; in the hour that comes twice in October, which of the two it is."""
    local = _london(at)
    twice = local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset()
    which = " winter time" if local.fold else " summer time"
    return f"{local:%H:%M}" + (which if twice else "")


def to_the_second(at: datetime) -> str:
    """15:26 and 8 seconds: for what the hub has seen and when."""
    second = _london(at).second
    return f"{time_of_day(at)} and {count(second, 'second')}"


def day(value: date, now: datetime) -> str:
    """Friday 27 November, with the year when it is not this one."""
    which = as_day(value)
    return say_day(which, with_year=which.year != _london(now).year)


def long_date(value: date) -> str:
    """14 March 2019."""
    return say_date(as_day(value))


def short_date(value: date) -> str:
    """27 Nov 26, for tables."""
    which = as_day(value)
    return f"{which.day} {which:%b %y}"


def duration(span: timedelta) -> str:
    """Elapsed time: 25 min, 2 h 10, 25 h, 3 days. Seconds are left out, never rounded up."""
    span = abs(span)
    if span < MINUTE:
        return "less than a minute"
    if span < HOUR:
        return f"{span // MINUTE} min"
    if span < DAY:
        hours, minutes = divmod(span // MINUTE, 60)
        return f"{hours} h {minutes:02}" if minutes else f"{hours} h"
    return f"{span // HOUR} h" if span < 3 * DAY else count(span // DAY, "day")


def age(birth: date, now: datetime) -> str:
    """7, 4 months, due 9 December."""
    return describe_age(birth, _london(now).date())


def count(number: int, one: str, many: str = "") -> str:
    """1 child, 2 children."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def listed(words: Sequence[str]) -> str:
    """Isla, Noah and Kofi."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


def tel(number: str) -> str:
    """The address that makes a telephone ring: tel:01632960110."""
    return "tel:" + re.sub(r"[^0-9+]", "", number)


def as_day(value: date) -> date:
    """The London day of a time; a day is itself."""
    return _london(value).date() if isinstance(value, datetime) else value


def _near(which: date, now: datetime) -> str:
    away = (which - _london(now).date()).days
    return {-1: "yesterday", 0: "today", 1: "tomorrow"}.get(away, "")


def _london(at: datetime) -> datetime:
    if at.tzinfo is None:
        raise ValueError("A time on a page must say its zone")
    return at.astimezone(LONDON)
