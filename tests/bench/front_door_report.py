"""Writes what the front door cost among years of contacts, beside what it must reach."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from tests.bench.crowd import PAUSE, PEOPLE, SENDERS, Crowd
from tests.bench.front_door import EMPTY, Measured, p95

PAGE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "benchmarks-front-door.md"
WORK = ("tray", "contact", "search")
METHOD = f"""# Benchmarks of the front door

`bin/bench front-door [contacts ...]` fills a throw-away embedded PostgreSQL with the contacts of six
years, in two partnerships with twenty agencies: stories played once with the product’s own commands and
copied row by row, each about somebody else of a made-up register. 500 contacts are open, all others
closed; of the ledger, what belongs to the first 30,000 is copied. Pages are asked for as the
application’s role, from the request to the last byte without the network, a hundred times each, another
contact and another person each time. They take turns, so that whatever else the machine does meets all
alike; *empty* is the empty list of messages of the same person. *Without policies* is the same page
through a connection that no row-level security concerns, right after it. *Queries* are all statements,
BEGIN and COMMIT among them. *Submit* is the press that sends a worry; the ledger’s share of it is the
time of its statements and of its chain. Verifying is timed on 200,000 chained events.

*At once*: {PEOPLE} people, {SENDERS} of them of a school, with {PAUSE[0]:.0f} to
{PAUSE[1]:.0f} seconds between two pages, for ten minutes over HTTP on gunicorn (two processes of eight
threads) and the worker beside it; the people are threads on the same machine. The hub looks at the tray,
opens a worry, rates it anew and looks somebody up; the school reads a worry through, sends it and looks
what became of it. *Alone* is one of each, without a pause, on the same server just before. *Lost* is
whatever the server said was done and is not in the database afterwards.
"""


def write(found: Sequence[tuple[Measured, Crowd | None]]) -> None:
    """The page of the reference; the goals are those of the largest size."""
    when = f"{datetime.now(UTC):%d %B %Y}"
    system = f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}"
    lines = [METHOD, f"Measured {when} on {system}, Python {platform.python_version()}.", ""]
    lines += ["## What it must reach, and does or does not", ""]
    lines += ["| What | Goal | Measured | |", "| --- | --- | --- | --- |", *_goals(found), ""]
    lines += ["## Pages", ""]
    lines += [
        "| Contacts | Page | Median | p95 | Times empty | Without policies | Processor | Queries |"
    ]
    lines += ["| --- | --- | --- | --- | --- | --- | --- | --- |"]
    lines += [line for one, _ in found for line in _pages(one)]
    for one, crowd in found:
        lines += _crowd(one, crowd) if crowd else []
    lines += ["", "## How the databases were made", ""]
    lines += [
        f"{one.filled.contacts:,} contacts: {one.filled.rows:,} rows copied in {one.filled.took:.0f} s;"
        f" load of the machine when measuring began {one.load:.1f}."
        for one, _ in found
    ]
    PAGE.write_text("\n".join(lines) + "\n")
    print("\n".join(lines[2:]))


def _goals(found: Sequence[tuple[Measured, Crowd | None]]) -> Iterator[str]:
    last, crowd = found[-1]
    empty = p95(last.ms[EMPTY])
    for page in WORK:
        yield _goal(f"{page}, p95", 3, p95(last.ms[page]) / empty, " × empty")
        yield _goal(f"{page}, statements", 12, last.queries[page], "")
    yield _goal("submit, p95", 4, p95(last.ms["submit"]) / empty, " × empty")
    yield _goal("ledger in a submit", 15, 100 * last.facts["ledger's share of a submit"], " %")
    verified = last.facts["ledger rows verified a minute"] / 1_000_000
    yield _goal("ledger rows verified a minute", 1, verified, " million", at_least=True)
    for page in WORK:
        more = 100 * (p95(last.ms[page]) / p95(last.open_ms[page]) - 1)
        yield _goal(f"row-level security on {page}, p95", 10, more, " %")
    if len(found) > 1:
        first = found[0][0]
        for page in WORK:
            grew = median(last.cpu[page]) / median(first.cpu[page])
            sizes = f"{first.filled.contacts:,} to {last.filled.contacts:,}"
            yield _goal(f"{page}, processor from {sizes}", 1.5, grew, " ×")
    if crowd:
        yield _goal("at once: errors", 0, len(crowd.errors), "")
        yield _goal("at once: updates lost", 0, crowd.lost, "")
        worst = max(p95(took) / p95(crowd.alone[page]) for page, took in crowd.together.items())
        yield _goal("at once: slowest page beside alone, p95", 2, worst, " ×")


def _goal(what: str, goal: float, measured: float, unit: str, *, at_least: bool = False) -> str:
    met = measured >= goal if at_least else measured <= goal
    bound = "at least" if at_least else "at most"
    return f"| {what} | {bound} {goal:g}{unit} | {measured:.3g}{unit} | {'met' if met else '**not met**'} |"


def _pages(one: Measured) -> Iterator[str]:
    for page, took in one.ms.items():
        beside = "empty, manager" if page[0] == "M" or page == "all measures" else EMPTY
        bare, cpu = one.open_ms.get(page), one.cpu.get(page)
        yield (
            f"| {one.filled.contacts:,} | {page} | {median(took):.0f} ms | {p95(took):.0f} ms"
            f" | {p95(took) / p95(one.ms[beside]):.1f} | {f'{p95(bare):.0f} ms' if bare else ''}"
            f" | {f'{median(cpu):.0f} ms' if cpu else ''} | {one.queries.get(page, '')} |"
        )


def _crowd(one: Measured, crowd: Crowd) -> Iterator[str]:
    yield from ("", f"## {PEOPLE} people at once, {one.filled.contacts:,} contacts", "")
    yield from (
        "| Page | Asked | Alone p95 | Together p95 | Times |",
        "| --- | --- | --- | --- | --- |",
    )
    for page, took in crowd.together.items():
        alone, together = p95(crowd.alone[page]), p95(took)
        yield f"| {page} | {len(took):,} | {alone:.0f} ms | {together:.0f} ms | {together / alone:.1f} |"
    said = ", ".join(f"{part} {mib:.0f} MiB" for part, mib in crowd.memory.items())
    asked = sum(map(len, crowd.together.values()))
    yield from (
        "",
        f"{asked:,} requests, {len(crowd.errors)} errors; of {crowd.kept + crowd.lost:,} things that",
    )
    yield f"were said to be done {crowd.lost} were lost. Memory afterwards (shared pages once): {said}."
