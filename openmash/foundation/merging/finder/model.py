"""The trained model as Splink reads it. Training writes `model.json`; the night only reads it."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from openmash.foundation.merging.finder.levels import COMPARISONS, Comparison, Level
from openmash.foundation.merging.finder.likeness import said_in

FILE = Path(__file__).with_name("model.json")
SMALLEST = 10_000  # fewer people than this do not make a likeness tell more
Weights = Mapping[str, Mapping[str, float]]


@dataclass(frozen=True)
class Model:
    """A version, how likely two of those compared are one before anything is weighed, the weights.

    The prior is that of a register of `size`: pairs of strangers grow with its square, and pairs of
    one person only with it, so that in one ten times as large a pair is ten times less likely.
    """

    version: str
    size: int
    prior: float
    weights: Weights

    def larger(self, size: int) -> float:
        """How much larger a register is than the model's, as a weight of evidence."""
        return math.log(max(size, SMALLEST) / self.size)


@cache
def trained() -> Model:
    """The model of this release."""
    read = json.loads(FILE.read_text())
    return Model(read["version"], read["size"], read["prior"], read["weights"])


def settings(model: Model, size: int, *, why: bool, dialect: str = "duckdb") -> dict[str, Any]:
    """Splink's settings: each level's m and u stand in the ratio that its fitted weight asks for."""
    larger = model.larger(size)
    return {
        "link_type": "dedupe_only",
        "unique_id_column_name": "number",
        "sql_dialect": dialect,
        "probability_two_random_records_match": chance(model.prior - larger),
        "blocking_rules_to_generate_predictions": [],  # pairs come from keys (`linking.py`)
        "comparisons": [_comparison(one, model.weights, larger, dialect) for one in COMPARISONS],
        "retain_matching_columns": why,  # the levels, for the reasons, come with them alone
        "retain_intermediate_calculation_columns": False,
    }


def chance(bits: float) -> float:
    """A weight of evidence, in natural logarithms, as a probability."""
    return 1 / (1 + math.exp(-max(-40.0, min(40.0, bits))))


def gamma_of(comparison: Comparison, level: Level) -> int:
    """How Splink numbers a level: the last is nought; what is not said is -1."""
    return len(comparison.levels) - 1 - comparison.levels.index(level)


def said(comparison: Comparison, gamma: int) -> Level | None:
    """The level behind Splink's number."""
    return None if gamma < 0 else comparison.levels[len(comparison.levels) - 1 - gamma]


def _comparison(one: Comparison, weights: Weights, larger: float, dialect: str) -> dict[str, Any]:
    unsaid = {
        "sql_condition": said_in(dialect, one.unsaid),
        "label_for_charts": "unsaid",
        "is_null_level": True,
    }
    known = weights.get(one.code, {})
    levels = [
        _level(level, known.get(level.code, 0.0) + larger * level.singles, dialect)
        for level in one.levels
    ]
    return {"output_column_name": one.code, "comparison_levels": [unsaid, *levels]}


def _level(level: Level, weight: float, dialect: str) -> dict[str, Any]:
    return {
        "sql_condition": said_in(dialect, level.sql),
        "label_for_charts": level.words or level.code,
        "m_probability": chance(weight),
        "u_probability": chance(-weight),
    }
