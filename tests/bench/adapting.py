"""The model fitted to one file without labels: halfway between what it was taught and what is there.

What people have in common by chance is counted among pairs drawn at random. What those of one person
have in common is found by expectation maximisation, begun with what the model takes for one. The
weight of both, halved, since either alone goes astray: the first does not know the file, and the
second takes evidence that goes together for independent. Only for files: the night has one model.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import TYPE_CHECKING

from openmash.foundation.merging.finder.levels import COMPARISONS
from openmash.foundation.merging.finder.linking import predict, size
from openmash.foundation.merging.finder.model import Model, chance

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

DRAWN, ROUNDS = 400_000, 30
# Those that say over again what others say have no place where all are taken for independent.
APART = [place for place, one in enumerate(COMPARISONS) if one.code not in {"bearers", "kin"}]
GAMMAS = ", ".join(f"gamma_{one.code}" for one in COMPARISONS)
RANDOM = """
CREATE TABLE random AS
SELECT DISTINCT least(l, r) AS join_key_l, greatest(l, r) AS join_key_r, '0' AS match_key
FROM (SELECT 1 + hash(i) % {n} AS l, 1 + hash(-i) % {n} AS r FROM range(1, {drawn}) t(i))
WHERE l <> r
"""
Pattern = tuple[int, ...]
Shares = dict[int, dict[int, float]]


def adapted(con: DuckDBPyConnection, model: Model) -> list[tuple[float, str, str]]:
    """Every pair that is compared, and how likely it is one person in this file."""
    people = size(con)
    con.execute(RANDOM.format(n=people, drawn=DRAWN))
    by_chance = _shares(_patterns(con, model, "random"))
    table = predict(con, model, None, why=True)
    found = con.sql(
        f"SELECT match_weight, l.uid, r.uid, {GAMMAS} FROM {table}"
        " JOIN people l ON l.number = number_l JOIN people r ON r.number = number_r"
    ).fetchall()
    taught = {tuple(gammas): weight * math.log(2) for weight, _, _, *gammas in found}
    counts = Counter(tuple(gammas) for _, _, _, *gammas in found)
    learnt = _learnt(counts, taught, by_chance, people * (people - 1) / 2)
    both = {one: chance((taught[one] + learnt[one]) / 2) for one in counts}
    return [(both[tuple(gammas)], str(a), str(b)) for _, a, b, *gammas in found]


def _patterns(con: DuckDBPyConnection, model: Model, pairs: str) -> dict[Pattern, float]:
    table = predict(con, model, None, pairs=pairs, why=True)
    found = con.sql(f"SELECT count(*), {GAMMAS} FROM {table} GROUP BY ALL").fetchall()
    return {tuple(gammas): float(count) for count, *gammas in found}


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
