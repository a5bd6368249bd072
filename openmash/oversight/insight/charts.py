"""A chart as numbers: where each point, line and band stands; the template draws it as SVG."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil, floor

from openmash.core.spc import Limits

WIDTH, HEIGHT = 680, 300
LEFT, RIGHT, TOP, BOTTOM = 52, 96, 14, 36


@dataclass(frozen=True)
class Point:
    """One week, where it has a value."""

    x: float
    y: float
    is_news: bool
    words: str


@dataclass(frozen=True)
class Line:
    """A level across the chart, with its words at the right."""

    y: float
    words: str
    kind: str


@dataclass(frozen=True)
class Drawing:
    """Everything the template draws."""

    points: tuple[Point, ...]
    path: tuple[str, ...]  # the points in rows, parted where a week has no value
    levels: tuple[Line, ...]
    ticks: tuple[tuple[float, str], ...]  # of the values, at the left
    days: tuple[tuple[float, str], ...]
    band: tuple[float, float] | None  # top and height of what is usual
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT


def draw_chart(
    weeks: Sequence[tuple[date, float | None, str]],
    limits: Limits | None,
    news: set[int],
    *,
    goal: float | None,
    say: str,
) -> Drawing:
    """`weeks` are the Monday, the value if there is one, and its words; `say` formats a level."""
    known = [value for _, value, _ in weeks if value is not None]
    low, high = _range(known, limits, goal)
    step = (WIDTH - LEFT - RIGHT) / max(1, len(weeks) - 1)

    def y(value: float) -> float:
        return round(TOP + (high - value) / (high - low) * (HEIGHT - TOP - BOTTOM), 1)

    points = {
        n: Point(round(LEFT + n * step, 1), y(value), n in news, words)
        for n, (_, value, words) in enumerate(weeks)
        if value is not None
    }
    return Drawing(
        points=tuple(points.values()),
        path=tuple(_rows(points)),
        levels=tuple(_levels(limits, goal, y, say)),
        ticks=tuple((y(one), say.format(one)) for one in _ticks(low, high)),
        days=tuple(
            (round(LEFT + n * step, 1), f"{day.day} {day:%b}")
            for n, (day, _, _) in enumerate(weeks)
            if n % 5 == 0
        ),
        band=(y(limits.high), round(y(limits.low) - y(limits.high), 1)) if limits else None,
    )


def _range(
    known: Sequence[float], limits: Limits | None, goal: float | None
) -> tuple[float, float]:
    marks = [*known, *([limits.low, limits.high] if limits else []), *([goal] if goal else [])]
    low, high = (min(marks), max(marks)) if marks else (0.0, 1.0)
    reach = max(high - low, 1.0)
    return max(0.0, floor(low - reach * 0.08)), ceil(high + reach * 0.04)


def _ticks(low: float, high: float) -> list[float]:
    for step in (1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000, 2000, 5000):
        if (high - low) / step <= 6:
            first = ceil(low / step) * step
            return [first + n * step for n in range(int((high - first) // step) + 1)]
    return [low, high]


def _rows(points: dict[int, Point]) -> list[str]:
    rows: list[list[str]] = []
    for n, one in points.items():
        if n - 1 not in points:
            rows.append([])
        rows[-1].append(f"{one.x},{one.y}")
    return [" ".join(row) for row in rows if len(row) > 1]


def _levels(
    limits: Limits | None, goal: float | None, y: Callable[[float], float], say: str
) -> list[Line]:
    levels = [] if goal is None else [Line(y(goal), f"goal {say.format(goal)}", "goal")]
    if limits is not None:
        marks = ((limits.high, "upper", "limit"), (limits.mean, "mean", "mean"))
        for value, words, kind in (*marks, (limits.low, "lower", "limit")):
            levels.append(Line(y(value), f"{words} {say.format(value)}", kind))
    return levels
