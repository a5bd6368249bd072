"""Splink by itself on the finder's people: its own comparisons and rules, to measure time against."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

RULES = (
    ("nhs_1",),
    ("given", "born"),
    ("family", "born"),
    ("given", "family"),
    ("codes[1]", "family"),
    ("codes[1]", "given"),
    ("codes[1]", "born_year"),
    ("born", "substr(family, 1, 2)"),
    ("born", "substr(given, 1, 2)"),
)


def predict(con: DuckDBPyConnection, least: float) -> str:
    """The table of its answer; untrained, since the time is the same."""
    import splink.comparison_library as cl  # noqa: PLC0415 - only the bench pays for loading it
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on  # noqa: PLC0415 - as above

    logging.getLogger("splink").setLevel(logging.ERROR)
    settings = SettingsCreator(
        link_type="dedupe_only",
        unique_id_column_name="number",
        blocking_rules_to_generate_predictions=[block_on(*rule) for rule in RULES],
        comparisons=[
            cl.NameComparison("given"),
            cl.NameComparison("family"),
            cl.DateOfBirthComparison("born", input_is_string=True, invalid_dates_as_null=True),
            cl.ArrayIntersectAtSizes("doors", 1),
            cl.ArrayIntersectAtSizes("codes", 1),
            cl.ExactMatch("nhs_1"),
            cl.ExactMatch("sex"),
        ],
    )
    linker = Linker(DuckDBAPI(connection=con).register("people"), settings, log_level="ERROR")
    return str(linker.inference.predict(threshold_match_probability=least).physical_name)
