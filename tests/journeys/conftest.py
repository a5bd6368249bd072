"""Fixtures of the journeys."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.journeys.hub import Hub, free_port
from tests.journeys.person import Person, meet

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The Chromium that is there."""
    names = ("chromium", "chromium-browser", "google-chrome")
    path = os.environ.get("OPENMASH_CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def hub(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Iterator[Hub]:
    """One running hub for all journeys of this test worker."""
    worker = getattr(request.config, "workerinput", {}).get("workerid", "main")
    running = Hub(f"openmash_journeys_{worker}", free_port(), tmp_path_factory.mktemp("hub"))
    running.prepare()
    try:
        running.start()
        yield running
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
