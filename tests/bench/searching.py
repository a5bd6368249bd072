"""Searching one register: found or not, how fast, how sure, for whom."""

from __future__ import annotations

import os
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from fcntl import LOCK_EX, flock
from pathlib import Path
from random import Random

import psycopg
from django.db import connection, connections, transaction
from django.test import Client

from openmash.core.actor import Actor
from openmash.demo.cast import actor
from openmash.demo.stage import build
from openmash.foundation.access.models import User
from openmash.foundation.access.row_security import act_as
from openmash.foundation.people.presenters import Wanted
from openmash.foundation.people.queries import candidates_of_each
from openmash.foundation.people.queries.finding import best_of_each, find
from tests import database
from tests.bench.people import Record, miswritten, stream
from tests.bench.register import fill, key_of

AT = datetime(2026, 11, 25, 10, 0, tzinfo=UTC)
QUERIES, PAGES, CONTACTS = 4_000, 150, 60
WARM_UP = 200
TOP = 10
FAMILY = 8
BINS = 10


@dataclass
class Measured:
    """What one register gave."""

    records: int
    people: int
    load_s: float = 0
    load: float = 0  # of the machine when asking began
    keys: int = 0
    sizes: dict[str, int] = field(default_factory=dict)
    cpu_ms: float = 0  # of the application and the server, for one search on average
    engine_ms: list[float] = field(default_factory=list)
    page_ms: list[float] = field(default_factory=list)
    contact_ms: list[float] = field(default_factory=list)
    found: int = 0
    among: int = 0
    asked: int = 0
    cultures: dict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0]))
    bins: list[list[float]] = field(default_factory=lambda: [[0, 0, 0] for _ in range(BINS)])

    def at(self, times: list[float], share: float) -> float:
        """A percentile."""
        ordered = sorted(times)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0

    @property
    def calibration_error(self) -> float:
        """Expected calibration error over every pair that was compared and worth a look."""
        total = sum(count for count, _, _ in self.bins)
        return sum(abs(said - true) for _, said, true in self.bins) / total if total else 0


def measured(size: int) -> Measured:
    """Fill a register of this size, then ask."""
    name = f"openmash_bench_{size}"
    took = _filled(name, size)
    people, (asked, opened, named) = _picked(size)
    result = Measured(size, len(set(people.values())), load_s=took)
    _weigh(result, name)
    by = actor("aisha", at=AT)
    with _alone():
        result.load = os.getloadavg()[0]
        _ask(result, asked, by, people)
        print(_line(result), flush=True)
        if os.environ.get("OPENMASH_BENCH") != "engine":
            _pages(result, opened)
            _contacts(result, named, by)
    print(_line(result), flush=True)
    connections.close_all()
    if not _kept():
        database.drop(name)
    return result


def _filled(name: str, size: int) -> float:
    """Seconds taken; none when the database was kept by an earlier run."""
    _enter(name)
    if _kept() and _is_there(name):
        return 0
    database.make(name)
    with transaction.atomic():
        build(at=AT)
    began = time.monotonic()
    fill(database.url("root", name), size, partnership="brackenford", at=AT)
    return time.monotonic() - began


def _kept() -> bool:
    """Filling a million takes minutes, so a server that stays may keep what was filled."""
    return bool(os.environ.get("OPENMASH_BENCH_KEEP"))


def _is_there(name: str) -> bool:
    with psycopg.connect(database.url("root", "postgres"), autocommit=True) as root:
        there = root.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        return there.fetchone() is not None


@contextmanager
def _alone() -> Iterator[None]:
    """Hold the file that everything else on this machine waits for, while times are taken."""
    path = os.environ.get("OPENMASH_BENCH_LOCK")
    if not path:
        yield
        return
    with Path(path).open("a") as lock:
        flock(lock, LOCK_EX)
        yield


def _enter(name: str) -> None:
    connections.close_all()
    connections["default"].settings_dict["NAME"] = name


def _picked(size: int) -> tuple[dict[object, int], list[list[Record]]]:
    """Who is meant by each record, and whom to ask for: by search, by page and by contact."""
    wanted_of = ((QUERIES + WARM_UP, 7), (PAGES + 20, 5), ((CONTACTS + 5) * FAMILY, 19))
    chance = [Random(seed) for _, seed in wanted_of]
    chosen = [
        set(rng.sample(range(size), min(count, size)))
        for rng, (count, _) in zip(chance, wanted_of, strict=True)
    ]
    people: dict[object, int] = {}
    picked: list[list[Record]] = [[] for _ in chosen]
    for one in stream(size):
        people[key_of(one.uid)] = one.entity
        for some, uids in zip(picked, chosen, strict=True):
            if one.uid in uids:
                some.append(one)
    for rng, some in zip(chance, picked, strict=True):
        rng.shuffle(some)
    return people, picked


