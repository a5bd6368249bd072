"""The way of every line: out of people by their sides, in by their tops, level only in lanes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from openmash.foundation.people.family.rules import Line
from openmash.foundation.people.family.tree.cost import Places, width_of
from openmash.foundation.people.family.tree.drawing import HALF, SIZE, Mark, Point, Stroke, marks_at
from openmash.foundation.people.family.tree.facts import Family
from openmash.foundation.people.family.tree.hops import PASSING, Arc, Hop
from openmash.foundation.people.family.tree.lanes import EDGE, LANE, Doors, Lanes

Level = Callable[[int, int], float]  # the height of a lane in a band
Draw = Callable[["Sheet"], "list[Stroke]"]


@dataclass
class Sheet:
    """The heights, known once all lanes are taken: the top of each row and of each band."""

    tops: list[float]
    bands: list[float]
    marks: list[Mark] = field(default_factory=list)

    def lane(self, band: int, number: int) -> float:
        """The height of a lane."""
        return self.bands[band] + EDGE + LANE * number

    def centre(self, row: int) -> float:
        """The height of the middle of a row's symbols."""
        return self.tops[row] + HALF


@dataclass
class Router:
    """Takes lanes and doors first; what it returns draws when the heights are known."""

    family: Family
    places: Places
    row: dict[str, int]
    lanes: Lanes = field(default_factory=Lanes)
    doors: Doors = field(default_factory=Doors)

    def __post_init__(self) -> None:
        self.order = [self.places.order(number) for number in range(len(self.places.rows))]
        self.spot = {key: spot for row in self.order for spot, key in enumerate(row)}

    def gap(self, row: int, spot: int) -> float:
        """The middle between place `spot` and the next in this row; beyond the ends, the edge."""
        order, x = self.order[row], self.places.x
        if spot < 0 or spot + 1 >= len(order):
            key = order[0 if spot < 0 else -1]
            return x[key] + (-1 if spot < 0 else 1) * width_of(key) / 2
        one, two = order[spot], order[spot + 1]
        return ((x[one] + width_of(one) / 2) + (x[two] - width_of(two) / 2)) / 2

    def are_neighbours(self, one: str, other: str) -> bool:
        """Whether nothing stands between two people of one row."""
        return self.row[one] == self.row[other] and abs(self.spot[one] - self.spot[other]) == 1

    def couple(self, one: str, other: str, line: Line) -> Draw:
        """Side by side, a straight line; else over the heads; in two rows, straight across."""
        if self.row[one] != self.row[other]:
            return lambda sheet: [self._across(one, other, line, sheet)]
        if self.are_neighbours(one, other):
            return lambda sheet: [self._side_by_side(one, other, line, sheet)]
        return self._over(one, other, line, arrow=False)

    def arc(self, arc: Arc) -> Draw:
        """A tie within a row that is no couple."""
        harm = arc.group.line is Line.HARM
        if not self.are_neighbours(arc.one, arc.other):
            return self._over(arc.one, arc.other, arc.group.line, arrow=harm)
        aside = 12.0 if frozenset({arc.one, arc.other}) in self.family.couples else 0.0
        return lambda sheet: [self._straight(arc, aside, harm, sheet)]

    def hop(self, hop: Hop) -> Draw:
        """Down to the next row, along a lane where the ends do not stand right below."""
        band = hop.row + 1
        start = self._start(hop)
        ends = [(end, self.places.x[end] + self._entry(end)) for end in hop.ends]
        across = [x for _, x in ends] + ([start[0]] if start else [])
        lane = self.lanes.take(band, min(across), max(across))
        return lambda sheet: self._hop(hop, start, ends, lane, sheet)

    def _entry(self, key: str) -> float:
        return 0.0 if key.startswith(PASSING) else self.doors.top(key)

    def _start(self, hop: Hop) -> tuple[float, str] | None:
        """Where a hop begins: below a passing line, between a couple, or beside one person."""
        if not hop.start:
            return None
        if not hop.is_first:
            return (self.places.x[hop.start[0]], "passing")
        row = hop.row
        spots = sorted(self.spot[key] for key in hop.start)
        if len(spots) == 2:
            spot = spots[0] if spots[1] - spots[0] == 1 else (spots[0] + spots[1]) // 2
            return (self.gap(row, spot) + self.doors.gap(row, spot), "couple")
        spot = self._free_side(row, spots[0])
        return (self.gap(row, spot) + self.doors.gap(row, spot), "side")

    def _free_side(self, row: int, spot: int) -> int:
        """The gap beside a person that is used least; the right one where both are alike."""
        return min((spot, spot - 1), key=lambda gap: self._use(row, gap))

    def _use(self, row: int, gap: int) -> int:
        order = self.order[row]
        inside = 0 <= gap < len(order) - 1
        couple = inside and frozenset(order[gap : gap + 2]) in self.family.couples
        return self.doors.gaps[row, gap] + couple

    def _hop(
        self,
        hop: Hop,
        start: tuple[float, str] | None,
        ends: list[tuple[str, float]],
        lane: int,
        sheet: Sheet,
    ) -> list[Stroke]:
        line, level = hop.group.line, sheet.lane(hop.row + 1, lane)
        if hop.group.arrow:
            return [self._harm(hop, start, ends[0], level, sheet)]
        strokes = []
        if start:
            strokes.append(Stroke((*self._down(hop, start, sheet), (start[0], level)), line))
        across = [x for _, x in ends] + ([start[0]] if start else [])
        if max(across) > min(across):
            strokes.append(Stroke(((min(across), level), (max(across), level)), line))
        return strokes + [Stroke(((x, level), (x, sheet.tops[hop.row + 1])), line) for _, x in ends]

    def _harm(
        self,
        hop: Hop,
        start: tuple[float, str] | None,
        end: tuple[str, float],
        level: float,
        sheet: Sheet,
    ) -> Stroke:
        """One line through all its corners, turned round when the upper end is hurt."""
        first = self._down(hop, start, sheet) if start else []
        begin = start[0] if start else end[1]
        points = [*first, (begin, level), (end[1], level), (end[1], sheet.tops[hop.row + 1])]
        last, up = not end[0].startswith(PASSING), hop.group.arrow == "up"
        if up:
            points.reverse()
        return Stroke(tuple(points), Line.HARM, arrow=hop.is_first if up else last)

    def _down(self, hop: Hop, start: tuple[float, str], sheet: Sheet) -> list[Point]:
        x, kind = start
        if kind == "passing":
            return [(x, sheet.tops[hop.row])]
        if kind == "couple":
            return [(x, sheet.centre(hop.row))]
        middle = self.places.x[hop.start[0]]
        height = sheet.centre(hop.row) + (10 if hop.group.line is not Line.DESCENT else 0)
        return [(middle + (HALF if x > middle else -HALF), height), (x, height)]

    def _side_by_side(self, one: str, other: str, line: Line, sheet: Sheet) -> Stroke:
        left, right = sorted((self.places.x[one], self.places.x[other]))
        height = sheet.centre(self.row[one])
        sheet.marks += marks_at((left + HALF + 14, height), line)
        return Stroke(((left + HALF, height), (right - HALF, height)), line)

    def _straight(self, arc: Arc, aside: float, harm: bool, sheet: Sheet) -> Stroke:
        start, end = self.places.x[arc.one], self.places.x[arc.other]
        side = HALF if end > start else -HALF
        height = sheet.centre(self.row[arc.one]) - aside
        return Stroke(((start + side, height), (end - side, height)), arc.group.line, arrow=harm)

    def _over(self, one: str, other: str, line: Line, *, arrow: bool) -> Draw:
        row = self.row[one]
        start = self.places.x[one] + self._entry(one)
        end = self.places.x[other] + self._entry(other)
        lane = self.lanes.take(row, start, end)

        def draw(sheet: Sheet) -> list[Stroke]:
            level, top = sheet.lane(row, lane), sheet.tops[row]
            sheet.marks += marks_at(((start + end) / 2, level), line)
            points = ((start, top), (start, level), (end, level), (end, top))
            return [Stroke(points, line, arrow=arrow)]

        return draw

    def _across(self, one: str, other: str, line: Line, sheet: Sheet) -> Stroke:
        upper, lower = sorted((one, other), key=lambda key: self.row[key])
        start = (self.places.x[upper], sheet.tops[self.row[upper]] + SIZE)
        end = (self.places.x[lower], sheet.tops[self.row[lower]])
        sheet.marks += marks_at(((start[0] + end[0]) / 2, (start[1] + end[1]) / 2), line)
        return Stroke((start, end), line)
