"""Comparing: Splink on DuckDB in this process's memory. Nothing is written to disk or sent anywhere."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from openmash.foundation.merging.finder.levels import COMPARISONS, Level
from openmash.foundation.merging.finder.model import Model, said, settings
from openmash.foundation.merging.finder.rows import COLUMNS, Row
from openmash.foundation.merging.finder.steps import PAIRED_UP, TAKEN_IN

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

AT_ONCE = 20_000
THREADS = 2
AS_PAIRS = "SELECT number_l AS join_key_l, number_r AS join_key_r, match_key FROM"


@dataclass(frozen=True)
class Likely:
    """Two people who may be one, and what speaks for it and against it."""

    one: str
    two: str
    probability: float
    reasons: tuple[str, ...]
    differs: tuple[str, ...]


Compare = Callable[[Iterable[Row], Model, float], list[Likely]]


def likely_pairs(rows: Iterable[Row], model: Model, least: float) -> list[Likely]:
    """Every pair at or above the least probability, surest first; always in the same order."""
    con = connect()
    try:
        if load(con, rows) < 2 or not pair_up(con):
            return []
        con.execute(f"CREATE TABLE likely AS {AS_PAIRS} {predict(con, model, least)}")
        columns = ", ".join(f"gamma_{one.code}" for one in COMPARISONS)
        table = predict(con, model, None, pairs="likely", why=True)
        found = con.sql(
            f"SELECT l.uid, r.uid, match_probability, {columns} FROM {table}"  # noqa: S608 - ours
            " JOIN people l ON l.number = number_l JOIN people r ON r.number = number_r"
            " ORDER BY match_probability DESC, l.uid, r.uid"
        ).fetchall()
        return [likely(row, model) for row in found]
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

    kinds = {
        "VARCHAR": pa.string(),
        "INTEGER": pa.int32(),
        "BIGINT": pa.int64(),
        "BOOLEAN": pa.bool_(),
        "VARCHAR[]": pa.list_(pa.string()),
        "BIGINT[]": pa.list_(pa.int64()),
    }
    schema = pa.schema([(name, kinds[kind]) for name, kind in COLUMNS.items()])
    con.execute(f"CREATE TABLE rows ({', '.join(f'{k} {v}' for k, v in COLUMNS.items())})")
    left = iter(rows)
    while some := list(islice(left, AT_ONCE)):
        con.register("batch", pa.Table.from_pylist(some, schema=schema))
        con.execute("INSERT INTO rows SELECT * FROM batch")
        con.unregister("batch")
    for name, query in TAKEN_IN.items():
        keep(con, name, query)
    return size(con)


def keep(con: DuckDBPyConnection, name: str, query: str) -> None:
    """A step and what came of it."""
    con.execute(f"CREATE TABLE {name} AS {query}")


def size(con: DuckDBPyConnection) -> int:
    """How many people there are."""
    return int(con.sql("SELECT count(*) FROM people").fetchall()[0][0])


def pair_up(con: DuckDBPyConnection) -> int:
    """Everybody with those who share a key that is not over-full; how many pairs."""
    for name, query in PAIRED_UP.items():
        keep(con, name, query)
    for name in ("rows", *(step for step in PAIRED_UP if step != "pairs")):
        con.execute(f"DROP TABLE {name}")
    return int(con.sql("SELECT count(*) FROM pairs").fetchall()[0][0])


def predict(
    con: DuckDBPyConnection,
    model: Model,
    least: float | None,
    *,
    pairs: str = "pairs",
    why: bool = False,
) -> str:
    """Let Splink weigh the pairs; the name of the table of its answer.

    The levels behind it are asked for with `why`: for a few pairs, since Splink copies all it read.
    """
    from splink import DuckDBAPI, Linker  # noqa: PLC0415 - as above

    logging.getLogger("splink").setLevel(logging.ERROR)
    api = DuckDBAPI(connection=con)
    linker = Linker(
        api.register("compared"), settings(model, size(con), why=why), log_level="ERROR"
    )
    linker.table_management.register_blocked_pairs_for_predict(api.register(pairs))
    answer = linker.inference.predict().physical_name
    if least is None:
        return str(answer)
    # Not by Splink's own threshold: with it DuckDB works out every comparison twice.
    con.execute(f"CREATE TABLE {answer}_likely AS FROM {answer} WHERE match_probability >= {least}")
    con.execute(f"DROP TABLE {answer}")
    return f"{answer}_likely"


def likely(row: Sequence[object], model: Model) -> Likely:
    """One line of the answer: both, the probability, and Splink's number of each level."""
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
