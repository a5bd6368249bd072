"""Whoever reads a number at night reads the one that is answered (L88, P18; §3.5)."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
import time_machine
from django.test import Client

from openmash.core.actor import Actor
from openmash.foundation.access.models import User
from openmash.foundation.reference.models import Calendar
from openmash.frontdoor.contacts.rules.signs import who_to_ring
from openmash.frontdoor.contacts.tests.builders import a_draft, a_sent_worry

Enter = Callable[..., Actor]
HUB, TEAM = "01632 960110", "01632 960120"
Read = Callable[[datetime, str], str]


@pytest.fixture
def read(client: Client, enter: Enter) -> Read:
    """The words of a page as Ruth reads it at a moment, without its elements."""

    def reading(at: datetime, path: str) -> str:
        with time_machine.travel(at, tick=False):
            client.force_login(User.objects.get(pk=enter("ruth", at=at).user))
            drawn = client.get(path).content.decode()
        said = re.sub(r"<[^>]+>", " ", drawn.partition("</footer>")[0].partition("<footer")[0])
        return re.sub(r"\s+([.,])", r"\1", re.sub(r"\s+", " ", said))

    return reading


@pytest.fixture
def night(monday: datetime) -> datetime:
    """Monday, 22:00."""
    return monday + timedelta(hours=12)


def test_by_day_the_hub_is_to_be_rung_and_at_night_the_team(
    read: Read, enter: Enter, monday: datetime, night: datetime
) -> None:
    contact = a_draft(enter, A3="not_safe", at=monday)
    path = f"/worries/{contact.reference}/danger/"
    by_day, at_night = read(monday, path), read(night, path)
    assert f"Then ring the hub: {HUB} At night and weekends {TEAM}." in by_day
    assert f"Then ring the emergency duty team: {TEAM} The hub is closed." in at_night
    assert f"It opens at 08:45 tomorrow, on {HUB}. Say reference" in at_night


def test_every_page_of_a_form_says_who_answers_now(
    read: Read, enter: Enter, monday: datetime, night: datetime
) -> None:
    reference = a_draft(enter, at=monday).reference
    for path in ("/worries/", f"/worries/{reference}/", f"/worries/{reference}/about/children/"):
        assert f"Call 999. Then the hub on {HUB} · nights and weekends {TEAM}" in read(monday, path)
        line = f"Call 999. Then the emergency duty team on {TEAM} · the hub is closed, and opens"
        assert f"{line} at 08:45 tomorrow on {HUB}" in read(night, path)


def test_who_has_sent_at_night_reads_when_the_hub_opens(
    read: Read, enter: Enter, monday: datetime, night: datetime
) -> None:
    path = f"/worries/{a_sent_worry(enter, at=night).reference}/sent/"
    closed = "The hub is closed now, and opens at 08:45 tomorrow."
    assert f"{closed} If this cannot wait until then, ring the emergency duty team on {TEAM}." in (
        read(night, path)
    )
    assert "The hub is closed now" not in read(monday + timedelta(days=1), path)


@pytest.mark.parametrize(
    ("hours", "closed"),
    [(6, False), (6.99, False), (7, True), (22.74, True), (22.75, False)],
)
def test_the_minute_of_closing_is_closed_and_that_of_opening_is_open(
    read: Read, enter: Enter, monday: datetime, hours: float, closed: bool
) -> None:
    """Monday 10:00 and so many hours: the hub closes at 17:00 and opens at 08:45 (P0.1)."""
    a_draft(enter, at=monday)
    said = read(monday + timedelta(hours=hours), "/worries/")
    assert ("the hub is closed" in said) is closed


def test_a_day_that_the_partnership_has_closed_is_closed(
    read: Read, enter: Enter, monday: datetime
) -> None:
    """The hours are reference data: an extra closure counts like a bank holiday."""
    enter("ruth", at=monday)
    by_day = Calendar.objects.get(partnership_id="brackenford")
    assert "the hub is closed" not in read(monday, "/worries/")
    closures = [*by_day.extra_closures, monday.date().isoformat()]
    Calendar.objects.filter(pk=by_day.pk).update(extra_closures=closures)
    assert f"the hub is closed, and opens at 08:45 tomorrow on {HUB}" in read(monday, "/worries/")


def test_a_sign_names_first_who_answers() -> None:
    assert (
        who_to_ring("1", "2", closed=False) == "Ring the hub now on 1, at night and weekends on 2"
    )
    at_night = "Ring the emergency duty team now on 2, and the hub when it is open on 1"
    assert who_to_ring("1", "2", closed=True) == at_night
