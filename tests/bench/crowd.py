"""A hundred people at work at once over HTTP, on the database that `front_door.py` filled.

The web server runs as `docs/how-to/run-on-a-server.md` says, with a worker beside it; the people are
threads of this process, and share the machine with both.
"""

from __future__ import annotations

import http.client
import re
import threading
import time
import uuid
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from urllib.parse import urlencode

from django.db import transaction
from django.test import Client

from openmash.core.actor import Actor
from openmash.demo.cast import Persona, acting, bring_in
from openmash.foundation.access.models import User
from openmash.foundation.access.roles import Role
from openmash.foundation.access.row_security import act_as
from openmash.frontdoor.contacts.models import Contact, UrgencyRating
from tests.bench.contacts import AT, LIVING, TAKEN, enter
from tests.bench.front_door import drafted
from tests.journeys.hub import Hub, free_port

PEOPLE, SENDERS = 100, 20
SECONDS, ALONE = 600, 40  # how long all of them; how many rounds one of them alone
PAUSE = (5.0, 15.0)  # seconds between two pages of one person
DRAFTS = 12  # as many worries as one sender has ready
HUB, SCHOOL, HERE = "brackenford-council", "st-oswins", "brackenford"
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


@dataclass
class Crowd:
    """What people met: milliseconds by page, what failed, and what was promised and is not there."""

    alone: dict[str, list[float]]
    together: dict[str, list[float]] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)
    kept: int = 0
    lost: int = 0
    memory: dict[str, float] = field(default_factory=dict)  # MiB, shared pages counted once


class Person:
    """One browser: its cookies, how long each page took, and what the server said was done."""

    def __init__(self, port: int, session: str, dice: Random) -> None:
        self._port = port
        self._cookies = {"sessionid": session}
        self.dice = dice
        self.took: dict[str, list[float]] = defaultdict(list)
        self.errors: list[str] = []
        self.promised: set[str] = set()

    def reads(self, page: str, path: str) -> str:
        """A page, or nothing when that was an error."""
        status, said = self._asks(page, "GET", path)
        return said if status == 200 else self._met(page, status)

    def presses(self, page: str, path: str, token: str, **fields: str) -> bool:
        """Post; True when the server said that it is done."""
        status, _ = self._asks(page, "POST", path, {"csrfmiddlewaretoken": token, **fields})
        if status not in (200, 302, 303):
            self._met(page, status)
        return status in (302, 303)

    def _met(self, page: str, status: int) -> str:
        self.errors.append(f"{page}: {status or 'no answer'}")
        return ""

    def _asks(
        self, page: str, method: str, path: str, fields: dict[str, str] | None = None
    ) -> tuple[int, str]:
        headers = {"Cookie": "; ".join(f"{key}={value}" for key, value in self._cookies.items())}
        if fields is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        began = time.perf_counter()
        server = http.client.HTTPConnection("127.0.0.1", self._port, timeout=60)
        try:
            server.request(method, path, urlencode(fields) if fields else None, headers)
            answer = server.getresponse()
            said = answer.read().decode()
        except (OSError, http.client.HTTPException):
            return 0, ""
        finally:
            server.close()
        self.took[page].append((time.perf_counter() - began) * 1000)
        for cookie in answer.headers.get_all("Set-Cookie", []):
            key, _, value = cookie.partition(";")[0].partition("=")
            self._cookies[key] = value
        return answer.status, said


Work = Callable[[Person], Iterator[None]]


def at_the_hub(one: Person) -> Iterator[None]:
    """Look at the tray, open a worry, rate it anew, look somebody up; a pause after each."""
    one.reads("tray", "/tray/")
    yield
    path = f"/contacts/{TAKEN}{1 + one.dice.randrange(LIVING)}/"
    page = one.reads("contact", path)
    yield
    if token := TOKEN.search(page):
        reason = f"Looked at again today, and nothing is worse. {uuid.UUID(int=one.dice.getrandbits(128))}"
        if one.presses("rate", path + "urgency/", token.group(1), rag="amber", reason=reason):
            one.promised.add(reason)
        yield
    page = one.reads("search form", "/people/")
    if token := TOKEN.search(page):
        one.presses("search", "/people/", token.group(1), words="Mona Ash", reason="screening")
    yield


