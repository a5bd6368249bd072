"""Fills a register with made-up people in bulk: the rows the commands would write, no more, no less.

As the server's own administrator and without its checks, since a million people one command at a
time would take hours; `test_register.py` holds a sample against what the commands write.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice
from multiprocessing import get_context
from random import getrandbits
from types import SimpleNamespace as Row

import django
import psycopg

from openmash.core.finding import stored_keys
from openmash.core.identifiers import check_nhs_number, check_postcode, check_upn
from openmash.core.names import place_key
from openmash.core.phones import check_phone
from openmash.foundation.people.cards import facts_of, pack
from tests.bench.people import Record, stream

SAID = "partnership_id, source, recorded_at, recorded_by"
STATED = f"{SAID}, in_error_by, in_error_because"
NO_ERROR = ("", "")
COLUMNS = {
    "people_person": f"id, root_id, kind, display_name, birth_date, birth_date_estimated, sex, "
    f"first_language, version, withdrawn_by, {SAID}",
    "people_personname": f"id, person_id, kind, given, family, {STATED}",
    "people_identifier": f"id, person_id, kind, value, warning, verified, {STATED}",
    "people_address": f"id, person_id, kind, lines, postcode, uprn, place, confidential, certainty, "
    f"{STATED}",
    "people_contactpoint": f"id, person_id, kind, value, warning, safe_times, {STATED}",
    "people_personcard": "person_id, partnership_id, said, keys",
    "people_personkey": "partnership_id, key, person_id",
}
AT_ONCE = 5_000
LOADERS = 2
KEYS_OF_KEYS = "people_personkey_pkey"
Rows = dict[str, list[tuple[object, ...]]]


def key_of(uid: int) -> uuid.UUID:
    """The id of a record in the register: scattered, as ids are in life."""
    return uuid.uuid5(uuid.NAMESPACE_OID, str(uid))


def uuid4() -> uuid.UUID:
    """A chance id, quicker than the library's."""
    return uuid.UUID(int=getrandbits(128), version=4)


def fill(url: str, size: int, *, partnership: str, at: datetime) -> None:
    """Load everybody, in several processes."""
    with psycopg.connect(url, autocommit=True) as root:
        root.execute(f"ALTER TABLE people_personkey DROP CONSTRAINT IF EXISTS {KEYS_OF_KEYS}")
        shares = [(url, size, share, partnership, at) for share in range(LOADERS)]
        with get_context("spawn").Pool(LOADERS, django.setup) as pool:
            pool.starmap(load_share, shares)
        root.execute("SET maintenance_work_mem = '512MB'")
        root.execute(
            f"ALTER TABLE people_personkey ADD CONSTRAINT {KEYS_OF_KEYS}"
            " PRIMARY KEY (partnership_id, key, person_id)"
        )
        root.execute("VACUUM ANALYZE")


def load_share(url: str, size: int, share: int, partnership: str, at: datetime) -> None:
    """One process's part of everybody, past every constraint but those of the columns."""
    with psycopg.connect(url, autocommit=True) as root:
        root.execute("SET session_replication_role = replica")
        for number, some in enumerate(_batches(stream(size))):
            if number % LOADERS == share:
                _copy(root, rows_of(some, partnership, at))


def rows_of(records: Iterable[Record], partnership: str, at: datetime) -> Rows:
    """The rows of some records, table by table."""
    rows: Rows = {table: [] for table in COLUMNS}
    for one in records:
        said = (partnership, one.agency, at, "bench")
        for table, values in _rows(one, said):
            rows[table].append(values)
    return rows


def _rows(one: Record, said: tuple[object, ...]) -> Iterator[tuple[str, tuple[object, ...]]]:
    person, names, numbers, homes, points = parts(one)
    yield (
        "people_person",
        (
            *(person.pk, person.pk, person.kind, person.display_name, person.birth_date, False),
            *(person.sex, "", 0, "", *said),
        ),
    )
    for n in names:
        yield "people_personname", (n.pk, person.pk, n.kind, n.given, n.family, *said, *NO_ERROR)
    for i in numbers:
        yield (
            "people_identifier",
            (i.pk, person.pk, i.kind, i.value, i.warning, False, *said, *NO_ERROR),
        )
    for a in homes:
        place = (a.lines, a.postcode, "", a.place, False, "reported")
        yield "people_address", (a.pk, person.pk, a.kind, *place, *said, *NO_ERROR)
    for c in points:
        yield (
            "people_contactpoint",
            (c.pk, person.pk, c.kind, c.value, c.warning, "", *said, *NO_ERROR),
        )
    facts = facts_of(person, names, numbers, homes, points)
    keys = sorted(stored_keys(facts))
    yield "people_personcard", (person.pk, said[0], pack(facts), keys)
    for key in keys:
        yield "people_personkey", (said[0], key, person.pk)


Parts = tuple[Row, list[Row], list[Row], list[Row], list[Row]]


def parts(one: Record) -> Parts:
    """A record as the tables hold it, checked as the commands check."""
    sex = one.sex if one.sex in {"F", "M"} else "U"
    name = f"{one.given} {one.family}".strip()
    person = Row(
        pk=key_of(one.uid),
        kind=one.kind,
        display_name=name,
        birth_date=one.birth_date,
        expected_birth_date=None,
        sex=sex,
    )
    names = [Row(pk=uuid4(), kind="legal", given=one.given.strip(), family=one.family.strip())]
    names += [Row(pk=uuid4(), kind="known_as", given=g, family=f) for g, f in one.known_as]
    checks = ((one.nhs_number, "nhs_number", check_nhs_number), (one.upn, "upn", check_upn))
    numbers = [
        Row(pk=uuid4(), kind=kind, value=check(value).value, warning=check(value).problem or "")
        for value, kind, check in checks
        if value
    ]
    code = check_postcode(one.postcode).value or ""
    home = Row(
        pk=uuid4(),
        kind="main",
        lines=one.address,
        postcode=code,
        uprn="",
        place=place_key(one.address, code),
        confidential=False,
    )
    phone = check_phone(one.phone)
    points = (
        [Row(pk=uuid4(), kind="phone", value=phone.value, warning=phone.problem or "")]
        if phone.value
        else []
    )
    return person, names, numbers, [home] if one.address or code else [], points


def _copy(root: psycopg.Connection[tuple[object, ...]], rows: Rows) -> None:
    for table, columns in COLUMNS.items():
        with root.cursor().copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
            for row in rows[table]:
                copy.write_row(row)


def _batches(records: Iterable[Record]) -> Iterator[list[Record]]:
    left = iter(records)
    while some := list(islice(left, AT_ONCE)):
        yield some
