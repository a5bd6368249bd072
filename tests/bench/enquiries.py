"""Measures the pages of MASH enquiries among many, as ratios to an empty signed-in page."""

from __future__ import annotations

import os
import platform
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from copy import copy
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from statistics import median

import psycopg
from django.db import connection, connections, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from openmash.core.actor import Actor
from openmash.demo.cast import actor
from openmash.demo.stage import build
from openmash.foundation.access.commands import NewAgency, let_agency_in
from openmash.foundation.access.models import Agency, User
from openmash.foundation.access.row_security import act_as
from openmash.foundation.tasks.states import TaskState
from openmash.frontdoor.contacts.states import ContactState
from openmash.frontdoor.enquiries.commands import checks, items
from openmash.frontdoor.enquiries.commands.requests import send_requests
from openmash.frontdoor.enquiries.models import AgencyCheck, EvidenceItem, MashEnquiry
from openmash.frontdoor.enquiries.queries.pertinent import pertinent
from openmash.frontdoor.enquiries.rules.checks import Answered
from openmash.frontdoor.enquiries.rules.items import Fact
from openmash.frontdoor.enquiries.states import CheckState, EnquiryState
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
SCHOOL = "st-oswins"  # has not answered: its page is opened
ASKED, WARM_UP = 200, 20
# A hub that has worked for years has that many enquiries open at once; all others are over.
LIVING = 500
FACTS, AT_ONCE, TIMES = 2_000, 40, 20
RANKED = f"{FACTS:,} facts put in order, read from the database"
SENT = f"{AT_ONCE} agencies asked by one press"
OVER: dict[str, dict[str, object]] = {
    "contacts_contact": {"state": ContactState.CLOSED.value},
    "enquiries_mashenquiry": {"state": EnquiryState.CLOSED.value},
    "enquiries_agencycheck": {"state": CheckState.ACCEPTED.value},
    "clocks_clockrun": {"stopped_at": AT},
    "tasks_task": {"state": TaskState.DONE.value, "finished_at": AT, "finished_by": "Somebody"},
}
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
    cpu: dict[str, list[float]] = field(default_factory=dict)
    queries: dict[str, int] = field(default_factory=dict)
    acts: dict[str, list[float]] = field(default_factory=dict)


def p95(took: Sequence[float]) -> float:
    """The slowest but five of a hundred."""
    return sorted(took)[int(0.95 * len(took))]


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
        request = str(AgencyCheck.objects.get(enquiry=enquiry, agency=SCHOOL).pk)
    began = time.monotonic()
    words, over = {reference: "BR-26-Z"}, copying.Over(LIVING, OVER)
    result = Measured(size, copying.copy(address, before, size, words=words, over=over))
    result.load_s, result.load = time.monotonic() - began, os.getloadavg()[0]
    _pages(result, request)
    _acts(result)
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
    others = Agency.objects.filter(partnerships="brackenford").exclude(pk=SCHOOL).order_by("pk")
    agencies = [*others[: REQUESTS - 1], Agency.objects.get(pk=SCHOOL)]
    for number, agency in enumerate(agencies):
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
    """Open enquiries, a fresh one each time, beside the emptiest page of the same person.

    One page after the other, so that whatever else the machine does meets all of them alike.
    """
    numbers = range(1, ASKED + WARM_UP + 1)
    empty = reverse("mailbox")
    pages: list[tuple[str, str, Callable[[int], str]]] = [
        ("empty", "tom", lambda _: empty),
        ("workspace", "tom", lambda number: f"/contacts/BR-26-Z{number}/enquiry/"),
        ("empty, agency", "ruth", lambda _: empty),
        ("request", "ruth", lambda number: f"/requests/{copying.copied_key(request, number)}/"),
    ]
    clients = {who: _signed_in(who) for who in ("tom", "ruth")}
    for number in numbers:
        for page, who, path in pages:
            busy = busy_ms()
            took = _timed(clients[who], path(number))
            if number > WARM_UP:
                result.ms.setdefault(page, []).append(took)
                result.cpu.setdefault(page, []).append(busy_ms() - busy)
    for page, who, path in pages:
        with CaptureQueriesContext(connection) as queries:
            clients[who].get(path(numbers[-1] + 1))
        result.queries[page] = len(queries)


