"""Writes what was measured, and how, to docs/reference/benchmarks.md."""

from __future__ import annotations

import os
import platform
from datetime import UTC, datetime
from pathlib import Path

from tests.bench.searching import Measured

PAGE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "benchmarks.md"
METHOD = """# Benchmarks

`bin/bench` fills a throw-away embedded PostgreSQL (its usual settings) with made-up people
(`tests/bench/people.py`, fixed seed, ten naming cultures) and asks as the application's role under
row-level security, one connection, warm cache, no extension. A query is a fresh copy of a stored
record with errors: a slip in three of ten first names and three of ten surnames, one of twenty
turned round, one of ten birth dates slipped and one of ten missing, three of ten without an
address, eight of ten without a number. *Found* is a record of the same human being among the first
ten. *Engine* is from the facts asked to the ordered answer, in wall-clock time; *processor time* is
what the application and the server spend on one, whatever else the machine does; *page* is the whole
request without the network; *contact* is suggestions for eight people. Calibration is the expected
error, in ten steps, of the probability of every pair worth a look. Bulk loading writes what the
commands write (`test_register.py` holds a sample against them).
"""
HEADINGS = (
    "Records",
    "People",
    "Found",
    "Engine p50",
    "p95",
    "p99",
    "fastest tenth",
    "Processor time",
    "Page p95",
    "Contact p95",
    "Calibration error",
    "Keys and index",
    "Load of the machine",
)


def write(results: list[Measured]) -> None:
    """One line for each register, and what each culture found."""
    when = f"{datetime.now(UTC):%d %B %Y}"
    system = f"{platform.system()} {platform.machine()}, Python {platform.python_version()}"
    machine = f"{os.cpu_count()} cores, {system}"
    lines = [METHOD, f"Measured {when} on {machine}.", ""]
    lines += [_row(HEADINGS), _row(["---"] * len(HEADINGS)), *map(_measured, results), ""]
    cultures = sorted({culture for one in results for culture in one.cultures})
    lines += ["## Found, by naming culture", "", _row(["Records", *cultures])]
    lines += [_row(["---"] * (len(cultures) + 1))]
    lines += [_row([f"{one.records:,}", *(_share(one, c) for c in cultures)]) for one in results]
    _, heading, duplicates = PAGE.read_text().partition("\n## Possible duplicates")
    PAGE.write_text("\n".join(lines) + "\n" + heading + duplicates)


def _measured(one: Measured) -> str:
    engine = [f"{one.at(one.engine_ms, share):.1f} ms" for share in (0.5, 0.95, 0.99, 0.1)]
    keys = one.sizes["people_personkey with indexes"] / 2**20
    return _row(
        [
            f"{one.records:,}",
            f"{one.people:,}",
            f"{one.found / one.asked:.4f}",
            *engine,
            f"{one.cpu_ms:.1f} ms",
            f"{one.at(one.page_ms, 0.95):.0f} ms",
            f"{one.at(one.contact_ms, 0.95):.0f} ms",
            f"{one.calibration_error:.3f}",
            f"{keys:.0f} MiB",
            f"{one.load:.1f}",
        ]
    )


def _share(one: Measured, culture: str) -> str:
    hit, asked = one.cultures[culture]
    return f"{hit / asked:.3f}" if asked else "–"


def _row(cells: list[str] | tuple[str, ...]) -> str:
    return f"| {' | '.join(cells)} |"
