"""Where everybody stands in their row: near their relatives, couples together, never overlapping.

Rows are ordered by the middle of each one's relatives above and below (Sugiyama's method), then
neighbours change places while that makes the drawing shorter. Places are the least-squares nearest
to where relatives want them, kept apart (pool adjacent violators). Every loop has a fixed end.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise

from openmash.foundation.people.family.tree.cost import Block, Places, cost_of, middle, width_of
from openmash.foundation.people.family.tree.facts import Family, linked_by
from openmash.foundation.people.family.tree.hops import PASSING, Arc, Hop, row_of

SWEEPS, SETTLINGS = 6, 4


@dataclass(frozen=True)
class Wish:
    """Who wants to be near whom."""

    above: dict[str, list[tuple[str, ...]]]
    below: dict[str, list[tuple[str, ...]]]
    beside: dict[str, set[str]]


def places_of(family: Family, rows: dict[str, int], hops: list[Hop], arcs: list[Arc]) -> Places:
    """Everybody's place; the best of several starts."""
    wish = _wishes(family, hops, arcs)
    found: list[tuple[float, Places]] = []
    for turned in (False, True):
        places = Places(_blocks(family, rows, hops, turned=turned), {})
        _spread_out(places)
        for _ in range(SWEEPS):
            _sort(places, wish)
            _settle(places, wish)
            kept = Places([list(row) for row in places.rows], dict(places.x))
            found.append((cost_of(kept, family, hops, arcs), kept))
    cost, best = min(found, key=lambda pair: pair[0])
    return _moved_to_the_edge(_change_neighbours(best, cost, wish, family, hops, arcs))


def _wishes(family: Family, hops: list[Hop], arcs: list[Arc]) -> Wish:
    above, below = defaultdict(list), defaultdict(list)
    beside = linked_by((arc.one, arc.other) for arc in arcs)
    for hop in hops:
        for end in hop.ends:
            if hop.start:
                above[end].append(hop.start)
            else:
                beside[end] |= set(hop.ends) - {end}
        for start in hop.start:
            below[start].append(hop.ends)
    for home in family.homes:
        for one in home.members & family.people.keys():
            beside[one] |= home.members & family.people.keys() - {one}
    return Wish(above, below, beside)


def _blocks(
    family: Family, rows: dict[str, int], hops: list[Hop], *, turned: bool
) -> list[list[Block]]:
    """Couples in one row are a chain that stays together; everybody else stands alone."""
    count = max(rows.values(), default=0) + 1
    found: list[list[Block]] = [[] for _ in range(count)]
    level = [c for c in family.couples if len({rows[key] for key in c}) == 1]
    near = linked_by(tuple(sorted(couple)) for couple in level)  # type: ignore[misc]  # pairs
    seen: set[str] = set()
    for member in sorted(family.members, key=lambda one: len(near.get(one.key, ())) > 1):
        if member.key not in seen:
            chain = _chain(member.key, near)
            seen |= set(chain)
            found[rows[member.key]].append(chain)
    for hop in hops:
        for place in hop.ends:
            if place.startswith(PASSING):
                found[row_of(place, rows)].append([place])
    return [row[::-1] for row in found] if turned else found


def _chain(start: str, near: dict[str, set[str]]) -> Block:
    """A walk along couples from its end; whoever has three partners cannot be next to all."""
    chain, waiting = list[str](), [start]
    while waiting:
        one = waiting.pop()
        if one not in chain:
            chain.append(one)
            waiting += sorted(near.get(one, ()), reverse=True)
    return chain


def _spread_out(places: Places) -> None:
    for number in range(len(places.rows)):
        at = 0.0
        for key in places.order(number):
            places.x[key] = at + width_of(key) / 2
            at += width_of(key)


def _wanted(key: str, places: Places, wish: Wish, *, down: bool) -> float | None:
    """Where somebody's relatives would have them."""
    links = (wish.above if down else wish.below).get(key, [])
    heard = [middle(places.x, one) for one in links]
    return sum(heard) / len(heard) if heard else None


