"""The limits of a chart, by hand and by property."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openmash.core.spc import LEAST, Limits, limits_of, on_one_side, outside

# Wheeler’s way by hand: mean 10, moving ranges 2 2 2 2 2 2 2 2 2, so 10 ± 2.66 × 2.
SAW = [9.0, 11.0] * 5


def test_the_limits_are_the_mean_and_2_66_mean_moving_ranges() -> None:
    found = limits_of(SAW)
    assert found is not None
    assert (found.mean, found.low, found.high) == pytest.approx((10.0, 4.68, 15.32))


def test_fewer_than_ten_say_nothing() -> None:
    assert limits_of(SAW[:9]) is None


def test_a_share_is_never_beyond_0_and_100() -> None:
    found = limits_of([98.0, 100.0] * 5, most=100.0)
    assert found is not None
    assert found.high == 100.0
    low = limits_of([0.0, 3.0] * 5)
    assert low is not None
    assert low.low == 0.0


def test_one_outside_is_found() -> None:
    assert outside([10.0, 16.0, 4.0, 15.32], Limits(10, 4.68, 15.32)) == [1, 2]


@pytest.mark.parametrize(
    ("values", "found"),
    [
        ([11.0] * 7, []),
        ([11.0] * 8, list(range(8))),
        ([9.0, *[11.0] * 9], list(range(1, 10))),
        ([11.0] * 4 + [10.0] + [11.0] * 4, []),
        ([11.0] * 4 + [9.0] * 4, []),
    ],
)
def test_eight_in_a_row_on_one_side_are_found(values: list[float], found: list[int]) -> None:
    assert on_one_side(values, Limits(10.0, 0.0, 20.0)) == found


@given(st.lists(st.floats(0, 100), min_size=LEAST, max_size=40))
def test_the_mean_lies_between_the_limits(values: list[float]) -> None:
    found = limits_of(values, most=100.0)
    assert found is not None
    assert found.low <= found.mean + 1e-9
    assert found.mean <= found.high + 1e-9


@given(st.floats(0, 100), st.integers(LEAST, 30))
def test_what_never_changes_is_no_news(value: float, weeks: int) -> None:
    found = limits_of([value] * weeks)
    assert found is not None
    assert on_one_side([found.mean] * weeks, found) == []
