"""Measures the pages of the hub among the contacts of years, and what sending and the ledger cost."""

from __future__ import annotations

import gc
import os
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from statistics import median
from time import perf_counter
from typing import Any

import psycopg
from django.db import connection, connections, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from openmash.core.actor import Actor
from openmash.foundation.access.models import User
from openmash.foundation.access.row_security import act_as
from openmash.foundation.ledger.commands import Entry, record_many
from openmash.foundation.ledger.verify import findings
from openmash.frontdoor.contacts.commands import drafting
from openmash.frontdoor.contacts.events import ContactEvent
from openmash.frontdoor.contacts.models import Contact
from openmash.oversight.insight.measures import MEASURES
from tests import database
from tests.bench.contacts import LIVING, SHARES, TAKEN, Filled, enter, enter_database
from tests.bench.enquiries import busy_ms
from tests.bench.people import stream

ASKED, WARM_UP, SENT = 100, 10, 60
OF_MEASURES, WARMED = 20, 2  # a chart counts years of contacts: fewer times
VERIFIED = 200_000
EMPTY = "empty"
Page = tuple[str, str, Callable[[int], tuple[str, dict[str, str] | None]]]


@dataclass
class Measured:
    """What one size gave: milliseconds of each page, statements, and what an act is made of."""

    filled: Filled
    load: float = 0
    ms: dict[str, list[float]] = field(default_factory=dict)
    open_ms: dict[str, list[float]] = field(default_factory=dict)  # without row-level security
    cpu: dict[str, list[float]] = field(default_factory=dict)
    queries: dict[str, int] = field(default_factory=dict)
    facts: dict[str, float] = field(default_factory=dict)


def p95(took: Sequence[float]) -> float:
    """The slowest but five of a hundred."""
    return sorted(took)[int(0.95 * len(took))]


def measured(filled: Filled) -> Measured:
    """Ask among these contacts; the database is left for whoever works on it next."""
    result = Measured(filled, os.getloadavg()[0])
    enter_database(filled.name)
    gc.collect()
    gc.freeze()  # as the web server does (`config/wsgi.py`)
    with _beside_the_policies(filled.name) as swap:
        _take_turns(result, _pages(filled.contacts), (ASKED, WARM_UP), swap)
        _take_turns(result, _measures(), (OF_MEASURES, WARMED), swap)
    _sending(result)
    _verifying(result)
    return result


def drop(filled: Filled) -> None:
    """Take the database away."""
    connections.close_all()
    database.drop(filled.name)


def _pages(contacts: int) -> list[Page]:
    """A contact that is opened is another one each time; so is who is searched for."""
    people = list(islice(stream(2_000), 0, None, 7))
    closed = round(contacts * SHARES["advice"])
    mailbox = reverse("mailbox")

    def words(number: int) -> dict[str, str]:
        one = people[number % len(people)]
        return {"words": f"{one.given} {one.family}", "reason": "screening"}

    return [
        (EMPTY, "aisha", lambda _: (mailbox, None)),
        ("tray", "aisha", lambda _: (reverse("tray"), None)),
        ("contact", "aisha", lambda n: (f"/contacts/{TAKEN}{1 + n % LIVING}/", None)),
        (
            "closed contact",
            "aisha",
            lambda n: (f"/contacts/BR-26-ADVICE{1 + n * 37 % closed}/", None),
        ),
        ("search", "aisha", lambda n: ("/people/", words(n))),
    ]


def _measures() -> list[Page]:
    each: list[Page] = [
        (code, "meera", _always(reverse("measure", args=[code.lower()]))) for code in MEASURES
    ]
    return [("empty, manager", "meera", _always(reverse("mailbox"))),
            ("all measures", "meera", _always(reverse("measures"))), *each]  # fmt: skip


def _always(path: str) -> Callable[[int], tuple[str, None]]:
    return lambda _: (path, None)


def _take_turns(
    result: Measured, pages: list[Page], times: tuple[int, int], swap: Callable[[], None]
) -> None:
    """One page after the other, so that whatever else the machine does meets all of them alike;
    each with row-level security and without."""
    clients = {who: _signed_in(who) for who in {who for _, who, _ in pages}}
    often, warm_up = times
    for number in range(often + warm_up):
        for page, who, asks in pages:
            took, cpu = _timed(clients[who], *asks(number))
            swap()
            bare, _ = _timed(clients[who], *asks(number))
            swap()
            if number >= warm_up:
                result.ms.setdefault(page, []).append(took)
                result.cpu.setdefault(page, []).append(cpu)
                result.open_ms.setdefault(page, []).append(bare)
    for page, who, asks in pages:
        with CaptureQueriesContext(connection) as queries:
            _timed(clients[who], *asks(often + warm_up + 1))
        result.queries[page] = len(queries)


