"""Working days, hub hours and due times (process P0; the clocks of foundation run on this).

People read London time; all that leaves here is UTC, so no change of the clocks loses a minute.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import cache
from zoneinfo import ZoneInfo

from govuk_bank_holidays.bank_holidays import BankHolidays

from openmash.core.dates import say_day

LONDON = ZoneInfo("Europe/London")
HUB_OPENS = time(8, 45)
HUB_CLOSES = (time(17), time(17), time(17), time(17), time(16, 30), None, None)
ONE_DAY = timedelta(days=1)
ONE_MINUTE = timedelta(minutes=1)


@cache
def bank_holidays_in_england() -> frozenset[date]:
    """The bank holidays shipped with the library; never asks the network (process P0.1)."""
    shipped = BankHolidays(use_cached_holidays=True)
    events = shipped.get_holidays(division=BankHolidays.ENGLAND_AND_WALES)
    return frozenset(event["date"] for event in events)


@dataclass(frozen=True)
class WorkingCalendar:
    """The days and hours a hub works; `version` is kept with every time worked out from it.

    The defaults are the hours in which no emergency duty team covers: Monday to Thursday
    08:45-17:00, Friday 08:45-16:30 (process P0.1). A weekday that closes at None is never worked.
    """

    version: str
    holidays: frozenset[date]
    opens: time = HUB_OPENS
    closes: tuple[time | None, ...] = HUB_CLOSES

    def __post_init__(self) -> None:
        if len(self.closes) != 7:
            raise ValueError("A calendar names seven closing times, Monday first")
        worked = [close for close in self.closes if close is not None]
        if not worked or min(worked) <= self.opens:
            raise ValueError("A calendar works at least one weekday and closes after it opens")

    def is_working_day(self, day: date) -> bool:
        """Whether the hub works on that day at all."""
        return self.closes[day.weekday()] is not None and day not in self.holidays

    def knows_holidays_of(self, day: date) -> bool:
        """Whether the holidays of that day's year are in the calendar yet."""
        return bool(self.holidays) and day.year <= max(self.holidays).year

    def open_of(self, day: date) -> datetime:
        """When the hub opens on that day; ValueError when it does not work then."""
        self._hours(day)
        return _from_london(day, self.opens)

    def close_of(self, day: date) -> datetime:
        """When the hub closes on that day; ValueError when it does not work then."""
        return _from_london(day, self._hours(day))

    def is_open(self, at: datetime) -> bool:
        """Whether the hub works at that moment; the minute of closing is closed."""
        day = london_day(at)
        return self.is_working_day(day) and self.open_of(day) <= at < self.close_of(day)

    def next_opening(self, at: datetime) -> datetime:
        """The moment itself when the hub is open then, else the next time it opens."""
        day = london_day(at)
        if self.is_working_day(day) and at < self.close_of(day):
            return max(_as_utc(at), self.open_of(day))
        return self.open_of(self.add_days(day, 1))

    def first_working_day(self, day: date) -> date:
        """That day when it is worked, else the next one that is."""
        return day if self.is_working_day(day) else self.add_days(day, 1)

    def add_days(self, start: date, days: int) -> date:
        """The working day that many after the start, which is day 0 (process P0.2 rule 1)."""
        _not_negative(days)
        day = start
        while days:
            day += ONE_DAY
            days -= self.is_working_day(day)
        return day

    def add_minutes(self, start: datetime, minutes: int) -> datetime:
        """Counts minutes in open hours only, from the next opening (process P0.2 rule 2)."""
        _not_negative(minutes)
        at, left = self.next_opening(start), timedelta(minutes=minutes)
        while left > (today := self.close_of(london_day(at)) - at):
            left -= today
            at = self.open_of(self.add_days(london_day(at), 1))
        return at + left

    def minutes_between(self, start: datetime, end: datetime) -> int:
        """Whole open minutes from start to end; below nought when the end comes first."""
        if end < start:
            return -self.minutes_between(end, start)
        day, last, total = london_day(start), london_day(end), timedelta()
        while day <= last:
            if self.is_working_day(day):
                inside = min(end, self.close_of(day)) - max(start, self.open_of(day))
                total += max(inside, timedelta())
            day += ONE_DAY
        return total // ONE_MINUTE

    def _hours(self, day: date) -> time:
        close = self.closes[day.weekday()]
        if close is None or day in self.holidays:
            raise ValueError(f"The hub does not work on {say_day(day)} {day.year}")
        return close


def add_elapsed(start: datetime, length: timedelta) -> datetime:
    """Adds time as it passes, day and night, over any change of the clocks (P0.2 rule 3)."""
    return _as_utc(start) + length


def london_day(at: datetime) -> date:
    """The date on the wall in London at that moment."""
    return _as_utc(at).astimezone(LONDON).date()


