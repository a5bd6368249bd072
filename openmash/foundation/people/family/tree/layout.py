"""From a family to its drawing: rows, places, lines, homes. Own code, no solver, always ends."""

from __future__ import annotations

from openmash.foundation.people.family.tree.cost import Places
from openmash.foundation.people.family.tree.drawing import (
    SIZE,
    WORD_LINE,
    Drawing,
    Placed,
    words_of,
)
from openmash.foundation.people.family.tree.facts import Family
from openmash.foundation.people.family.tree.generations import rows_of
from openmash.foundation.people.family.tree.groups import groups_of
from openmash.foundation.people.family.tree.homes import ABOVE, homes_of
from openmash.foundation.people.family.tree.hops import hops_of
from openmash.foundation.people.family.tree.lines import Router, Sheet
from openmash.foundation.people.family.tree.places import places_of

MARGIN = 24.0


def draw(family: Family) -> Drawing:
    """Lay a family out; everybody stands once, and nobody on another."""
    if not family.members:
        return Drawing(0, 0)
    rows = rows_of(family)
    hops, arcs = hops_of(groups_of(family, rows), rows)
    places = places_of(family, rows, hops, arcs)
    places.x = {key: x + MARGIN for key, x in places.x.items()}
    router = Router(family, places, rows)
    plans = [router.couple(min(pair), max(pair), line) for pair, line in family.couples.items()]
    plans += [router.hop(hop) for hop in hops] + [router.arc(arc) for arc in arcs]
    sheet, bottoms = _heights(family, rows, router)
    strokes = tuple(stroke for plan in plans for stroke in plan(sheet))
    return Drawing(
        width=max(_right_edge(places), 240.0) + MARGIN,
        height=bottoms[-1] + MARGIN / 2,
        people=tuple(
            Placed(one, places.x[one.key], sheet.tops[rows[one.key]])
            for one in family.people.values()
        ),
        strokes=strokes,
        marks=tuple(sheet.marks),
        homes=homes_of(family, places, sheet.tops, bottoms),
    )


def _heights(family: Family, rows: dict[str, int], router: Router) -> tuple[Sheet, list[float]]:
    """Each row below the last: its band of lanes, its symbols, its words."""
    sheet, here = Sheet([], []), 4.0
    bottoms: list[float] = []
    for row in range(len(router.places.rows)):
        here = bottoms[-1] if bottoms else here
        sheet.bands.append(here)
        sheet.tops.append(here + router.lanes.height(row) + ABOVE)
        most = max(len(words_of(one)) for one in family.people.values() if rows[one.key] == row)
        bottoms.append(sheet.tops[-1] + SIZE + most * WORD_LINE + 14)
    return sheet, bottoms


def _right_edge(places: Places) -> float:
    from_middle = 75.0
    return max(places.x.values()) + from_middle