@contextmanager
def _beside_the_policies(name: str) -> Iterator[Callable[[], None]]:
    """A second connection, of the database's root, which no policy concerns; the two change places."""
    connection.ensure_connection()
    own = connection.connection
    root = psycopg.connect(
        database.url("root", name), autocommit=True, cursor_factory=own.cursor_factory, context=own
    )
    root.execute("SET timezone = 'UTC'")
    places = [root]

    def swap() -> None:
        places.append(connection.connection)
        connection.connection = places.pop(0)

    yield swap
    connection.connection = own
    root.close()


def _sending(result: Measured) -> None:
    """A worry is sent, from the press to the page that says so; and of it, what the ledger takes."""
    client, shares = _signed_in("ruth"), []
    for number in range(SENT + WARM_UP):
        with transaction.atomic():
            path = reverse("worry_send", args=[drafted(enter("ruth")).reference])
        began = perf_counter()
        answered = client.post(path, {})
        took = (perf_counter() - began) * 1000
        if answered.status_code != 302:
            raise RuntimeError(f"{path} answered {answered.status_code}")
        with transaction.atomic():
            shares.append(_share_of_ledger(drafted(enter("ruth"))))
        if number >= WARM_UP:
            result.ms.setdefault("submit", []).append(took)
    result.facts["ledger's share of a submit"] = median(shares[WARM_UP:])


def drafted(by: Actor) -> Contact:
    """A worry that this sender has written and not sent."""
    contact = drafting.start(uuid.uuid4(), by=by)
    child = {"A1_name": "Mona Measured", "A1_age": "9", "B1": ["neglect"], "C1_why": "not_seen"}
    drafting.save_answers(contact, contact.children.get(), child, by=by)
    words = "Late eleven times this term, and hungry when she comes; nobody answers at home."
    said = {"A2": "setting", "A3": "safe_for_now", "B2": words, "D1": "told_agrees"}
    drafting.save_answers(contact, None, said, by=by)
    contact.refresh_from_db()
    return contact


def _share_of_ledger(contact: Contact) -> float:
    """The time of its events' statements and of their links, of the whole of sending and keeping it."""
    spent = [0.0]

    def count(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        began = perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            spent[0] += (perf_counter() - began) * ('INTO "ledger_event"' in sql)

    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # what the draft still owed
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        began = perf_counter()
        with connection.execute_wrapper(count):
            drafting.submit(contact, by=enter("ruth"))
        chained = perf_counter()
        cursor.execute("SET CONSTRAINTS event_chain IMMEDIATE")
        chained = perf_counter() - chained
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        whole = perf_counter() - began
    return (spent[0] + chained) / whole


def _verifying(result: Measured) -> None:
    """A ledger of so many chained events, in a partnership whose rows are no copies."""
    with transaction.atomic():
        by = enter("mari")
        connection.cursor().execute("SELECT count(*) FROM ledger_link")
    made = 0
    while made < VERIFIED:
        with transaction.atomic():
            act_as(by)
            one = Entry(ContactEvent.ADDED_TO, f"contact:{uuid.uuid4()}", (), {"questions": ["Z1"]})
            record_many([one] * 5_000, by=by)
        made += 5_000
    with transaction.atomic():
        act_as(by)
        began = perf_counter()
        findings(by.partnership, [])
        result.facts["ledger rows verified a minute"] = made / (perf_counter() - began) * 60


def _signed_in(who: str) -> Client:
    client = Client()
    with transaction.atomic():
        client.force_login(User.objects.get(pk=enter(who).user))
    return client


def _timed(client: Client, path: str, asked: dict[str, str] | None) -> tuple[float, float]:
    busy, began = busy_ms(), perf_counter()
    found = client.get(path) if asked is None else client.post(path, asked)
    took = (perf_counter() - began) * 1000
    if found.status_code != 200:
        raise RuntimeError(f"{path} answered {found.status_code}")
    return took, busy_ms() - busy
