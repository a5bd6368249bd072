"""The counting rules and vectors of process P0, across both clock changes."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openmash.core.working_time import (
    LONDON,
    Due,
    Length,
    Unit,
    WorkingCalendar,
    add_elapsed,
    bank_holidays_in_england,
    due,
    london_day,
)

HUB = WorkingCalendar("2026.1", bank_holidays_in_england())
ROUND_THE_CLOCK = WorkingCalendar("all", HUB.holidays, time(0), (time(23, 59),) * 7)


def at(text: str) -> datetime:
    """A London time written as people write it: Fri 27 Nov 2026 16:10."""
    return datetime.strptime(text, "%a %d %b %Y %H:%M").replace(tzinfo=LONDON).astimezone(UTC)


def day(text: str) -> date:
    return at(f"{text} 12:00").date()


P03 = [
    # start               days  due
    ("Fri 06 Jan 2023", 70, "Tue 18 Apr 2023"),
    ("Fri 27 Nov 2026", 1, "Mon 30 Nov 2026"),
    ("Sat 28 Nov 2026", 1, "Mon 30 Nov 2026"),
    ("Thu 24 Dec 2026", 1, "Tue 29 Dec 2026"),  # 25 Dec, and 28 Dec as substitute day
    ("Thu 02 Apr 2026", 1, "Tue 07 Apr 2026"),  # Good Friday and Easter Monday
    ("Thu 02 Apr 2026", 15, "Mon 27 Apr 2026"),
    ("Wed 23 Dec 2026", 15, "Mon 18 Jan 2027"),
    ("Mon 02 Mar 2026", 45, "Thu 07 May 2026"),
    ("Fri 18 Dec 2026", 45, "Wed 24 Feb 2027"),
    ("Fri 24 Dec 2027", 1, "Wed 29 Dec 2027"),
]


@pytest.mark.parametrize(("start", "days", "expected"), P03)
def test_working_days_are_counted_as_the_process_handbook_counts_them(
    start: str, days: int, expected: str
) -> None:
    assert HUB.add_days(day(start), days) == day(expected)
    answer = due(at(f"{start} 10:00"), Length(days, Unit.WORKING_DAYS), HUB)
    assert answer.due_at == HUB.close_of(day(expected))
    assert answer.ideal_at == at(f"{expected} 10:00")


WORKING_MINUTES = [
    # start                   minutes  end
    ("Fri 27 Nov 2026 16:10", 6 * 60, "Mon 30 Nov 2026 14:25"),  # scenario 1
    ("Fri 27 Nov 2026 16:10", 20, "Fri 27 Nov 2026 16:30"),  # to the minute of closing
    ("Fri 27 Nov 2026 16:10", 21, "Mon 30 Nov 2026 08:46"),
    ("Fri 27 Nov 2026 16:30", 0, "Mon 30 Nov 2026 08:45"),
    ("Sun 29 Nov 2026 23:40", 60, "Mon 30 Nov 2026 09:45"),  # outside hours: next opening
    ("Mon 30 Nov 2026 03:00", 60, "Mon 30 Nov 2026 09:45"),
    ("Thu 24 Dec 2026 16:00", 120, "Tue 29 Dec 2026 09:45"),  # Christmas
    ("Fri 27 Mar 2026 16:00", 60, "Mon 30 Mar 2026 09:15"),  # clocks go forward in between
    ("Fri 23 Oct 2026 16:00", 60, "Mon 26 Oct 2026 09:15"),  # clocks go back in between
]


@pytest.mark.parametrize(("start", "minutes", "end"), WORKING_MINUTES)
def test_working_minutes_run_in_hub_hours_only(start: str, minutes: int, end: str) -> None:
    assert HUB.add_minutes(at(start), minutes) == at(end)
    assert HUB.minutes_between(at(start), at(end)) == minutes
    assert HUB.minutes_between(at(end), at(start)) == -minutes


ELAPSED = [
    # start                   length                    end
    ("Fri 27 Nov 2026 16:20", (4, Unit.ELAPSED_HOURS), "Fri 27 Nov 2026 20:20"),  # scenario 2, C04
    ("Thu 24 Dec 2026 15:00", (72, Unit.ELAPSED_HOURS), "Sun 27 Dec 2026 15:00"),  # scenario 9, C26
    ("Sat 28 Mar 2026 12:00", (24, Unit.ELAPSED_HOURS), "Sun 29 Mar 2026 13:00"),  # clocks forward
    ("Sat 24 Oct 2026 12:00", (24, Unit.ELAPSED_HOURS), "Sun 25 Oct 2026 11:00"),  # clocks back
    ("Sun 25 Oct 2026 00:30", (90, Unit.ELAPSED_MINUTES), "Sun 25 Oct 2026 01:00 second"),
    ("Tue 01 Dec 2026 18:00", (8, Unit.CALENDAR_DAYS), "Wed 09 Dec 2026 18:00"),  # C34
    ("Sun 31 Jan 2027 10:00", (1, Unit.MONTHS), "Sun 28 Feb 2027 10:00"),  # C38
    ("Thu 31 Dec 2026 10:00", (3, Unit.MONTHS), "Wed 31 Mar 2027 10:00"),  # C18, summer time
    ("Mon 30 Nov 2026 10:00", (12, Unit.MONTHS), "Tue 30 Nov 2027 10:00"),
    ("Mon 30 Nov 2026 10:00", (1, Unit.MONTHS), "Wed 30 Dec 2026 10:00"),
]


@pytest.mark.parametrize(("start", "length", "end"), ELAPSED)
def test_elapsed_time_runs_day_and_night_over_clock_changes(
    start: str, length: tuple[int, Unit], end: str
) -> None:
    answer = due(at(start), Length(*length), HUB)
    later = timedelta(hours=end.endswith("second"))
    assert answer.due_at == answer.ideal_at == at(end.removesuffix(" second")) + later
    assert answer.due_at.tzinfo is UTC


EXPLAINED = [
    (
        "Fri 27 Nov 2026 16:10",
        (1, Unit.WORKING_DAYS),
        (
            "1 working day from Friday 27 November, counted to the end of hub hours"
            " on Monday 30 November"
        ),
    ),
    (
        "Wed 23 Dec 2026 16:10",
        (15, Unit.WORKING_DAYS),
        (
            "15 working days from Wednesday 23 December 2026, counted to the end of hub hours"
            " on Monday 18 January 2027, leaving out 3 holidays"
        ),
    ),
    (
        "Sun 29 Nov 2026 23:40",
        (360, Unit.WORKING_MINUTES),
        (
            "6 working hours from Monday 30 November, 08:45 (received Sunday 29 November, 23:40,"
            " outside hub hours), counted in hub hours to 14:45"
        ),
    ),
    (
        "Fri 27 Nov 2026 16:20",
        (4, Unit.ELAPSED_HOURS),
        "4 hours from Friday 27 November, 16:20, counted day and night to 20:20",
    ),
    (
        "Tue 01 Feb 2033 10:00",
        (1, Unit.WORKING_DAYS),
        (
            "1 working day from Tuesday 1 February, counted to the end of hub hours"
            " on Wednesday 2 February; the holidays of 2033 are not in the calendar yet"
        ),
    ),
]


@pytest.mark.parametrize(("start", "length", "sentence"), EXPLAINED)
def test_a_due_time_explains_itself(start: str, length: tuple[int, Unit], sentence: str) -> None:
    assert due(at(start), Length(*length), HUB).explanation == sentence


IDEAL = [
    # received                ideal                    due
    ("Fri 27 Nov 2026 16:10", "Mon 30 Nov 2026 16:10", "Mon 30 Nov 2026 17:00"),  # scenario 1
    ("Fri 27 Nov 2026 16:45", "Mon 30 Nov 2026 16:45", "Mon 30 Nov 2026 17:00"),
    ("Thu 26 Nov 2026 16:45", "Fri 27 Nov 2026 16:30", "Fri 27 Nov 2026 16:30"),
    ("Sun 29 Nov 2026 03:00", "Mon 30 Nov 2026 08:45", "Mon 30 Nov 2026 17:00"),
]


@pytest.mark.parametrize(("received", "ideal", "late"), IDEAL)
def test_the_ideal_time_is_the_same_clock_time_inside_hub_hours(
    received: str, ideal: str, late: str
) -> None:
    answer = due(at(received), Length(1, Unit.WORKING_DAYS), HUB)
    assert (answer.ideal_at, answer.due_at) == (at(ideal), at(late))


SAME_DAY = [
    ("Fri 27 Nov 2026 09:00", "Fri 27 Nov 2026 16:30"),  # C03
    ("Fri 27 Nov 2026 16:30", "Mon 30 Nov 2026 17:00"),
    ("Sat 28 Nov 2026 09:00", "Mon 30 Nov 2026 17:00"),
]


@pytest.mark.parametrize(("start", "late"), SAME_DAY)
def test_no_working_days_means_the_end_of_the_day_at_hand(start: str, late: str) -> None:
    assert due(at(start), Length(0, Unit.WORKING_DAYS), HUB).due_at == at(late)


def test_the_hub_is_open_from_its_first_minute_until_its_last() -> None:
    assert HUB.is_open(at("Fri 27 Nov 2026 08:45"))
    assert HUB.is_open(at("Fri 27 Nov 2026 16:29"))
    assert not HUB.is_open(at("Fri 27 Nov 2026 08:44"))
    assert not HUB.is_open(at("Fri 27 Nov 2026 16:30"))
    assert HUB.is_open(at("Thu 26 Nov 2026 16:30"))
    assert not HUB.is_open(at("Fri 25 Dec 2026 12:00"))


def test_a_calendar_that_could_never_end_a_count_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one weekday"):
        WorkingCalendar("x", frozenset(), closes=(None,) * 7)
    with pytest.raises(ValueError, match="seven"):
        WorkingCalendar("x", frozenset(), closes=(time(17),))
    with pytest.raises(ValueError, match="closes after it opens"):
        WorkingCalendar("x", frozenset(), opens=time(18))


def test_times_without_a_zone_and_backward_lengths_are_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        HUB.add_minutes(datetime(2026, 11, 27, 10), 5)
    with pytest.raises(ValueError, match="forwards"):
        Length(-1, Unit.MONTHS)
    with pytest.raises(ValueError, match="does not work on Sunday 29 November 2026"):
        HUB.close_of(date(2026, 11, 29))


def test_bank_holidays_come_from_the_shipped_table() -> None:
    holidays = bank_holidays_in_england()
    assert {date(2026, 4, 3), date(2026, 12, 28), date(2023, 5, 8)} <= holidays
    assert date(2026, 11, 30) not in holidays  # St Andrew's Day is Scotland's


few = settings(max_examples=40)
moments = st.datetimes(datetime(2023, 1, 1), datetime(2028, 6, 1)).map(
    lambda d: d.replace(tzinfo=UTC)
)
minutes = st.integers(0, 6000)
calendars = st.sampled_from([HUB, ROUND_THE_CLOCK])


@few
@given(calendars, moments, minutes)
def test_added_minutes_land_in_hours_and_count_back_to_the_same_number(
    calendar: WorkingCalendar, start: datetime, added: int
) -> None:
    end = calendar.add_minutes(start, added)
    where = london_day(end)
    assert calendar.open_of(where) <= end <= calendar.close_of(where)
    assert calendar.minutes_between(start, end) == added


@few
@given(calendars, moments, moments, minutes, minutes)
def test_later_starts_and_longer_lengths_never_end_earlier(
    calendar: WorkingCalendar, one: datetime, two: datetime, less: int, more: int
) -> None:
    first, second = min(one, two), max(one, two)
    assert calendar.add_minutes(first, less) <= calendar.add_minutes(second, less)
    assert calendar.add_minutes(first, min(less, more)) <= calendar.add_minutes(
        first, max(less, more)
    )
    assert calendar.add_days(first.date(), 3) <= calendar.add_days(second.date(), 3)


@few
@given(moments, st.builds(Length, st.integers(0, 40), st.sampled_from(Unit)))
def test_nothing_is_due_before_it_began(start: datetime, length: Length) -> None:
    answer = due(start, length, HUB)
    assert isinstance(answer, Due)
    assert start <= answer.due_at
    assert answer.ideal_at <= answer.due_at


@few
@given(moments, st.integers(0, 10_000))
def test_elapsed_time_is_what_a_stopwatch_shows(start: datetime, passed: int) -> None:
    assert add_elapsed(start.astimezone(LONDON), timedelta(minutes=passed)) - start == timedelta(
        minutes=passed
    )
