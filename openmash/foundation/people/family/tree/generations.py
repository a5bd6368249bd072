"""In which row everybody stands: parents above their children, couples side by side."""

from __future__ import annotations

from collections import defaultdict, deque

from openmash.foundation.people.family.rules import Line
from openmash.foundation.people.family.tree.facts import Family

STRONG = (Line.DESCENT, Line.CARE, Line.COUPLE, Line.APART, Line.ENDED, Line.BESIDE, Line.HALF)


def rows_of(family: Family) -> dict[str, int]:
    """The row of every person, the oldest generation in row 0.

    Somebody whom nothing places stands with the children or with the parents, by age. Marriages
    between relatives, and data that makes somebody their own ancestor, end in finite rows.
    """
    rows = _spread(family)
    _put_parents_above(family, rows)
    return _without_empty_rows(rows)


def _spread(family: Family) -> dict[str, int]:
    """From the person the page is about outwards: each person is placed once, by the nearest tie."""
    steps = _steps(family)
    rows: dict[str, int] = {}
    for start in family.members:
        if start.key in rows:
            continue
        grown_up = bool(rows) and not start.is_child
        rows[start.key] = -1 if grown_up and family.members[0].is_child else 0
        waiting = deque([start.key])
        while waiting:
            here = waiting.popleft()
            for there, below in steps[here]:
                if there not in rows:
                    rows[there] = rows[here] + below
                    waiting.append(there)
    return rows


def _steps(family: Family) -> dict[str, list[tuple[str, int]]]:
    """Blood and couples before looser ties, so that those decide."""
    steps: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for lines in (STRONG, (Line.LOOSE,)):
        for tie in family.between(*lines):
            below = tie.below or 0
            steps[tie.one].append((tie.other, below))
            steps[tie.other].append((tie.one, -below))
    return steps


def _put_parents_above(family: Family, rows: dict[str, int]) -> None:
    """Push children below their parents, couples along with each other; never for ever."""
    down = [(tie.one, tie.other) for tie in family.between(Line.DESCENT, Line.CARE)]
    level = [tuple(couple) for couple in family.couples]
    for _ in range(len(rows)):
        before = dict(rows)
        for parent, child in down:
            rows[child] = max(rows[child], rows[parent] + 1)
        for one, other in level:
            rows[one] = rows[other] = max(rows[one], rows[other])
        if rows == before:
            return


def _without_empty_rows(rows: dict[str, int]) -> dict[str, int]:
    used = {row: number for number, row in enumerate(sorted(set(rows.values())))}
    return {key: used[row] for key, row in rows.items()}
