"""When the acts of the day happen: in order, and on no day that the hub does not work."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from openmash.core.working_time import LONDON, london_day
from openmash.demo.acts import WORKED
from openmash.demo.day import HISTORIES, OLDEST_OF_THE_WEEK
from openmash.demo.play import Play

# A Monday; the Tuesday after Easter; the first morning of a year, when the hub is closed; a Sunday.
OPENED = ("2026-11-23 10:00", "2026-04-07 11:30", "2027-01-01 00:40", "2026-11-29 15:00")


@pytest.mark.parametrize("opened", OPENED)
def test_acts_keep_their_order_and_leave_out_what_is_not_worked(opened: str) -> None:
    this = Play(datetime.fromisoformat(opened).replace(tzinfo=LONDON))
    moments = [this.at(tenths / 10) for tenths in range(10 * 24 * 6)]
    assert moments == sorted(moments, reverse=True)
    assert all(WORKED.is_working_day(london_day(this.at(24 * days))) for days in range(1, 7))


def test_on_a_monday_yesterday_is_friday() -> None:
    monday = datetime(2026, 11, 23, 10, tzinfo=LONDON)
    assert Play(monday).at(25) == monday - timedelta(days=3, hours=1)
    assert Play(monday).worked(24 * 7 * 3) == 24 * 7 * 3


def test_what_was_long_ago_begins_on_a_worked_day_and_goes_on_in_the_next() -> None:
    this = Play(datetime(2027, 1, 15, 10, tzinfo=LONDON))  # three weeks after Christmas
    assert london_day(this.at(this.worked(24 * 7 * 3))).day == 24
    assert london_day(this.at(this.worked(24 * 7 * 3, days=3))).day == 22


def test_the_histories_are_written_before_anything_of_the_last_week_on_each_day_of_a_year() -> None:
    """Over Christmas, three days that the hub works are more than a week ago."""
    for day in range(366):
        this = Play(datetime(2026, 11, 23, 10, tzinfo=LONDON) + timedelta(days=day))
        assert this.at(this.worked(HISTORIES)) < this.at(OLDEST_OF_THE_WEEK)
