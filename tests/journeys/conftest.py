"""Fixtures of the journeys."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser

from tests.journeys.hub import Hub, free_port
from tests.journeys.person import Person, meet
from tests.journeys.timed import TimedHub
from tests.leaks.hub import RecordedHub, assert_nothing_leaked


@pytest.fixture(scope="session")
def hub(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Iterator[Hub]:
    """One running hub for all journeys of this test worker; nothing leaks from it, whatever they do.

    What the journeys made it say is read when the last of them is over: a leak fails that last test.
    """
    worker = getattr(request.config, "workerinput", {}).get("workerid", "main")
    running = RecordedHub(
        f"openmash_journeys_{worker}", free_port(), tmp_path_factory.mktemp("hub")
    )
    running.prepare()
    try:
        running.start()
        yield running
        running.rest()
        assert_nothing_leaked(running)
    finally:
        running.stop()


@pytest.fixture
def the(hub: Hub, browser: Browser) -> Iterator[Callable[..., Person]]:
    """`the("ruth")`: a member of the cast, signed in; no page may breach the security policy."""
    people: list[Person] = []

    def person(key: str, *, scripts: bool = True, role: str | None = None) -> Person:
        people.append(meet(key, address=hub.address, browser=browser, scripts=scripts))
        return people[-1].signs_in(role)

    yield person
    for one in people:
        one.context.close()
        assert one.breaches == []


@pytest.fixture
def begins(
    tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest, browser: Browser
) -> Iterator[Callable[[str], TimedHub]]:
    """`begins("2026-11-27T16:10")`: a hub of its own, at that moment, from which nothing leaks."""
    worker = getattr(request.config, "workerinput", {}).get("workerid", "main")
    folder = tmp_path_factory.mktemp("timed")
    hub = TimedHub(f"openmash_timed_{worker}", free_port(), folder, browser=browser)

    def start(at: str) -> TimedHub:
        hub.begins(at)
        return hub

    try:
        yield start
        hub.rest()
        assert_nothing_leaked(hub, ())
    finally:
        hub.stop()
