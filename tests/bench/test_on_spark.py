"""The finder on Spark finds whom it finds on DuckDB. Runs where requirements/spark.txt is installed."""

from __future__ import annotations

import shutil

import pytest

from openmash.foundation.merging.finder import linking, on_spark
from openmash.foundation.merging.finder.model import trained
from tests.bench.finder import rows

SIZE, SEED, LEAST = 1_500, 5, 0.5

pytest.importorskip("pyspark", reason="Spark is not installed: requirements/spark.txt")


@pytest.mark.skipif(not shutil.which("java"), reason="Spark needs Java 17 or newer")
def test_spark_finds_the_same_pairs_for_the_same_reasons() -> None:
    people, _ = rows(SIZE, SEED)
    read = list(people)
    here = linking.likely_pairs(read, trained(), LEAST)
    with on_spark.on_cluster("local[2]") as compare:
        assert compare
        there = compare(read, trained(), LEAST)
    assert len(here) > SIZE / 2
    assert {said(one): one.probability for one in there} == pytest.approx(
        {said(one): one.probability for one in here}
    )


def said(pair: linking.Likely) -> tuple[object, ...]:
    return pair.one, pair.two, pair.reasons, pair.differs
