"""Measures the finder of duplicates on made-up people that its model was not trained on.

.venv/bin/python -m tests.bench.finder 100000   # prints what it finds
bin/bench duplicates                            # the same, written to the page of benchmarks
"""

from __future__ import annotations

import json
import os
import resource
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib import import_module

import django

from tests.bench import plain, training

SEED, MEASURED_ON = 37, (100_000, 1_000_000)
Meant = dict[str, tuple[int, str]]
LEAST, THRESHOLD, SURE = 0.001, 0.5, 0.9


def rows(size: int, seed: int) -> tuple[Iterator[dict[str, object]], Meant]:
    """Everybody as the finder reads them, and who is meant by each record: filled as they are read."""
    meant: Meant = {}
    return _rows(size, seed, meant), meant


def _rows(size: int, seed: int, meant: Meant) -> Iterator[dict[str, object]]:
    cards = import_module("openmash.foundation.people.cards")
    finder = import_module("openmash.foundation.merging.finder.rows")
    register, people = import_module("tests.bench.register"), import_module("tests.bench.people")
    for one in people.stream(size, seed=seed):
        meant[str(one.uid)] = (one.entity, one.culture)
        yield finder.row_of(str(one.uid), cards.facts_of(*register.parts(one)))


def measure(size: int = MEASURED_ON[0]) -> dict[str, object]:
    """Precision, recall and calibration on people the model was not trained on."""
    return judged(*rows(size, SEED))


def judged(people, meant, *, adapt=False):  # type: ignore[no-untyped-def]
    """What the finder makes of some people, against who is meant by each record."""
    linking = import_module("openmash.foundation.merging.finder.linking")
    model = import_module("openmash.foundation.merging.finder.model")
    con = linking.connect()
    load_s, _, size = _timed(lambda: linking.load(con, people))
    pair_s, pair_cpu, compared = _timed(lambda: linking.pair_up(con))
    predict_s, predict_cpu, table = _timed(lambda: linking.predict(con, model.trained(), LEAST))
    plain_s, plain_cpu, _ = _timed(lambda: plain.predict(con, LEAST))
    pairs = con.sql(
        f"SELECT match_probability, l.uid, r.uid FROM {table}"
        " JOIN people l ON l.number = number_l JOIN people r ON r.number = number_r"
    ).fetchall()
    true: Counter[str] = Counter()
    for (_, culture), n in Counter(meant.values()).items():
        true[culture] += n * (n - 1) // 2
    return {
        "measured": f"{datetime.now(UTC):%d %B %Y}, load of the machine {os.getloadavg()[0]:.1f}",
        "records": size,
        "true pairs": true.total(),
        "pairs compared": compared,
        "load s": load_s,
        "pairing s": pair_s,
        "predict s": predict_s,
        "plain Splink s": plain_s,
        "processor time of pairing and predict s": round(pair_cpu + predict_cpu, 1),
        "processor time of plain Splink s": plain_cpu,
        "times plain Splink, by processor time": round((pair_cpu + predict_cpu) / plain_cpu, 2),
        "memory at most MiB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        **_judged(pairs, meant, true),
        **({"adapted without labels": _adapted(con, meant, true)} if adapt else {}),
    }


def _adapted(con, meant, true):  # type: ignore[no-untyped-def]
    adapting = import_module("tests.bench.adapting")
    model = import_module("openmash.foundation.merging.finder.model")
    return _judged(adapting.adapted(con, model.trained()), meant, true)


def _judged(pairs, meant, true):  # type: ignore[no-untyped-def]
    found = [(p, meant[a][0] == meant[b][0], meant[a][1]) for p, a, b in pairs if p >= LEAST]
    recalls = {
        c: round(sum(y for p, y, k in found if k == c and p >= THRESHOLD) / n, 3)
        for c, n in sorted(true.items())
        if n
    }
    return {
        **{f"at {cut}": _quality(found, true.total(), cut) for cut in (THRESHOLD, SURE, 0.95)},
        "best F1": max(_quality(found, true.total(), c / 100)[2] for c in range(1, 100)),
        "calibration error": _calibration(found),
        "recall by culture at 0.5": recalls,
        "recall between cultures, most less least": round(
            max(recalls.values()) - min(recalls.values()), 3
        ),
    }


def _timed(work):  # type: ignore[no-untyped-def]
    """Seconds by the clock and of the processor, and what came of it."""
    began, busy = time.perf_counter(), time.process_time()
    answer = work()
    seconds = time.perf_counter() - began, time.process_time() - busy
    return round(seconds[0], 1), round(seconds[1], 1), answer


def _quality(judged, true, cut):  # type: ignore[no-untyped-def]
    taken = [y for p, y, _ in judged if p >= cut]
    right = sum(taken)
    precision, recall = right / max(1, len(taken)), right / true
    return round(precision, 4), round(recall, 4), round(2 * right / (len(taken) + true), 4)


def _calibration(judged):  # type: ignore[no-untyped-def]
    steps = defaultdict(list)
    for p, y, _ in judged:
        steps[min(9, int(p * 10))].append((p, y))
    off = sum(abs(sum(p for p, _ in some) - sum(y for _, y in some)) for some in steps.values())
    return round(off / max(1, len(judged)), 4)


HEADING = "## Possible duplicates"
METHOD = f"""{HEADING}

`bin/bench duplicates`: the nightly finder's model, Splink on DuckDB in memory with two threads, trained
once on made-up records (`tests/bench/people.py`, seed {training.SEED}, registers of
{" and ".join(f"{size:,}" for size in training.SIZES)}) with their labels, and measured on others of the same
generator (seed {SEED}). Precision, recall and F1 count all true pairs, also those never compared. The
calibration error is the expected one, in ten steps, over every pair at .001 or above. Levels and keys
were chosen while looking at a third seed (23). The generator made all of them: on an area's own records
expect less. *Load* is making the rows and taking them in, *pairing* whom to compare and what their names
and homes have in common, *predict* what Splink takes to weigh. *Plain Splink* is its own comparisons and
nine of its blocking rules on the same people, untrained: its blocking is within its time, so that pairing
and predict together stand beside it. Clock times are of a machine that did other work, too: read the load;
processor time is what this work alone took, on both cores.
"""


def write(found: list[dict[str, object]]) -> None:
    """The section of duplicates at the end of the page of benchmarks, a column for each size."""
    report = import_module("tests.bench.report")
    kept = report.PAGE.read_text().split(HEADING)[0].rstrip()
    lines = [kept, "", METHOD, "| What |" + " Measured |" * len(found)]
    lines.append("| --- |" + " --- |" * len(found))
    for name in found[0]:
        lines.append(f"| {name} | {' | '.join(_said(one[name]) for one in found)} |")
    report.PAGE.write_text("\n".join(lines) + "\n")


def _said(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name} {share:.3f}" for name, share in value.items())
    if isinstance(value, tuple):
        precision, recall, f1 = value
        return f"precision {precision}, recall {recall}, F1 {f1}"
    return value if isinstance(value, str) else f"{value:,}"


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "openmash.config.settings")
    os.environ["OPENMASH_TESTING"] = "1"
    django.setup()
    print(json.dumps(measure(*map(int, sys.argv[1:])), indent=1))
