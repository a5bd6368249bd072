"""Measures the pages of MASH enquiries among many, as ratios to an empty signed-in page."""

from __future__ import annotations

import os
import platform
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import psycopg
from django.db import connection, connections, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from openmash.core.actor import Actor
from openmash.demo.cast import actor
from openmash.demo.stage import build
from openmash.foundation.access.models import Agency, User
from openmash.foundation.access.row_security import act_as
from openmash.frontdoor.enquiries.commands import checks, items
from openmash.frontdoor.enquiries.models import AgencyCheck, MashEnquiry
from openmash.frontdoor.enquiries.rules.checks import Answered
from openmash.frontdoor.enquiries.rules.items import Fact
from openmash.frontdoor.enquiries.tests.builders import (
    a_question,
    an_answer,
    an_enquiry,
    fresh,
    screened,
    with_family,
)
from tests import database
from tests.bench import copying
from tests.fixtures import Enter

AT = datetime(2026, 11, 25, 10, 0, tzinfo=UTC)
USUAL = (100_000,)
REQUESTS = 8
ASKED, WARM_UP = 200, 20
AT_AGENCY = ("empty, agency", "request")
PAGE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "benchmarks-enquiries.md"


@dataclass
class Measured:
    """What one size gave: milliseconds of each page, and queries of one."""

    enquiries: int
    rows: int = 0
    load_s: float = 0
    load: float = 0
    ms: dict[str, list[float]] = field(default_factory=dict)
    queries: dict[str, int] = field(default_factory=dict)

    def p95(self, page: str) -> float:
        """The slowest but five of a hundred."""
        ordered = sorted(self.ms[page])
        return ordered[int(0.95 * len(ordered))]


def measured(size: int) -> Measured:
    """Play one enquiry, copy it, and ask for the pages of some."""
    name = f"openmash_bench_enquiries_{size}"
    connections.close_all()
    connections["default"].settings_dict["NAME"] = name
    database.make(name)
    address = database.url("root", name)
    with transaction.atomic():
        build(at=AT)
    with psycopg.connect(address, autocommit=True) as root:
        before = copying.keys(root)
    with transaction.atomic():
        enquiry = played(enter)
        reference = enquiry.contact.reference
        request = str(AgencyCheck.objects.get(enquiry=enquiry, agency="st-oswins").pk)
    began = time.monotonic()
    result = Measured(size, copying.copy(address, before, size, words={reference: "BR-26-Z"}))
    result.load_s, result.load = time.monotonic() - began, os.getloadavg()[0]
    _pages(result, request)
    connections.close_all()
    database.drop(name)
    return result


def enter(who: str, at: datetime | None = None) -> Actor:
    by = actor(who, at=at or AT)
    act_as(by)
    return by


def played(enter: Enter) -> MashEnquiry:
    """Eight agencies are asked about three people; six have answered, with a fact each."""
    contact = screened(enter)
    with_family(enter, contact)
    enquiry = an_enquiry(enter, contact)
    an_answer(enter, enquiry)
    tom = enter("tom")
    agencies = Agency.objects.filter(partnerships="brackenford").order_by("pk")
    for number, agency in enumerate(list(agencies)[:REQUESTS]):
        check = checks.ask_agency(
            fresh(enquiry), a_question(enquiry, agency.pk, method="here"), by=tom
        )
        if number < REQUESTS - 2:
            said = [Answered(str(p.pk), "them", "info", "Seen in June") for p in check.people.all()]
            checks.answer(check, said, "Somebody there", by=tom)
            fact = Fact("Seen in June, well", "other", "fact", dated_words="June", agency=agency.pk)
            items.note_item(enquiry.scope.get(role="child"), fact, by=tom)
    return fresh(enquiry)


def _pages(result: Measured, request: str) -> None:
    """Enquiries from all over, a fresh one each time, beside the emptiest page of the same person."""
    step = max(1, result.enquiries // (ASKED + WARM_UP))
    numbers = [1 + number * step for number in range(ASKED + WARM_UP)]
    empty = reverse("mailbox")
    pages: list[tuple[str, str, Callable[[int], str]]] = [
        ("empty", "tom", lambda _: empty),
        ("workspace", "tom", lambda number: f"/contacts/BR-26-Z{number}/enquiry/"),
        ("empty, agency", "ruth", lambda _: empty),
        ("request", "ruth", lambda number: f"/requests/{copying.copied_key(request, number)}/"),
    ]
    for page, who, path in pages:
        client = _signed_in(who)
        times = [_timed(client, path(number)) for number in numbers]
        result.ms[page] = times[WARM_UP:]
        with CaptureQueriesContext(connection) as queries:
            client.get(path(numbers[-1]))
        result.queries[page] = len(queries)


def _signed_in(who: str) -> Client:
    client = Client()
    with transaction.atomic():
        client.force_login(User.objects.get(pk=enter(who).user))
    return client


def _timed(client: Client, path: str) -> float:
    began = time.perf_counter()
    found = client.get(path)
    took = (time.perf_counter() - began) * 1000
    if found.status_code != 200:
        raise RuntimeError(f"{path} answered {found.status_code}")
    return took


def write(results: list[Measured]) -> None:
    """The page of the reference."""
    when = f"{datetime.now(UTC):%d %B %Y}"
    system = f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}"
    lines = [
        "# Benchmarks of enquiries",
        "",
        "`bin/bench enquiries` plays one enquiry with the product’s own commands (three people, eight",
        "requests, six answered with a fact each), copies every row of it into a throw-away embedded",
        "PostgreSQL, and asks for the pages of some, from the request to the last byte without the",
        "network, under row-level security. *Empty* is the list of messages of the same person, empty;",
        "*request* is the page of the school that is asked, compared with the school’s own empty page.",
        "Every copy is open, so that the frame of each page, the empty one too, counts as many open contacts",
        "as there are enquiries: where they are many the ratios flatter, and the milliseconds are the truth.",
        "*Queries* are all statements, BEGIN and COMMIT among them.",
        "",
        f"Measured {when} on {system}, Python {platform.python_version()}.",
        "",
        "| Enquiries | Rows | Page | p95 | Times the empty page | Queries | Load of the machine |",
        "| --- | --- | --- | --- | --- | --- | --- |",
    ]
    for one in results:
        for page in one.ms:
            beside = "empty, agency" if page in AT_AGENCY else "empty"
            ratio = one.p95(page) / one.p95(beside)
            lines.append(
                f"| {one.enquiries:,} | {one.rows:,} | {page} | {one.p95(page):.0f} ms |"
                f" {ratio:.1f} | {one.queries[page]} | {one.load:.1f} |"
            )
    PAGE.write_text("\n".join(lines) + "\n")
    print("\n".join(lines[8:]))
