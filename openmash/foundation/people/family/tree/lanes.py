"""Level stretches of lines get a lane each between two rows, so that none lies on another."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

LANE, EDGE = 11.0, 10.0


@dataclass
class Lanes:
    """The lanes between the rows; band `n` lies above row `n`."""

    taken: dict[int, list[list[tuple[float, float]]]] = field(
        default_factory=lambda: defaultdict(list)
    )

    def take(self, band: int, one: float, other: float) -> int:
        """The first lane of this band that is free from one place to the other."""
        low, high = min(one, other) - 6, max(one, other) + 6
        for number, lane in enumerate(self.taken[band]):
            if all(high < before or after < low for before, after in lane):
                lane.append((low, high))
                return number
        self.taken[band].append([(low, high)])
        return len(self.taken[band]) - 1

    def height(self, band: int) -> float:
        """How high a band has to be."""
        count = len(self.taken[band])
        return 2 * EDGE + LANE * count if count else EDGE


@dataclass
class Doors:
    """Where lines leave and reach people: each its own place, so that none hides another."""

    tops: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    gaps: dict[tuple[int, int], int] = field(default_factory=lambda: defaultdict(int))

    def top(self, key: str) -> float:
        """How far from the middle the next line reaches this person from above."""
        self.tops[key] += 1
        return _beside(self.tops[key], 8.0, 2)

    def gap(self, row: int, spot: int) -> float:
        """How far from the middle of a gap the next line goes down through it."""
        self.gaps[row, spot] += 1
        return _beside(self.gaps[row, spot], 5.0, 2)


def _beside(number: int, step: float, most: int) -> float:
    """0, then right, left, further right, further left."""
    far = min(number // 2, most)
    return step * far * (1 if number % 2 == 0 else -1)