class Unit(StrEnum):
    """What a length of time is counted in."""

    WORKING_DAYS = "working_days"
    WORKING_MINUTES = "working_minutes"
    ELAPSED_MINUTES = "elapsed_minutes"
    ELAPSED_HOURS = "elapsed_hours"
    CALENDAR_DAYS = "calendar_days"
    MONTHS = "months"


@dataclass(frozen=True)
class Length:
    """How long something may take: 3 working days, 72 elapsed hours, 1 month."""

    amount: int
    unit: Unit

    def __post_init__(self) -> None:
        _not_negative(self.amount)

    def __str__(self) -> str:
        amount, word = self.amount, self.unit.replace("_", " ").removeprefix("elapsed ")
        if self.unit is Unit.WORKING_MINUTES and amount and not amount % 60:
            amount, word = amount // 60, "working hours"
        return f"{amount} {word.removesuffix('s') if amount == 1 else word}"


@dataclass(frozen=True)
class Due:
    """When it is late, when it would ideally be done, and why, in words for people."""

    due_at: datetime
    ideal_at: datetime
    explanation: str


def due(start: datetime, length: Length, calendar: WorkingCalendar) -> Due:
    """Works out a due time by the counting rules of process P0.2."""
    if length.unit is Unit.WORKING_DAYS:
        return _due_in_working_days(start, length, calendar)
    if length.unit is Unit.WORKING_MINUTES:
        return _due_in_working_minutes(start, length, calendar)
    end = _add_by_calendar(start, length)
    said = f"{length} from {_say(start)}, counted day and night to {_say(end, start)}"
    return Due(end, end, said)


def _due_in_working_days(start: datetime, length: Length, calendar: WorkingCalendar) -> Due:
    first = london_day(start)
    last = calendar.first_working_day(calendar.add_days(first, length.amount))
    if not length.amount and start >= calendar.close_of(last):
        last = calendar.add_days(last, 1)
    due_at = calendar.close_of(last)
    same_clock = _from_london(last, start.astimezone(LONDON).time())
    ideal_at = min(max(same_clock, calendar.open_of(last)), due_at)
    with_year = first.year != last.year
    said = (
        f"{length} from {say_day(first, with_year=with_year)}, counted to the end of hub hours"
        f" on {say_day(last, with_year=with_year)}{_left_out(first, last, calendar)}"
    )
    return Due(due_at, ideal_at, said)


def _due_in_working_minutes(start: datetime, length: Length, calendar: WorkingCalendar) -> Due:
    begins, end = calendar.next_opening(start), calendar.add_minutes(start, length.amount)
    waited = f" (received {_say(start, begins)}, outside hub hours)" if begins > start else ""
    said = f"{length} from {_say(begins)}{waited}, counted in hub hours to {_say(end, begins)}"
    return Due(end, end, said + _left_out(london_day(start), london_day(end), calendar))


def _add_by_calendar(start: datetime, length: Length) -> datetime:
    if length.unit is Unit.MONTHS:
        return _add_months(start, length.amount)
    steps = {Unit.ELAPSED_MINUTES: ONE_MINUTE, Unit.ELAPSED_HOURS: 60 * ONE_MINUTE}
    return add_elapsed(start, length.amount * steps.get(length.unit, ONE_DAY))


def _add_months(start: datetime, months: int) -> datetime:
    """The same clock time on the same day of a later month, or on its last day."""
    local = _as_utc(start).astimezone(LONDON)
    year, month = divmod(local.year * 12 + local.month - 1 + months, 12)
    after = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    day = min(date(year, month + 1, 1) + (local.day - 1) * ONE_DAY, after - ONE_DAY)
    return _from_london(day, local.time())


def _left_out(first: date, last: date, calendar: WorkingCalendar) -> str:
    skipped = [d for d in calendar.holidays if first < d < last and calendar.closes[d.weekday()]]
    plural = "" if len(skipped) == 1 else "s"
    said = f", leaving out {len(skipped)} holiday{plural}" if skipped else ""
    if calendar.knows_holidays_of(last):
        return said
    return f"{said}; the holidays of {last.year} are not in the calendar yet"


def _say(at: datetime, beside: datetime | None = None) -> str:
    """A moment in London; the time alone beside another on its day, the year when it differs."""
    local, other = at.astimezone(LONDON), (beside or at).astimezone(LONDON)
    if beside and local.date() == other.date():
        return f"{local:%H:%M}"
    return f"{say_day(local.date(), with_year=local.year != other.year)}, {local:%H:%M}"


def _from_london(day: date, clock: time) -> datetime:
    return datetime.combine(day, clock, LONDON).astimezone(UTC)


def _as_utc(at: datetime) -> datetime:
    if at.tzinfo is None:
        raise ValueError("A time without its zone cannot be placed")
    return at.astimezone(UTC)


def _not_negative(amount: int) -> None:
    if amount < 0:
        raise ValueError("Time is counted forwards only")
