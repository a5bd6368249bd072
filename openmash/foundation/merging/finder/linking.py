"""Comparing: Splink on DuckDB in this process's memory. Nothing is written to disk or sent anywhere."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from openmash.foundation.merging.finder.levels import COMPARISONS, Level
from openmash.foundation.merging.finder.model import Model, said, settings
from openmash.foundation.merging.finder.rows import COLUMNS, Row

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

AT_ONCE = 20_000
THREADS = 2


@dataclass(frozen=True)
class Likely:
    """Two people who may be one, and what speaks for it and against it."""

    one: str
    two: str
    probability: float
    reasons: tuple[str, ...]
    differs: tuple[str, ...]


def likely_pairs(rows: Iterable[Row], model: Model, least: float) -> list[Likely]:
    """Every pair at or above the least probability, surest first; always in the same order."""
    con = connect()
    try:
        if load(con, rows) < 2:
            return []
        columns = ", ".join(f"gamma_{one.code}" for one in COMPARISONS)
        table = predict(con, model, least)
        found = con.sql(
            f"SELECT uid_l, uid_r, match_probability, {columns} FROM {table}"  # noqa: S608 - ours
            " ORDER BY match_probability DESC, uid_l, uid_r"
        ).fetchall()
        return [_likely(row, model) for row in found]
    finally:
        con.close()


def connect() -> DuckDBPyConnection:
    """An empty database in memory that may not spill to a file or fetch an extension."""
    import duckdb  # noqa: PLC0415 - only the finder pays for loading it

    con = duckdb.connect(":memory:")
    con.execute(f"SET threads = {THREADS}")
    con.execute("SET temp_directory = ''")
    con.execute("SET autoinstall_known_extensions = FALSE")
    return con


def load(con: DuckDBPyConnection, rows: Iterable[Row]) -> int:
    """Everybody into one table, some thousands at a time; how many they are."""
    import pyarrow as pa  # noqa: PLC0415 - as above

    con.execute(f"CREATE TABLE people ({', '.join(f'{k} {v}' for k, v in COLUMNS.items())})")
    kinds = {
        "VARCHAR": pa.string(),
        "INTEGER": pa.int32(),
        "BOOLEAN": pa.bool_(),
        "VARCHAR[]": pa.list_(pa.string()),
    }
    schema = pa.schema([(name, kinds[kind]) for name, kind in COLUMNS.items()])
    count, left = 0, iter(rows)
    while some := list(islice(left, AT_ONCE)):
        con.register("batch", pa.Table.from_pylist(some, schema=schema))
        con.execute("INSERT INTO people SELECT * FROM batch")
        con.unregister("batch")
        count += len(some)
    return count


def predict(con: DuckDBPyConnection, model: Model, least: float | None) -> str:
    """Let Splink weigh everybody who is alike; the name of the table of its answer."""
    from splink import DuckDBAPI, Linker  # noqa: PLC0415 - as above

    logging.getLogger("splink").setLevel(logging.ERROR)
    api = DuckDBAPI(connection=con)
    linker = Linker(api.register("people"), settings(model), log_level="ERROR")
    answer = linker.inference.predict(threshold_match_probability=least)
    return str(answer.physical_name)


def _likely(row: Sequence[object], model: Model) -> Likely:
    one, two, probability, *gammas = row
    levels = _levels(gammas, model)
    return Likely(
        one=str(one),
        two=str(two),
        probability=float(str(probability)),
        reasons=tuple(level.words for level in levels if level.words),
        differs=tuple(level.differs for level in levels if level.differs),
    )


def _levels(gammas: Sequence[object], model: Model) -> list[Level]:
    """The level of each comparison that fits, the heaviest first."""
    fits = []
    for comparison, gamma in zip(COMPARISONS, gammas, strict=True):
        level = said(comparison, int(str(gamma)))
        if level:
            fits.append((abs(model.weights[comparison.code][level.code]), level))
    return [level for _, level in sorted(fits, key=lambda fit: -fit[0])]