def _ask(result: Measured, records: list[Record], by: Actor, people: dict[object, int]) -> None:
    """As a hub would: one transaction, one actor, a fresh erroneous copy each time."""
    rng = Random(11)
    with transaction.atomic():
        act_as(by)
        spent = _cpu_ms()
        for number, record in enumerate(records):
            asked = wanted(miswritten(record, rng)).facts()
            began = time.perf_counter()
            found = best_of_each(find(asked, by=by))
            took = (time.perf_counter() - began) * 1000
            if number >= WARM_UP:
                result.engine_ms.append(took)
                _judge(result, record, found, people)
        result.cpu_ms = (_cpu_ms() - spent) / len(records)


def _cpu_ms() -> float:
    """Processor time used so far by this process and its database server (Linux)."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        pid = cursor.fetchone()[0]
    words = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    ticks = int(words[11]) + int(words[12])
    return time.process_time() * 1000 + ticks * 1000 / os.sysconf("SC_CLK_TCK")


def _judge(result: Measured, record: Record, found: list, people: dict[object, int]) -> None:  # type: ignore[type-arg]  # Found
    who = [people[one.record] for one in found]
    hit = record.entity in who[:TOP]
    result.asked += 1
    result.found += hit
    result.among += record.entity in who
    result.cultures[record.culture][0] += hit
    result.cultures[record.culture][1] += 1
    if os.environ.get("OPENMASH_BENCH_MISSES") and not hit:
        print(
            "missed",
            record.given,
            "|",
            record.family,
            record.birth_date,
            record.postcode,
            record.culture,
        )
    for one, entity in zip(found, who, strict=True):
        said = one.match.probability
        if said >= 0.02:
            place = result.bins[min(BINS - 1, int(said * BINS))]
            place[0] += 1
            place[1] += said
            place[2] += entity == record.entity


def wanted(one: Record) -> Wanted:
    """As a contact names somebody."""
    return Wanted(
        given=one.given,
        family=one.family,
        birth_date=one.birth_date,
        sex=one.sex,
        nhs_number=one.nhs_number,
        upn=one.upn,
        address=one.address,
        postcode=one.postcode,
    )


def _pages(result: Measured, records: list[Record]) -> None:
    """The whole page, from the press to the last byte, without the network."""
    client, rng = Client(), Random(13)
    with transaction.atomic():
        act_as(actor("aisha", at=AT))
        client.force_login(User.objects.get(pk=actor("aisha", at=AT).user))
    for number, record in enumerate(records):
        copy = miswritten(record, rng)
        born = f" {copy.birth_date:%d/%m/%Y}" if copy.birth_date else ""
        terms = {
            "words": f"{copy.given} {copy.family}{born} {copy.postcode}",
            "reason": "screening",
        }
        took = _timed(lambda terms=terms: client.post("/people/", terms))
        if number >= 20:
            result.page_ms.append(took)


def _contacts(result: Measured, people: list[Record], by: Actor) -> None:
    """A contact that names eight people: every one gets suggestions."""
    rng = Random(17)
    with transaction.atomic():
        act_as(by)
        for number in range(CONTACTS + 5):
            family = people[number * FAMILY : (number + 1) * FAMILY]
            named = [(wanted(miswritten(one, rng)), "") for one in family]
            took = _timed(lambda named=named: candidates_of_each(named, by=by))
            if number >= 5:
                result.contact_ms.append(took)


def _timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


def _weigh(result: Measured, name: str) -> None:
    with psycopg.connect(database.url("root", name), autocommit=True) as root:
        result.keys = root.execute("SELECT count(*) FROM people_personkey").fetchone()[0]  # type: ignore[index]  # one row
        for table in ("people_personkey", "people_personcard", "people_person"):
            row = root.execute(
                "SELECT pg_relation_size(%s), pg_total_relation_size(%s)", [table] * 2
            )
            heap, total = row.fetchone()  # type: ignore[misc]  # one row
            result.sizes[table], result.sizes[f"{table} with indexes"] = heap, total


def _line(one: Measured) -> str:
    parts = [
        f"{one.records} records, {one.people} people, loaded in {one.load_s:.0f} s",
        f"{one.keys / one.records:.1f} keys each",
        f"recall@10 {one.found / one.asked:.4f} (among candidates {one.among / one.asked:.4f})",
        "engine ms p50 {:.1f} p95 {:.1f} p99 {:.1f}".format(
            *(one.at(one.engine_ms, share) for share in (0.5, 0.95, 0.99))
        ),
        f"page p95 {one.at(one.page_ms, 0.95):.0f} contact of 8 p95 {one.at(one.contact_ms, 0.95):.0f}",
        f"ECE {one.calibration_error:.4f}",
        " ".join(f"{c} {hit / n:.3f}" for c, (hit, n) in sorted(one.cultures.items())),
        " ".join(
            f"[{count:.0f}: {said / count:.2f}~{true / count:.2f}]"
            for count, said, true in one.bins
            if count
        ),
        " ".join(f"{table} {size / 2**20:.0f}M" for table, size in one.sizes.items()),
    ]
    return "\n  ".join(parts)
