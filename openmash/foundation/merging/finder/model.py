"""The trained model as Splink reads it. Training writes `model.json`; the night only reads it."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from openmash.foundation.merging.finder.levels import BLOCKS, COMPARISONS, ELSE, Comparison, Level

FILE = Path(__file__).with_name("model.json")
Weights = Mapping[str, Mapping[str, float]]


@dataclass(frozen=True)
class Model:
    """A version, how likely two of those compared are one before anything is weighed, the weights."""

    version: str
    prior: float
    weights: Weights


@cache
def trained() -> Model:
    """The model of this release."""
    read = json.loads(FILE.read_text())
    return Model(read["version"], read["prior"], read["weights"])


def settings(model: Model) -> dict[str, Any]:
    """Splink's settings: each level's m and u stand in the ratio that its fitted weight asks for."""
    return {
        "link_type": "dedupe_only",
        "unique_id_column_name": "uid",
        "sql_dialect": "duckdb",
        "probability_two_random_records_match": chance(model.prior),
        "blocking_rules_to_generate_predictions": [
            {"blocking_rule": rule, "sql_dialect": "duckdb"} for rule in BLOCKS
        ],
        "comparisons": [_comparison(one, model.weights) for one in COMPARISONS],
        "retain_matching_columns": True,  # the levels, for the reasons, come with them alone
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


def _comparison(one: Comparison, weights: Weights) -> dict[str, Any]:
    unsaid = {"sql_condition": one.unsaid, "label_for_charts": "unsaid", "is_null_level": True}
    levels = [_level(level, weights.get(one.code, {}).get(level.code, 0.0)) for level in one.levels]
    return {"output_column_name": one.code, "comparison_levels": [unsaid, *levels]}


def _level(level: Level, weight: float) -> dict[str, Any]:
    return {
        "sql_condition": level.sql if level.sql != ELSE else "ELSE",
        "label_for_charts": level.words or level.code,
        "m_probability": chance(weight),
        "u_probability": 1 - chance(weight),
    }
