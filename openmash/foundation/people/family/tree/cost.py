"""What a row of places is, and what makes one drawing worse than another."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from openmash.foundation.people.family.tree.facts import Family
from openmash.foundation.people.family.tree.hops import PASSING, Arc, Hop

SLOT, NARROW = 150.0, 30.0
CROSSING, STRANGER = 60.0, 260.0
Block = list[str]


@dataclass
class Places:
    """The order of each row, as blocks that stay together, and the middle of every place."""

    rows: list[list[Block]]
    x: dict[str, float]

    def order(self, row: int) -> list[str]:
        """The places of a row from left to right."""
        return [key for block in self.rows[row] for key in block]


def width_of(place: str) -> float:
    """A passing line is narrow; a person needs room for the words underneath."""
    return NARROW if place.startswith(PASSING) else SLOT


def middle(places: dict[str, float], keys: tuple[str, ...]) -> float:
    """The middle of some places."""
    return sum(places[key] for key in keys) / len(keys)


def cost_of(places: Places, family: Family, hops: list[Hop], arcs: list[Arc]) -> float:
    """How long the lines are, how often they cross, and who stands inside another's home."""
    x = places.x
    spans = [
        [middle(x, keys) for keys in (hop.start,) if keys] + [x[e] for e in hop.ends]
        for hop in hops
    ]
    length = sum(max(span) - min(span) for span in spans)
    length += sum(abs(x[arc.one] - x[arc.other]) for arc in arcs)
    return length + CROSSING * _crossings(x, hops) + STRANGER * _strangers(places, family)


def _crossings(x: dict[str, float], hops: list[Hop]) -> int:
    edges: dict[int, list[tuple[float, float]]] = defaultdict(list)
    for hop in hops:
        if hop.start:
            edges[hop.row] += [(middle(x, hop.start), x[end]) for end in hop.ends]
    return sum(
        (one[0] - two[0]) * (one[1] - two[1]) < 0
        for row in edges.values()
        for number, one in enumerate(row)
        for two in row[:number]
    )


def _strangers(places: Places, family: Family) -> int:
    """People who stand between members of a household they do not belong to."""
    found = 0
    for home in family.homes:
        for number in range(len(places.rows)):
            order = [key for key in places.order(number) if not key.startswith(PASSING)]
            inside = [spot for spot, key in enumerate(order) if key in home.members]
            found += inside[-1] - inside[0] + 1 - len(inside) if inside else 0
    return found
