"""Every address, every persona, GET and POST, against the reviewed table (security test 1).

A new address fails until somebody has written its row. To propose one, run this file with
OPENMASH_SWEEP=write and read what changed before committing it.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from playwright.sync_api import Browser
from pytest_django import Settings

from openmash.demo.cast import CAST
from openmash.foundation.access.models import User
from tests.access import sweep, world
from tests.access.pages import Shown, what_axe_finds
from tests.accessible import kind_of
from tests.fixtures import Enter

# Who acts by the hour is swept twice: on a Monday at ten in the morning as everybody, and at night.
AT_NIGHT = {"ravi at night": "ravi"}
# Somebody of a practice without an account: no member of the cast, let in by a link and a code.
BY_LINK = "by link"
PERSONAS = (sweep.NOBODY, *(persona.key for persona in CAST), *AT_NIGHT, BY_LINK)
TWELVE_HOURS = timedelta(hours=12)
METHODS = ("GET", "POST")
GROUPS = 4  # so many test workers can share the personas; each builds the world once
found: dict[tuple[str, str, str], int] = {}
shown: set[frozenset[str]] = set()  # each kind of page once in a test worker


def test_every_address_has_a_row_and_every_row_an_address() -> None:
    wanted = {(route.name, method) for route in sweep.routes() for method in METHODS}
    rows = {(route, method) for route, method, _ in sweep.reviewed()}
    if not os.environ.get("OPENMASH_SWEEP"):
        assert rows == wanted


@pytest.mark.parametrize("group", range(GROUPS))
def test_each_persona_gets_what_was_reviewed_on_pages_in_which_axe_finds_nothing(
    group: int, enter: Enter, settings: Settings, monday: datetime, browser: Browser
) -> None:
    settings.ACCOUNT_RATE_LIMITS = False
    examples = world.build(enter)
    here: dict[tuple[str, str, str], int] = {}
    new: list[Shown] = []
    for persona in PERSONAS[group::GROUPS]:
        for key, answer in _answers_to(persona, examples, monday):
            here[key] = answer.status_code
            new += _not_shown_before(key, answer)
    found.update(here)
    assert not [key for key, status in here.items() if status >= 500]
    if not os.environ.get("OPENMASH_SWEEP"):
        reviewed = sweep.reviewed()
        assert {key: status for key, status in here.items() if reviewed.get(key) != status} == {}
    assert what_axe_finds(browser, new) == []


def _answers_to(
    persona: str, examples: Mapping[str, str], monday: datetime
) -> Iterator[tuple[tuple[str, str, str], HttpResponse]]:
    """What every address answers to this persona; nothing of it stays for the next one."""
    cache.clear()  # what is counted against floods
    client = Client(raise_request_exception=False)
    at = monday + TWELVE_HOURS if persona in AT_NIGHT else monday
    with transaction.atomic(), time_machine.travel(at):
        if persona == BY_LINK:
            examples = {**examples, **world.comes_by_link(client, examples)}
        elif persona != sweep.NOBODY:
            key = AT_NIGHT.get(persona, persona)
            client.force_login(User.objects.get(email=f"{key}@openmash.example"))
        for route in sweep.routes():
            for method in METHODS:
                answer = sweep.ask(client, method, route.path(examples))
                yield (route.name, method, persona), answer
        transaction.set_rollback(True)


def _not_shown_before(key: tuple[str, str, str], answer: HttpResponse) -> Iterator[Shown]:
    page = Shown.to("/".join(key), answer)
    if page and (kind := kind_of(page.body.decode())) not in shown:
        shown.add(kind)
        yield page


@pytest.mark.skipif(not os.environ.get("OPENMASH_SWEEP"), reason="writes the table for review")
def test_write_the_table() -> None:
    ordered = {
        (route.name, method, persona): found[route.name, method, persona]
        for route in sweep.routes()
        for method in METHODS
        for persona in PERSONAS
    }
    sweep.write(ordered)
