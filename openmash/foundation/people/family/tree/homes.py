"""Outlines around people who live together: a box in each row, joined where boxes meet."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from openmash.foundation.people.family.tree.cost import Places, width_of
from openmash.foundation.people.family.tree.drawing import Home
from openmash.foundation.people.family.tree.facts import Family
from openmash.foundation.people.family.tree.hops import PASSING

Box = tuple[float, float, float, float]
ABOVE, INSET = 26.0, 5.0


def homes_of(
    family: Family, places: Places, tops: list[float], bottoms: list[float]
) -> tuple[Home, ...]:
    """Every home of two or more people of the drawing, outlined without anybody else."""
    shared = [home for home in family.homes if len(home.members & family.people.keys()) > 1]
    found = []
    for number, home in enumerate(shared, 1):
        inset = INSET * ((number - 1) % 3)
        rows = [_runs(places, row, home.members) for row in range(len(places.rows))]
        boxes = [
            [
                (low + inset, tops[row] - ABOVE + inset, high - inset, bottoms[row] - inset)
                for low, high in runs
            ]
            for row, runs in enumerate(rows)
        ]
        every = [box for row in boxes for box in row] + list(_joins(boxes))
        first = min((box for row in boxes for box in row), key=lambda box: (box[1], box[0]))
        at = (round(first[0] + 6, 1), round(first[1] + 14, 1))
        found.append(Home(f"Home {number}", home.label, tuple(every), _outline(every), at, number))
    return tuple(found)


def _runs(places: Places, row: int, members: frozenset[str]) -> list[tuple[float, float]]:
    """Stretches of members side by side; a line that passes does not part them."""
    runs: list[tuple[float, float]] = []
    open_run = False
    for key in places.order(row):
        if key in members:
            low, high = places.x[key] - width_of(key) / 2, places.x[key] + width_of(key) / 2
            if open_run:
                runs[-1] = (runs[-1][0], high)
            else:
                runs.append((low, high))
            open_run = True
        elif not key.startswith(PASSING):
            open_run = False
    return runs


def _joins(boxes: list[list[Box]]) -> Iterator[Box]:
    """Between two rows only lines run, so boxes above each other can be joined."""
    for upper, lower in pairwise(boxes):
        for one in upper:
            for two in lower:
                low, high = max(one[0], two[0]), min(one[2], two[2])
                if high - low > 20:
                    yield (low, one[3], high, two[1])


def _outline(boxes: list[Box]) -> str:
    """The edges of all boxes together, without those inside."""
    xs = sorted({x for box in boxes for x in (box[0], box[2])})
    ys = sorted({y for box in boxes for y in (box[1], box[3])})

    def inside(column: int, row: int) -> bool:
        if not (0 <= column < len(xs) - 1 and 0 <= row < len(ys) - 1):
            return False
        x, y = (xs[column] + xs[column + 1]) / 2, (ys[row] + ys[row + 1]) / 2
        return any(box[0] < x < box[2] and box[1] < y < box[3] for box in boxes)

    edges = []
    for row in range(len(ys)):
        for column in range(len(xs)):
            if column + 1 < len(xs) and inside(column, row) != inside(column, row - 1):
                edges.append(f"M{xs[column]:.1f},{ys[row]:.1f}H{xs[column + 1]:.1f}")
            if row + 1 < len(ys) and inside(column, row) != inside(column - 1, row):
                edges.append(f"M{xs[column]:.1f},{ys[row]:.1f}V{ys[row + 1]:.1f}")
    return "".join(edges)
