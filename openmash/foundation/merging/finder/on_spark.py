"""The same model on Spark, for a region that has outgrown one machine: the same steps, keys and levels.

The night runs on DuckDB (`linking.py`). Spark is not among what is installed, and is loaded only when
somebody names a cluster (`docs/how-to/run-the-finder-on-spark.md`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

from openmash.foundation.merging.finder.levels import COMPARISONS
from openmash.foundation.merging.finder.likeness import said_in
from openmash.foundation.merging.finder.linking import Compare, Likely, likely
from openmash.foundation.merging.finder.model import Model, settings
from openmash.foundation.merging.finder.rows import COLUMNS, Row
from openmash.foundation.merging.finder.steps import PAIRED_UP, TAKEN_IN

if TYPE_CHECKING:
    from pyspark.sql import SparkSession
    from splink.backends.spark import SparkAPI

KINDS = {
    "VARCHAR": "STRING",
    "INTEGER": "INT",
    "VARCHAR[]": "ARRAY<STRING>",
    "BIGINT[]": "ARRAY<BIGINT>",
}


@contextmanager
def on_cluster(url: str | None) -> Iterator[Compare | None]:
    """A way to compare people on the Spark at an address; none without an address: here, then."""
    if not url:
        yield None
        return
    from pyspark.sql import SparkSession  # noqa: PLC0415 - only a cluster has it
    from splink.backends.spark import similarity_jar_location  # noqa: PLC0415 - as above

    builder = SparkSession.builder.master(url).appName("OpenMASH finder of duplicates")
    spark = builder.config("spark.jars", similarity_jar_location()).getOrCreate()
    spark.sparkContext.setLogLevel("ERROR")  # a plan that it logs may hold names
    try:
        yield partial(likely_pairs, spark)
    finally:
        spark.stop()


def likely_pairs(
    spark: SparkSession, rows: Iterable[Row], model: Model, least: float
) -> list[Likely]:
    """Every pair at or above the least probability, surest first; always in the same order."""
    from splink.backends.spark import SparkAPI  # noqa: PLC0415 - as above

    # This also makes the likeness of words known to Spark.
    api = SparkAPI(spark_session=spark, break_lineage_method="persist")  # type: ignore[no-untyped-call]  # Splink
    _take_in(spark, rows)
    for name, query in PAIRED_UP.items():
        _keep(spark, name, query)
    if not spark.table("pairs").take(1):
        return []
    columns = ", ".join(f"gamma_{one.code}" for one in COMPARISONS)
    found = spark.sql(
        f"SELECT l.uid, r.uid, match_probability, {columns} FROM {_predict(api, model)}"  # noqa: S608 - ours
        " JOIN people l ON l.number = number_l JOIN people r ON r.number = number_r"
        f" WHERE match_probability >= {least} ORDER BY match_probability DESC, l.uid, r.uid"
    ).collect()
    return [likely(row, model) for row in found]


def _take_in(spark: SparkSession, rows: Iterable[Row]) -> None:
    schema = ", ".join(f"{name} {KINDS.get(kind, kind)}" for name, kind in COLUMNS.items())
    values = [tuple(row[name] for name in COLUMNS) for row in rows]
    spark.createDataFrame(values, schema).createOrReplaceTempView("rows")
    for name, query in TAKEN_IN.items():
        _keep(spark, name, query)


def _keep(spark: SparkSession, name: str, query: str) -> None:
    spark.sql(said_in("spark", query)).cache().createOrReplaceTempView(name)


def _predict(api: SparkAPI, model: Model) -> str:
    from splink import Linker  # noqa: PLC0415 - only the finder pays for loading it

    asked = settings(model, api.spark.table("people").count(), why=True, dialect="spark")
    linker = Linker(api.register("compared"), asked, log_level="ERROR")
    linker.table_management.register_blocked_pairs_for_predict(api.register("pairs"))
    return str(linker.inference.predict().physical_name)
