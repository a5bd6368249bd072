"""Which lines the drawing has: children by their parents, and who else is joined to whom."""

from __future__ import annotations

from collections import defaultdict

from openmash.foundation.people.family.rules import Line
from openmash.foundation.people.family.tree.facts import Family, Group, linked_by
from openmash.foundation.people.family.tree.generations import STRONG


def groups_of(family: Family, rows: dict[str, int]) -> list[Group]:
    """Every line that goes from one row to another, or joins brothers and sisters."""
    return [
        *_children(family, rows, Line.DESCENT),
        *_children(family, rows, Line.CARE),
        *_brothers_and_sisters(family),
        *_loose(family, rows),
        *_harm(family, rows),
    ]


def _children(family: Family, rows: dict[str, int], line: Line) -> list[Group]:
    """Two parents who are a couple in one row have one line down; others each have their own."""
    found: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for child, parents in family.parents_of(line).items():
        above = [parent for parent in parents if rows[parent] < rows[child]]
        pair = tuple(sorted(above[:2]))
        together = len(pair) == 2 and frozenset(pair) in family.couples
        level = together and rows[pair[0]] == rows[pair[1]]
        for some in [pair, *((one,) for one in above[2:])] if level else [(one,) for one in above]:
            found[some].append(child)
    return [Group(parents, _oldest_first(family, kids), line) for parents, kids in found.items()]


def _brothers_and_sisters(family: Family) -> list[Group]:
    """Joined by a line of their own only where no parent of both is known."""
    parents = family.parents_of(Line.DESCENT)
    groups = []
    for line in (Line.BESIDE, Line.HALF):
        pairs = [
            (tie.one, tie.other)
            for tie in family.between(line)
            if not set(parents.get(tie.one, ())) & set(parents.get(tie.other, ()))
        ]
        for joined in _joined(pairs):
            groups.append(Group((), _oldest_first(family, joined), line))
    return groups


def _joined(pairs: list[tuple[str, str]]) -> list[list[str]]:
    """The sets of those who are joined, directly or through others."""
    near, seen, found = linked_by(iter(pairs)), set[str](), []
    for start in near:
        waiting, here = [start], list[str]()
        while waiting:
            one = waiting.pop()
            if one not in seen:
                seen.add(one)
                here.append(one)
                waiting += sorted(near[one])
        if here:
            found.append(here)
    return found


def _loose(family: Family, rows: dict[str, int]) -> list[Group]:
    """A looser tie is drawn only for those whom no other line reaches from there."""
    strong = [(tie.one, tie.other) for tie in family.between(*STRONG)]
    part = {key: number for number, some in enumerate(_joined(strong)) for key in some}
    groups, drawn = [], set[frozenset[object]]()
    for tie in family.between(Line.LOOSE):
        ends = frozenset({part.get(tie.one, tie.one), part.get(tie.other, tie.other)})
        if len(ends) == 2 and ends not in drawn:
            drawn.add(ends)
            groups.append(_from_above(tie.one, tie.other, rows, Line.LOOSE))
    return groups


def _harm(family: Family, rows: dict[str, int]) -> list[Group]:
    return [_from_above(tie.one, tie.other, rows, Line.HARM) for tie in family.between(Line.HARM)]


def _from_above(one: str, other: str, rows: dict[str, int], line: Line) -> Group:
    """Lines are laid from the upper to the lower end; the arrow remembers who is hurt."""
    if rows[one] > rows[other]:
        return Group((other,), (one,), line, "up" if line is Line.HARM else "")
    return Group((one,), (other,), line, "down" if line is Line.HARM else "")


def _oldest_first(family: Family, keys: list[str]) -> tuple[str, ...]:
    order = {member.key: number for number, member in enumerate(family.members)}

    def age(key: str) -> tuple[bool, str, int]:
        born = family.people[key].born
        return (born is None, born.isoformat() if born else "", order[key])

    return tuple(sorted(dict.fromkeys(keys), key=age))