def _sort(places: Places, wish: Wish) -> None:
    for down in (True, False):
        numbers = range(len(places.rows))
        for number in numbers if down else reversed(numbers):
            _sort_row(places, number, wish, down=down)


def _sort_row(places: Places, number: int, wish: Wish, *, down: bool) -> None:
    keyed: list[tuple[float, int, Block]] = []
    for block in places.rows[number]:
        wants = {key: _wanted(key, places, wish, down=down) for key in block}
        heard = [want for want in wants.values() if want is not None]
        here = sum(places.x[key] for key in block) / len(block)
        first, last = wants[block[0]], wants[block[-1]]
        if first is not None and last is not None and first > last:
            block.reverse()
        beside = [places.x[one] for key in block for one in wish.beside.get(key, ())]
        pull = sum(beside) / len(beside) if beside else here
        want = sum(heard) / len(heard) if heard else here
        keyed.append((0.8 * want + 0.2 * pull, len(keyed), block))
    places.rows[number] = [block for _, _, block in sorted(keyed, key=lambda one: one[:2])]
    _settle_row(places, number, wish, down=down)


def _settle(places: Places, wish: Wish) -> None:
    for _ in range(SETTLINGS):
        for number in range(len(places.rows)):
            _settle_row(places, number, wish, down=True)
        for number in reversed(range(len(places.rows))):
            _settle_row(places, number, wish, down=False)


def _settle_row(places: Places, number: int, wish: Wish, *, down: bool) -> None:
    order = places.order(number)
    wants = [_wanted(key, places, wish, down=down) for key in order]
    pulls = [
        (places.x[k], 0.05) if w is None else (w, 1.0) for k, w in zip(order, wants, strict=True)
    ]
    places.x.update(zip(order, _apart([width_of(k) for k in order], pulls), strict=True))


def _apart(widths: list[float], pulls: list[tuple[float, float]]) -> list[float]:
    """The places nearest to what is wanted that do not overlap (pool adjacent violators)."""
    steps = [0.0]
    for one, two in pairwise(widths):
        steps.append(steps[-1] + (one + two) / 2)
    pools: list[tuple[float, float, int]] = []
    for (want, weight), step in zip(pulls, steps, strict=True):
        value, heavy, count = want - step, weight, 1
        while pools and pools[-1][0] > value:
            before, mass, some = pools.pop()
            value = (before * mass + value * heavy) / (mass + heavy)
            heavy, count = heavy + mass, count + some
        pools.append((value, heavy, count))
    level = [value for value, _, count in pools for _ in range(count)]
    return [value + step for value, step in zip(level, steps, strict=True)]


def _change_neighbours(  # what a cost is made of
    best: Places, cost: float, wish: Wish, family: Family, hops: list[Hop], arcs: list[Arc]
) -> Places:
    """Swap neighbouring blocks, or turn one round, while it helps; at most twice through."""
    for _ in range(2 if len(best.x) < 60 else 1):
        before = cost
        for number, row in enumerate(best.rows):
            for spot in range(len(row)):
                for tried in _variants(best, number, spot):
                    _settle(tried, wish)
                    price = cost_of(tried, family, hops, arcs)
                    if price < cost - 1:
                        best, cost = tried, price
        if cost == before:
            break
    return best


def _variants(places: Places, number: int, spot: int) -> list[Places]:
    row, found = places.rows[number], []
    if spot + 1 < len(row):
        swapped = [*row[:spot], row[spot + 1], row[spot], *row[spot + 2 :]]
        found.append(swapped)
    if len(row[spot]) > 1:
        found.append([*row[:spot], row[spot][::-1], *row[spot + 1 :]])
    return [
        Places([*places.rows[:number], changed, *places.rows[number + 1 :]], dict(places.x))
        for changed in found
    ]


def _moved_to_the_edge(places: Places) -> Places:
    left = min((x - width_of(key) / 2 for key, x in places.x.items()), default=0.0)
    return Places(places.rows, {key: round(x - left, 1) for key, x in places.x.items()})
