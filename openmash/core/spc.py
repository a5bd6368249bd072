"""What is usual and what is news: individuals and moving ranges (XmR), plain and without a database.

The limits are those of Shewhart as Wheeler teaches them: the mean, plus and minus 2.66 times the mean
moving range. A point outside is news, and so are eight in a row on one side of the mean.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import fmean

LEAST = 10  # fewer points say nothing of what is usual
FACTOR = 2.66
IN_A_ROW = 8


@dataclass(frozen=True)
class Limits:
    """Between which values points lie by themselves."""

    mean: float
    low: float
    high: float


def limits_of(
    values: Sequence[float], *, least: float = 0.0, most: float | None = None
) -> Limits | None:
    """The limits of these values in their order; nothing of fewer than ten.

    `least` and `most` are what a value can be at all: a share is never above 100.
    """
    if len(values) < LEAST:
        return None
    mean = fmean(values)
    reach = FACTOR * fmean(abs(b - a) for a, b in pairwise(values))
    high = mean + reach
    return Limits(mean, max(least, mean - reach), high if most is None else min(most, high))


def outside(values: Sequence[float], limits: Limits) -> list[int]:
    """The places of the values beyond a limit."""
    return [n for n, one in enumerate(values) if not limits.low <= one <= limits.high]


def on_one_side(values: Sequence[float], limits: Limits) -> list[int]:
    """The places of eight or more in a row above the mean, or below; one on the mean ends a row."""
    found: list[int] = []
    row: list[int] = []
    above = 0
    for n, one in enumerate(values):
        side = (one > limits.mean) - (one < limits.mean)
        row = [*row, n] if side and side == above else [n] if side else []
        above = side
        if len(row) == IN_A_ROW:
            found += row
        elif len(row) > IN_A_ROW:
            found.append(n)
    return found