def at_the_school(one: Person, drafts: list[str]) -> Iterator[None]:
    """Read a worry through, send it, and look what became of it."""
    one.reads("worries", "/worries/")
    yield
    if not drafts:
        return
    path = f"/worries/{drafts.pop()}/"
    token = TOKEN.search(one.reads("check", path + "check/"))
    yield
    if token and one.presses("submit", path + "send/", token.group(1)):
        one.promised.add(path.split("/")[2])
        one.reads("status", path + "status/")
    yield


def measured(name: str, *, seconds: float = SECONDS, people: int = PEOPLE) -> Crowd:
    """One person without a pause, then all of them at once, on a database that is filled."""
    with TemporaryDirectory() as folder:
        hub = Hub(name, free_port(), Path(folder), workers=2)
        hub.start()
        try:
            return _work(hub, seconds, people)
        finally:
            hub.rest()


def _work(hub: Hub, seconds: float, people: int) -> Crowd:
    alone = list(_let_in(hub.port, 2, senders=1, called="alone"))
    for (one, does), times in zip(alone, (DRAFTS, ALONE), strict=True):
        for _ in range(times):
            list(does(one))
    everybody = list(_let_in(hub.port, people, senders=people * SENDERS // PEOPLE, called="crowd"))
    over = threading.Event()
    with ThreadPoolExecutor(people) as pool:
        done = [pool.submit(_at_work, one, does, over) for one, does in everybody]
        over.wait(seconds)
        over.set()
        for work in done:
            work.result()
    result = Crowd(_together(one for one, _ in alone), _together(one for one, _ in everybody))
    result.errors = [error for one, _ in (*alone, *everybody) for error in one.errors]
    promised = {said for one, _ in (*alone, *everybody) for said in one.promised}
    result.kept = _kept(promised)
    result.lost = len(promised) - result.kept
    result.memory = {part: _memory(process.pid) for part, process in hub.parts.items()}
    return result


def _at_work(one: Person, does: Work, over: threading.Event) -> None:
    """Again and again, with pauses, until it is over; nobody begins at the same moment."""
    over.wait(one.dice.uniform(0, PAUSE[1]))
    while not over.is_set():
        for _ in does(one):
            if over.wait(one.dice.uniform(*PAUSE)):
                return


def _let_in(port: int, people: int, *, senders: int, called: str) -> Iterator[tuple[Person, Work]]:
    """New colleagues of the school and of the hub, signed in; each sender with worries to send."""
    for number in range(people):
        role, agency = (Role.DSL, SCHOOL) if number < senders else (Role.MASH_SCREEN, HUB)
        persona = Persona(f"{called}-{number}", f"Colleague {number}", ((role, agency, HERE),), "")
        with transaction.atomic():
            enter("sam")
            bring_in(persona, at=AT - timedelta(days=1))
        client = Client()
        with transaction.atomic():
            by = acting(persona, at=AT)
            act_as(by)
            client.force_login(User.objects.get(pk=by.user))
        one = Person(port, client.cookies["sessionid"].value, Random(f"{called}-{number}"))
        yield one, partial(at_the_school, drafts=_drafts(by)) if number < senders else at_the_hub


def _drafts(by: Actor) -> list[str]:
    with transaction.atomic():
        act_as(by)
        return [drafted(by).reference for _ in range(DRAFTS)]


def _together(people: Iterable[Person]) -> dict[str, list[float]]:
    found: dict[str, list[float]] = defaultdict(list)
    for one in people:
        for page, took in one.took.items():
            found[page] += took
    return found


def _kept(promised: set[str]) -> int:
    """How many of what the server said was done are in the database: ratings, and worries sent."""
    with transaction.atomic():
        enter("meera")
        ratings = set(
            UrgencyRating.objects.filter(reason__in=promised).values_list("reason", flat=True)
        )
        sent = Contact.objects.filter(reference__in=promised).exclude(submitted_at=None)
        return len(promised & ratings) + sent.count()


def _memory(pid: int) -> float:
    """MiB of a process and its children; what several share is counted once."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    said = Path(f"/proc/{pid}/smaps_rollup").read_text()
    own = re.search(r"^Pss:\s+(\d+) kB", said, re.MULTILINE)
    return (int(own.group(1)) / 1024 if own else 0) + sum(_memory(int(child)) for child in children)