def _acts(result: Measured) -> None:
    """Putting the facts of a family with many in order, and asking many agencies by one press."""
    with transaction.atomic():
        enquiry, tom = _of("BR-26-Z1"), enter("tom")
        one = EvidenceItem.objects.filter(enquiry=enquiry).first()
        kinds = ("injury", "was_not_brought", "mental_health", "physical", "safeguarding_flag")
        EvidenceItem.objects.bulk_create(_facts_like(one, kinds))
        result.acts[RANKED] = [_passed(lambda: pertinent(enquiry, by=tom)) for _ in range(TIMES)]
    for number in range(2, TIMES + 2):
        with transaction.atomic():
            enquiry, tom = _of(f"BR-26-Z{number}"), enter("tom")
            for place in range(AT_ONCE if number == 2 else 0):
                school = NewAgency(f"school-{place}", f"School {place}", "school")
                let_agency_in(school, by=tom)
            asked = [a_question(enquiry, f"school-{n}", method="here") for n in range(AT_ONCE)]
            took = _passed(partial(send_requests, enquiry, asked, by=tom))
            result.acts.setdefault(SENT, []).append(took)


def _of(reference: str) -> MashEnquiry:
    enter("tom")
    return MashEnquiry.objects.select_related("contact").get(contact__reference=reference)


def _facts_like(one: EvidenceItem | None, kinds: Sequence[str]) -> Iterator[EvidenceItem]:
    """So many that the family has two thousand."""
    if one is None:
        raise RuntimeError("the story has no fact")
    for number in range(FACTS):
        fact = copy(one)
        fact.pk, fact.category = uuid.uuid4(), kinds[number % len(kinds)]
        fact.dated_from, fact._state.adding = (AT - timedelta(days=number % 700)).date(), True
        yield fact


def _passed(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return (time.perf_counter() - began) * 1000


def _signed_in(who: str) -> Client:
    client = Client()
    with transaction.atomic():
        client.force_login(User.objects.get(pk=enter(who).user))
    return client


def busy_ms() -> float:
    """What the processor has done for this process and for its connection to the database.

    Unlike the time that passes, it says little of what else the machine is doing.
    """
    found = connection.connection
    ours = time.process_time() * 1000
    if found is None:
        return ours
    spent = Path(f"/proc/{found.info.backend_pid}/schedstat").read_text().split()[0]
    return ours + int(spent) / 1_000_000


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
        "*request* is the page of the school that is asked, opened for the first time and so acknowledged,",
        "compared with the school’s own empty page.",
        f"{LIVING} of the enquiries are open, as in a hub that has worked for years; all others are over:",
        "contact and enquiry closed, answers accepted, clocks stopped, tasks done.",
        "The pages take turns, so that whatever else the machine does meets all of them alike.",
        "*Processor* is the median of the processor time that the application and its connection to the",
        "database used, which says less of what else the machine was doing than the time that passed.",
        "*Queries* are all statements, BEGIN and COMMIT among them; ten belong to the frame of every page.",
        "",
        f"Measured {when} on {system}, Python {platform.python_version()}.",
        "",
        "| Enquiries | Rows | Page | Median | p95 | Times empty | Processor | Times | Queries | Load |",
        "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |",
    ]
    for one in results:
        for page in one.ms:
            beside = "empty, agency" if page in AT_AGENCY else "empty"
            ratio = p95(one.ms[page]) / p95(one.ms[beside])
            cpu, cpu_beside = median(one.cpu[page]), median(one.cpu[beside])
            lines.append(
                f"| {one.enquiries:,} | {one.rows:,} | {page} | {median(one.ms[page]):.0f} ms"
                f" | {p95(one.ms[page]):.0f} ms | {ratio:.1f} | {cpu:.0f} ms | {cpu / cpu_beside:.1f}"
                f" | {one.queries[page]} | {one.load:.1f} |"
            )
    lines += ["", "| Enquiries | Act | Median | p95 |", "| --- | --- | --- | --- |"]
    for one in results:
        for act, took in one.acts.items():
            lines.append(
                f"| {one.enquiries:,} | {act} | {median(took):.0f} ms | {p95(took):.0f} ms |"
            )
    PAGE.write_text("\n".join(lines) + "\n")
    print("\n".join(lines[lines.index("") + 14 :]))
