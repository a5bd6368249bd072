"""The model fitted to one file without labels: halfway between what it was taught and what is there.

What people have in common by chance is counted among pairs drawn at random. What those of one person
have in common is found by expectation maximisation, begun with what the model takes for one. The
weight of both, halved, since either alone goes astray: the first does not know the file, and the
second takes evidence that goes together for independent. Only for files: the night has one model.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from openmash.foundation.merging.finder.levels import COMPARISONS, TWINS, Comparison
from openmash.foundation.merging.finder.linking import keep, predict, size
from openmash.foundation.merging.finder.model import Model, chance, said
from openmash.foundation.merging.finder.steps import likeness_of

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

DRAWN, ROUNDS = 400_000, 30
# Those that say over again what others say have no place where all are taken for independent.
APART = [place for place, one in enumerate(COMPARISONS) if one.code not in {"bearers", "kin"}]
GAMMAS = ", ".join(f"gamma_{one.code}" for one in COMPARISONS)
RANDOM = """
CREATE TABLE drawn AS
SELECT DISTINCT least(l, r) AS number_l, greatest(l, r) AS number_r
FROM (SELECT 1 + hash(i) % {n} AS l, 1 + hash(-i) % {n} AS r FROM range(1, {drawn}) t(i))
WHERE l <> r
"""
Pattern = tuple[int, ...]
Shares = dict[int, dict[int, float]]


def adapted(con: DuckDBPyConnection, model: Model) -> list[tuple[float, str, str]]:
    """Every pair that is compared, and how likely it is one person in this file."""
    people = size(con)
    con.execute(RANDOM.format(n=people, drawn=DRAWN))
    keep(con, "random", likeness_of("drawn"))
    by_chance = _shares(_patterns(con, model, "random"))
    table = predict(con, model, None, why=True)
    found = con.sql(
        f"SELECT match_weight, l.uid, r.uid, {GAMMAS} FROM {table}"
        " JOIN people l ON l.number = number_l JOIN people r ON r.number = number_r"
    ).fetchall()
    pairs = [(weight * math.log(2), _pattern(g), str(a), str(b)) for weight, a, b, *g in found]
    counts = Counter(pattern for _, pattern, _, _ in pairs)
    taught = {pattern: weight for weight, pattern, _, _ in pairs}
    learnt = _learnt(counts, taught, by_chance, people * (people - 1) / 2)
    return [(chance((weight + learnt[one]) / 2), a, b) for weight, one, a, b in pairs]


def _patterns(con: DuckDBPyConnection, model: Model, pairs: str) -> Mapping[Pattern, float]:
    table = predict(con, model, None, pairs=pairs, why=True)
    found = con.sql(f"SELECT count(*), {GAMMAS} FROM {table} GROUP BY ALL").fetchall()
    counts: Counter[Pattern] = Counter()
    for count, *gammas in found:
        counts[_pattern(gammas)] += count
    return counts


def _pattern(gammas: Iterable[int]) -> Pattern:
    """Without the levels of twins: a birth date is counted among the birth dates alone."""
    fits = zip(COMPARISONS, gammas, strict=True)
    return tuple(gamma - _of_twins(one, gamma) for one, gamma in fits)


def _of_twins(comparison: Comparison, gamma: int) -> bool:
    level = said(comparison, gamma)
    return level is not None and level.code.endswith(TWINS)


def _learnt(
    counts: Mapping[Pattern, int], begun: Mapping[Pattern, float], by_chance: Shares, pairs: float
) -> dict[Pattern, float]:
    """The weight of each pattern after some rounds."""
    weights = dict(begun)
    for _ in range(ROUNDS):
        same = {one: count * chance(weights[one]) for one, count in counts.items()}
        of_one = _shares(same)
        prior = math.log(max(1.0, sum(same.values())) / pairs)
        weights = {one: prior + _told(one, of_one, by_chance) for one in counts}
    return weights


def _told(pattern: Pattern, of_one: Shares, by_chance: Shares) -> float:
    return sum(
        math.log(of_one[place][pattern[place]] / by_chance[place][pattern[place]])
        for place in APART
        if pattern[place] >= 0
    )


def _shares(counts: Mapping[Pattern, float]) -> Shares:
    """How the levels of each comparison are shared out; none is impossible."""
    shares: Shares = {}
    for place in APART:
        levels = range(len(COMPARISONS[place].levels))
        seen: dict[int, float] = defaultdict(float, dict.fromkeys(levels, 0.5 / len(levels)))
        for pattern, count in counts.items():
            if pattern[place] >= 0:
                seen[pattern[place]] += count
        whole = sum(seen.values())
        shares[place] = {level: seen[level] / whole for level in levels}
    return shares
