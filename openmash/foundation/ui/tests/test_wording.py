"""Times and spans as pages say them, with both changes of the clocks."""

from datetime import UTC, date, datetime, timedelta

import pytest

from openmash.core.working_time import LONDON
from openmash.foundation.ui import wording
from openmash.foundation.ui.parts import due

NOW = datetime(2026, 11, 26, 14, 50, 12, tzinfo=LONDON)


def at(day: int, hour: int, minute: int = 0, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=LONDON)


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        (at(26, 16, 45), "16:45 today"),
        (at(27, 16, 30), "16:30 tomorrow"),
        (at(25, 15, 40), "15:40 yesterday"),
        (at(28, 9, 30), "Saturday 28 November, 09:30"),
        (datetime(2025, 1, 2, 9, 5, tzinfo=LONDON), "Thursday 2 January 2025, 09:05"),
        (datetime(2026, 11, 26, 23, 59, tzinfo=UTC), "23:59 today"),
    ],
)
def test_a_time_is_said_from_where_the_reader_stands(moment: datetime, said: str) -> None:
    assert wording.when(moment, NOW) == said


@pytest.mark.parametrize(
    ("span", "said"),
    [
        (timedelta(seconds=59), "less than a minute"),
        (timedelta(minutes=25, seconds=59), "25 min"),
        (timedelta(hours=2, minutes=10), "2 h 10"),
        (timedelta(hours=2, minutes=5), "2 h 05"),
        (timedelta(hours=18), "18 h"),
        (timedelta(hours=25, minutes=40), "25 h"),
        (timedelta(days=5, hours=3), "5 days"),
        (timedelta(minutes=-1), "1 min"),
    ],
)
def test_a_span_is_elapsed_time_and_never_rounded_up(span: timedelta, said: str) -> None:
    assert wording.duration(span) == said


def test_summer_time_is_london_time() -> None:
    assert wording.time_of_day(datetime(2026, 7, 1, 12, 0, tzinfo=UTC)) == "13:00"


def test_the_hour_that_comes_twice_says_which_it_is() -> None:
    first = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert wording.time_of_day(first) == "01:30 summer time"
    assert wording.time_of_day(first + timedelta(hours=1)) == "01:30 winter time"
    assert wording.time_of_day(first + timedelta(hours=2)) == "02:30"


def test_a_night_with_a_change_of_the_clocks_is_as_long_as_it_was() -> None:
    spring = due("Red", at(29, 0, 0, 3), at(29, 4, 0, 3), at(29, 0, 0, 3))
    autumn = due("Red", at(25, 0, 0, 10), at(25, 4, 0, 10), at(25, 0, 0, 10))
    assert (spring.left, autumn.left) == ("3 h left", "5 h left")


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        wording.when(datetime(2026, 11, 26, 9), NOW)  # what is being refused


def test_tables_and_seconds_have_their_own_short_forms() -> None:
    assert wording.short_date(at(27, 9)) == "27 Nov 26"
    assert wording.short_when(at(26, 15, 40), NOW) == "15:40"
    assert wording.short_when(at(25, 15, 40), NOW) == "25 Nov 15:40"
    assert wording.short_when(datetime(2025, 6, 9, 8, tzinfo=LONDON), NOW) == "9 Jun 25 08:00"
    assert wording.full_when(NOW) == "Thursday 26 November 2026, 14:50"
    assert wording.to_the_second(NOW) == "14:50 and 12 seconds"


def test_a_day_near_midnight_is_the_london_day() -> None:
    assert wording.day(datetime(2026, 7, 1, 23, 30, tzinfo=UTC), NOW) == "Thursday 2 July"


def test_words_for_ages_counts_lists_and_telephones() -> None:
    assert wording.age(date(2019, 3, 14), NOW) == "7"
    assert wording.age(date(2026, 12, 9), NOW) == "due 9 December"
    assert wording.count(1, "child", "children") == "1 child"
    assert wording.count(2, "child", "children") == "2 children"
    assert wording.listed(["Isla"]) == "Isla"
    assert wording.listed(["Isla", "Noah", "Kofi"]) == "Isla, Noah and Kofi"
    assert wording.tel("01632 960 110") == "tel:01632960110"


def test_a_clock_is_ahead_then_soon_then_late() -> None:
    ahead = due("Decide", at(26, 11), at(27, 16, 30), NOW)
    soon = due("Amber", at(26, 8), at(26, 17), NOW)
    late = due("Red", at(26, 8, 2), at(26, 12, 2), NOW)
    assert (ahead.state, ahead.left) == ("ahead", "25 h left")
    assert (soon.state, soon.due, soon.left) == ("soon", "due 17:00 today", "2 h 10 left")
    assert (late.state, late.left, late.share) == ("late", "2 h 48 over", 100)


def test_a_clock_is_soon_in_its_last_third_however_long_it_is() -> None:
    days = due("Visit", at(20, 9), at(28, 9), NOW)
    assert (days.state, days.share > 66) == ("soon", True)


def test_a_met_clock_says_whether_in_time() -> None:
    in_time = due("Decide", at(26, 9), at(26, 14), NOW, at(26, 10))
    too_late = due("Decide", at(26, 9), at(26, 14), NOW, at(26, 14, 20))
    assert (in_time.state, in_time.left) == ("met", "met")
    assert too_late.left == "met 20 min late"


def test_a_second_late_is_late() -> None:
    late = due("Red", at(26, 10), NOW - timedelta(seconds=1), NOW)
    assert (late.state, late.left) == ("late", "less than a minute over")
