"""Trains the finder's model on made-up people, with their labels.

.venv/bin/python -m tests.bench.training 3     # writes the package's model.json as version 3
"""

from __future__ import annotations

import json
import os
import sys
from collections import defaultdict
from functools import cache
from importlib import import_module
from math import exp

import django

SEED = 11
# Of two sizes, so that what tells the more the larger the register is learnt as such.
SIZES = (60_000, 200_000)
# What the made-up people cannot teach: in life the children of one generation share a syllable, and the
# commonest names of a large register are commoner than those of a small one.
BY_HAND = {
    ("first", "syllable"): ("first", "initial", -1.5),
    ("first", "syllable twins"): ("first", "initial twins", -1.5),
    ("bearers", "first more"): ("bearers", "first 3000", -1.1),
    # One digit of the month is mistyped as often as one of the day.
    ("birth", "digit of month"): ("birth", "digit of day", 0.0),
    # Nobody made up bears another's number: in life a brother's is written on a sister's record.
    ("birth", "none"): ("birth", "near", 0.0),
    ("bearers", "more"): ("bearers", "300", -1.1),
    ("bearers", "more unknown"): ("bearers", "300 unknown", -1.1),
}
RIDGE = 1.0  # keeps a level that few pairs have from a weight without end


def train(version: str) -> None:
    """Weights by penalised logistic regression over the levels of all pairs that are compared."""
    model = import_module("openmash.foundation.merging.finder.model")
    finder = import_module("tests.bench.finder")
    patterns = [one for size in SIZES for one in _patterns(size, *finder.rows(size, SEED))]
    weights, prior = _fitted(patterns)
    sizes = " and ".join(f"{size:,}" for size in SIZES)
    said = {
        "version": version,
        "trained": f"{sizes} made-up records, seed {SEED}, tests/bench/people.py",
        "size": SIZES[0],
        "prior": round(prior, 4),
        "weights": weights,
    }
    model.FILE.write_text(json.dumps(said, indent=1) + "\n")


def _patterns(size, people, meant):  # type: ignore[no-untyped-def]
    """Each pattern of levels, what the size of the register adds, and how many pairs have it."""
    linking = import_module("openmash.foundation.merging.finder.linking")
    model = import_module("openmash.foundation.merging.finder.model")
    con = linking.connect()
    linking.load(con, people)
    linking.pair_up(con)
    plain = model.Model("untrained", SIZES[0], 0.0, {})
    larger = plain.larger(size)
    for (apart, same), gammas in _counted(con, linking.predict(con, plain, None, why=True), meant):
        fits = _fitting(gammas)
        places = [0, *(_places()[comparison.code, level.code] for comparison, level in fits)]
        singled = sum(level.singles for _, level in fits)
        yield places, (singled - 1) * larger, apart, same


def _counted(con, table, meant):  # type: ignore[no-untyped-def]
    """How often each pattern of levels is there among pairs of one person, and of two."""
    levels = import_module("openmash.foundation.merging.finder.levels")
    pa = import_module("pyarrow")
    who = {"uid": list(meant), "entity": [entity for entity, _ in meant.values()]}
    con.register("meant", pa.table(who))
    columns = ", ".join(f"gamma_{one.code}" for one in levels.COMPARISONS)
    answer = con.sql(
        f"SELECT (a.entity = b.entity)::INTEGER, count(*), {columns} FROM {table}"
        " JOIN people l ON l.number = number_l JOIN people r ON r.number = number_r"
        " JOIN meant a ON a.uid = l.uid JOIN meant b ON b.uid = r.uid GROUP BY ALL"
    )
    counts: dict[tuple[int, ...], list[int]] = defaultdict(lambda: [0, 0])
    for same, count, *gammas in answer.fetchall():
        counts[tuple(gammas)][same] += count
    return [(tuple(both), gammas) for gammas, both in counts.items()]


def _fitting(gammas):  # type: ignore[no-untyped-def]
    levels = import_module("openmash.foundation.merging.finder.levels")
    model = import_module("openmash.foundation.merging.finder.model")
    fits = [(c, model.said(c, g)) for c, g in zip(levels.COMPARISONS, gammas, strict=True)]
    return [(comparison, level) for comparison, level in fits if level]


@cache
def _places() -> dict[tuple[str, str], int]:
    """Where the weight of each level stands; the first is the prior."""
    levels = import_module("openmash.foundation.merging.finder.levels")
    names = [(one.code, level.code) for one in levels.COMPARISONS for level in one.levels]
    return {name: number for number, name in enumerate(names, 1)}


def _fitted(patterns):  # type: ignore[no-untyped-def]
    beta = [0.0] * (len(_places()) + 1)
    for _ in range(40):
        step = _newton(patterns, beta)
        beta = [b + max(-3.0, min(3.0, s)) for b, s in zip(beta, step, strict=True)]
        if max(map(abs, step)) < 1e-3:
            break
    weights: dict[str, dict[str, float]] = defaultdict(dict)
    for (comparison, level), number in _places().items():
        weights[comparison][level] = round(beta[number], 4)
    for (comparison, level), (like, as_level, more) in BY_HAND.items():
        weights[comparison][level] = round(weights[like][as_level] + more, 4)
    return weights, beta[0]


def _newton(patterns, beta):  # type: ignore[no-untyped-def]
    size = len(beta)
    slope = [-RIDGE * b for b in beta]
    bend = [[RIDGE * (i == j) for j in range(size)] for i in range(size)]
    for fits, added, apart, same in patterns:
        bits = added + sum(beta[i] for i in fits)
        p = 1 / (1 + exp(-max(-30.0, min(30.0, bits))))
        for i in fits:
            slope[i] += same - (apart + same) * p
            for j in fits:
                bend[i][j] += (apart + same) * p * (1 - p)
    return _solved(bend, slope)


def _solved(matrix, right):  # type: ignore[no-untyped-def]
    size = len(right)
    rows_ = [[*row, value] for row, value in zip(matrix, right, strict=True)]
    for i in range(size):
        best = max(range(i, size), key=lambda k: abs(rows_[k][i]))
        rows_[i], rows_[best] = rows_[best], rows_[i]
        for k in range(i + 1, size):
            share = rows_[k][i] / rows_[i][i]
            if share:
                rows_[k] = [a - share * b for a, b in zip(rows_[k], rows_[i], strict=True)]
    out = [0.0] * size
    for i in reversed(range(size)):
        out[i] = (rows_[i][-1] - sum(rows_[i][k] * out[k] for k in range(i + 1, size))) / rows_[i][
            i
        ]
    return out


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "openmash.config.settings")
    os.environ["OPENMASH_TESTING"] = "1"
    django.setup()
    train(*sys.argv[1:2])
