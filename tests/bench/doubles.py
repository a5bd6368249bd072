"""Possible duplicates of a labelled register: which pairs are noted, how sure, how fast."""

from __future__ import annotations

import csv
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from itertools import combinations
from pathlib import Path

import psycopg
from django.db import connections, transaction

from openmash.demo.cast import actor
from openmash.demo.stage import build
from openmash.foundation.access.row_security import act_as
from openmash.foundation.merging.models import DuplicatePair
from openmash.foundation.reference.models import RuleSetting
from openmash.web.duplicates import look
from tests import database
from tests.bench.people import Record, stream
from tests.bench.register import fill_with, key_of

AT = datetime(2026, 11, 25, 2, 13, tzinfo=UTC)
HUB_SET, SEED = 20_000, 23
LEAST_PERCENT = 5  # lower than in use, so that the calibration is seen
BINS = 10


@dataclass
class Doubles:
    """What comparing one labelled set gave."""

    name: str
    records: int
    true: int
    seconds: float
    said: list[tuple[float, bool]] = field(default_factory=list)
    cultures: dict[str, tuple[int, int]] = field(default_factory=dict)  # found from 0.5, true

    def score(self, least: float) -> tuple[float, float, float]:
        """Precision, recall and F1 of the pairs at least so likely."""
        noted = [right for probability, right in self.said if probability >= least]
        right = sum(noted)
        precision, recall = right / max(1, len(noted)), right / max(1, self.true)
        return precision, recall, 2 * right / max(1, len(noted) + self.true)

    def best(self) -> tuple[float, float]:
        """The best F1 with hindsight, and from which probability."""
        steps = [number / 100 for number in range(LEAST_PERCENT, 100)] + [0.995, 0.999]
        return max((self.score(least)[2], least) for least in steps)

    def calibration_error(self) -> float:
        """Expected calibration error in ten steps, over the noted pairs."""
        bins: dict[int, list[tuple[float, bool]]] = defaultdict(list)
        for probability, right in self.said:
            bins[min(BINS - 1, int(probability * BINS))].append((probability, right))
        apart = (abs(sum(p for p, _ in some) - sum(r for _, r in some)) for some in bins.values())
        return sum(apart) / max(1, len(self.said))

    def cells(self) -> list[str]:
        """A row of the report."""
        scores = (" / ".join(f"{one:.3f}" for one in self.score(least)) for least in (0.5, 0.9))
        best, least = self.best()
        return [
            self.name,
            f"{self.records:,}",
            f"{self.true:,}",
            *scores,
            f"{best:.3f} from {least}",
            f"{self.calibration_error():.3f}",
            f"{self.records / self.seconds:.0f}",
        ]

    def by_culture(self) -> str:
        """Recall from 0.5 for each naming culture, and the gap between them."""
        shares = {name: found / true for name, (found, true) in self.cultures.items() if true}
        said = ", ".join(
            f"{name} {share:.3f} ({self.cultures[name][1]:,} pairs)"
            for name, share in sorted(shares.items())
        )
        gap = max(shares.values()) - min(shares.values())
        return (
            f"{self.name}: recall from 0.5 by naming culture: {said}. Gap: {gap * 100:.1f} points."
        )


def sets(files: Iterable[Path]) -> Iterator[tuple[str, list[Record]]]:
    """The hub's own set from another seed than the weights were set on, and labelled files."""
    yield "hub, seed 23", list(stream(HUB_SET, seed=SEED))
    for path in files:
        yield path.stem, list(_read(path))


def measured(name: str, records: list[Record]) -> Doubles:
    """Fill a register with these, compare all, and count."""
    base = "openmash_bench_doubles"
    database.make(base)
    connections.close_all()
    connections["default"].settings_dict["NAME"] = base
    with transaction.atomic():
        build(at=AT)
    _look_lower(base)
    fill_with(database.url("root", base), records, partnership="brackenford", at=AT)
    began = time.monotonic()
    look("brackenford", AT)
    result = Doubles(name, len(records), 0, time.monotonic() - began)
    _count(result, records)
    print(" | ".join(result.cells()), flush=True)
    if len(result.cultures) > 1:
        print(result.by_culture(), flush=True)
    connections.close_all()
    database.drop(base)
    return result


def _look_lower(base: str) -> None:
    with psycopg.connect(database.url("root", base), autocommit=True) as root:
        root.execute(
            f"UPDATE {RuleSetting._meta.db_table} SET value = %s WHERE key = 'duplicate-least-percent'",
            [str(LEAST_PERCENT)],
        )


def _count(result: Doubles, records: list[Record]) -> None:
    of = {key_of(one.uid): one for one in records}
    groups: dict[int, list[Record]] = defaultdict(list)
    for one in records:
        groups[one.entity].append(one)
    true: Counter[str] = Counter()
    for some in groups.values():
        true[some[0].culture] += len(list(combinations(some, 2)))
    found: Counter[str] = Counter()
    with transaction.atomic():
        act_as(actor("hal", at=AT))
        for one, two, said in DuplicatePair.objects.values_list("one_id", "two_id", "probability"):
            if one not in of or two not in of:
                continue  # of the demonstration's own people
            right = of[one].entity == of[two].entity
            result.said.append((said or 0.0, right))
            found[of[one].culture] += right and (said or 0) >= 0.5
    result.true = true.total()
    result.cultures = {name: (found[name], number) for name, number in true.items()}


def _read(path: Path) -> Iterator[Record]:
    """RLdata: two first names, two surnames, a birth date, whose record, who is meant."""
    with path.open(newline="") as file:
        for row in csv.DictReader(file):
            names = {key: "" if row[key] == "NA" else row[key] for key in row}
            yield Record(
                uid=int(row["rec_id"]), entity=int(row["ent_id"]), culture="", agency="", kind="adult",
                given=f"{names['fname_c1']} {names['fname_c2']}".strip(),
                family=f"{names['lname_c1']} {names['lname_c2']}".strip(),
                known_as=(), birth_date=_day(row), sex="", address="", postcode="", nhs_number="",
                upn="", phone="",
            )  # fmt: skip


def _day(row: dict[str, str]) -> date | None:
    try:
        return date(int(row["by"]), int(row["bm"]), int(row["bd"]))
    except ValueError:
        return None
