"""Fixtures every test may use. Models are imported inside, once Django is ready."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from pytest_django.plugin import DjangoDbBlocker

from openmash.core.actor import Actor
from tests import database

Enter = Callable[..., Actor]  # `enter("ruth")` and its further words
parked: dict[str, Any] = {}  # connections that nobody uses at this moment, by database
MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """A database of this test worker's own, made by the owner, entered as the application."""
    worker = getattr(request.config, "workerinput", {}).get("workerid", "main")
    name = f"openmash_tests_{worker}_{os.getpid()}"
    database.make(name)
    connections["default"].settings_dict["NAME"] = name
    yield
    with django_db_blocker.unblock():
        connections.close_all()
    database.drop(name)


@pytest.fixture
def committed(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """Real commits, for tests of concurrency, crashes and the chain; emptied afterwards."""
    name = str(connections["default"].settings_dict["NAME"])
    with django_db_blocker.unblock():
        yield name
        connections.close_all()
        database.empty(name)


@pytest.fixture
def monday() -> datetime:
    """Monday 23 November 2026, 10:00 in London: an ordinary working morning."""
    return MONDAY


@pytest.fixture(scope="session")
def staged(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """A second database of this test worker's own, with the stage set once for all tests."""
    name = f"{connections['default'].settings_dict['NAME']}_staged"
    database.make(name)
    with django_db_blocker.unblock(), _in_database(name):
        _set_stage()
    yield name
    if kept := parked.pop(name, None):
        kept.close()
    database.drop(name)


@pytest.fixture
def on_stage(staged: str) -> Iterator[None]:
    """What follows happens in the database with the stage; no transaction may have begun."""
    assert not connections["default"].in_atomic_block, "ask for `stage` before `db`"
    with _in_database(staged):
        yield


@pytest.fixture
def stage(on_stage: None, db: None) -> None:
    """Both partnerships and the whole cast, in a transaction that is rolled back."""


@pytest.fixture
def enter(stage: None, monday: datetime) -> Enter:
    """`enter("ruth")`: a member of the cast acts, and row-level security knows it."""
    return _entering(monday)


@pytest.fixture
def enter_for_real(committed: str, monday: datetime) -> Enter:
    """The same with real commits: each use stands in a transaction of its own."""
    _set_stage()
    return _entering(monday)


@contextmanager
def _in_database(name: str) -> Iterator[None]:
    """The connection leads elsewhere for a while. The one that leads there is kept: a fresh one has
    to learn every table and policy anew, which takes longer than many a test."""
    connection = connections["default"]
    before = str(connection.settings_dict["NAME"]), connection.connection
    _lead(connection, name, parked.pop(name, None))
    try:
        yield
    finally:
        parked[name] = connection.connection
        _lead(connection, *before)


def _lead(connection: BaseDatabaseWrapper, name: str, to: Any) -> None:
    """Beside a browser Django has another wrapper, which knows nothing yet of this connection."""
    connection.settings_dict["NAME"], connection.connection = name, to
    connection.autocommit = to is not None and to.autocommit


def _set_stage() -> None:
    """A month before the Monday on which the tests play."""
    from django.db import transaction

    from openmash.demo.stage import build

    with transaction.atomic():
        build(at=MONDAY - timedelta(days=30))


def _entering(monday: datetime) -> Enter:
    from openmash.demo.cast import actor
    from openmash.foundation.access.row_security import act_as

    def come_in(key: str, *, at: datetime | None = None, **more: str) -> Actor:
        by = actor(key, at=at or monday, **more)
        act_as(by)
        return by

    return come_in
