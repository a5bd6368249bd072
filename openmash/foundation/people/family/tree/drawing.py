"""The finished drawing in plain numbers: symbols with words, strokes, homes. No markup here."""

from __future__ import annotations

from dataclasses import dataclass
from textwrap import wrap

from openmash.foundation.people.family.rules import Line
from openmash.foundation.people.family.tree.facts import Member

Point = tuple[float, float]
SIZE = 44.0  # of a symbol
HALF = SIZE / 2
WORDS_ACROSS, WORD_LINE, MOST_NAME_LINES = 18, 16.0, 2
ZIG = 5.0


@dataclass(frozen=True)
class Stroke:
    """One line through these points; an arrow stands at its end."""

    points: tuple[Point, ...]
    line: Line
    arrow: bool = False

    @property
    def path(self) -> str:
        """The line as SVG reads it; a line of danger is jagged where it runs level."""
        found = [f"M{_at(self.points[0])}"]
        for before, here in zip(self.points, self.points[1:], strict=False):
            jagged = self.line is Line.HARM and before[1] == here[1]
            found += [f"L{_at(point)}" for point in (_jag(before, here) if jagged else (here,))]
        return "".join(found)

    @property
    def head(self) -> str:
        """The arrow's three corners, in the direction of the last stretch."""
        (ax, ay), (bx, by) = self.points[-2:]
        across = ax == bx
        step = 9.0 if (by > ay if across else bx > ax) else -9.0
        sides = (
            [(bx - 5, by - step), (bx + 5, by - step)]
            if across
            else [(bx - step, by - 5), (bx - step, by + 5)]
        )
        return " ".join(_at(corner) for corner in [(bx, by), *sides])


@dataclass(frozen=True)
class Mark:
    """A stroke through a couple's line: one for apart, two for ended."""

    path: str


@dataclass(frozen=True)
class Placed:
    """One person: where the symbol stands, and the words beneath."""

    member: Member
    x: float
    y: float  # the top of the symbol

    @property
    def words(self) -> tuple[tuple[str, float], ...]:
        """Name, age and flags with the height each line stands at."""
        lines = words_of(self.member)
        return tuple(
            (line, round(self.y + SIZE + 15 + n * WORD_LINE, 1)) for n, line in enumerate(lines)
        )

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Everything of this person: left, top, right, bottom."""
        longest = max([SIZE, *(len(line) * 7.0 for line in words_of(self.member))])
        half, bottom = longest / 2, SIZE + 4 + len(words_of(self.member)) * WORD_LINE
        return (self.x - half, self.y, self.x + half, self.y + bottom)

    @property
    def triangle(self) -> str:
        """The corners of a child that is not born yet."""
        corners = [(self.x, self.y), (self.x - HALF, self.y + SIZE), (self.x + HALF, self.y + SIZE)]
        return " ".join(_at(corner) for corner in corners)

    @property
    def diamond(self) -> str:
        """The corners where the sex is not known."""
        middle, bottom = self.y + HALF, self.y + SIZE
        corners = [
            (self.x, self.y),
            (self.x + HALF, middle),
            (self.x, bottom),
            (self.x - HALF, middle),
        ]
        return " ".join(_at(corner) for corner in corners)


@dataclass(frozen=True)
class Home:
    """The outline around people who live together, with its short name and where that stands."""

    short: str
    label: str
    rectangles: tuple[tuple[float, float, float, float], ...]
    outline: str
    at: Point
    number: int


@dataclass(frozen=True)
class Drawing:
    """Everything on the sheet."""

    width: float
    height: float
    people: tuple[Placed, ...] = ()
    strokes: tuple[Stroke, ...] = ()
    marks: tuple[Mark, ...] = ()
    homes: tuple[Home, ...] = ()

    @property
    def lines(self) -> frozenset[Line]:
        """The kinds of line that occur, for the legend."""
        return frozenset(stroke.line for stroke in self.strokes)


def words_of(member: Member) -> list[str]:
    """The lines under a symbol; a name too long for two lines stands whole in the table."""
    name = wrap(member.name, WORDS_ACROSS) or ["Name not known"]
    if len(name) > MOST_NAME_LINES:
        name = [*name[: MOST_NAME_LINES - 1], name[MOST_NAME_LINES - 1][: WORDS_ACROSS - 2] + " …"]
    letters = wrap(" · ".join(member.letters), WORDS_ACROSS)[:1]
    return [*name, *wrap(member.detail, WORDS_ACROSS)[:1], *letters]


def marks_at(middle: Point, line: Line) -> tuple[Mark, ...]:
    """The strokes through a couple's line."""
    count = {Line.APART: 1, Line.ENDED: 2}.get(line, 0)
    x, y = middle
    starts = [x - 3 + 6 * n - 3 * (count - 1) for n in range(count)]
    return tuple(Mark(f"M{_at((s - 3, y + 9))}L{_at((s + 6, y - 9))}") for s in starts)


def _jag(start: Point, end: Point) -> list[Point]:
    count = max(2, int(abs(end[0] - start[0]) // 10))
    step = (end[0] - start[0]) / count
    between = [
        (start[0] + step * n, start[1] + (ZIG if n % 2 else -ZIG)) for n in range(1, count - 1)
    ]
    return [*between, (start[0] + step * (count - 1), start[1]), end]


def _at(point: Point) -> str:
    return f"{point[0]:.1f},{point[1]:.1f}"
