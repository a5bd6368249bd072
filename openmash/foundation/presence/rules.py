"""Until when somebody is here: pure, and the same for the button and for what it does."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from openmash.core.working_time import WorkingCalendar, london_day

LONGEST = timedelta(hours=14)  # nobody is on duty for longer: it would be forgotten
SHORTEST = timedelta(minutes=30)
BY_THEMSELVES = timedelta(hours=4)  # where the hub closes soon, or is closed


def usual_end(at: datetime, calendar: WorkingCalendar) -> datetime:
    """When the hub closes; at another hour, after four hours, on a full half-hour."""
    closes = calendar.close_of(london_day(at)) if calendar.is_open(at) else at
    if closes - at >= SHORTEST:
        return closes
    return on_the_half_hour(at + BY_THEMSELVES)


def times_to_choose(at: datetime) -> list[datetime]:
    """Every half-hour from soon until nobody is on duty any more."""
    first = on_the_half_hour(at + SHORTEST)
    return [first + n * SHORTEST for n in range(int((LONGEST - SHORTEST) / SHORTEST))]


def why_not_until(until: datetime, at: datetime) -> Iterator[str]:
    """A time that is over, or so far that it would be forgotten."""
    if until <= at:
        yield "Choose a time that is still to come"
    if until - at > LONGEST:
        yield "Choose a time within the next 14 hours"


def on_the_half_hour(at: datetime) -> datetime:
    """The moment itself, or the next full half-hour."""
    over = timedelta(minutes=at.minute % 30, seconds=at.second, microseconds=at.microsecond)
    return at if not over else at - over + SHORTEST
