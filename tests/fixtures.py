"""Fixtures every test may use. Models are imported inside, once Django is ready."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connections
from pytest_django.plugin import DjangoDbBlocker

from openmash.core.actor import Actor
from tests import database


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
    return datetime(2026, 11, 23, 10, 0, tzinfo=UTC)


@pytest.fixture
def stage(db: None, monday: datetime) -> None:
    """Both partnerships and the whole cast, in a transaction that is rolled back."""
    from openmash.demo.stage import build

    build(at=monday - timedelta(days=30))


@pytest.fixture
def enter(stage: None, monday: datetime) -> Callable[..., Actor]:
    """`enter("ruth")`: a member of the cast acts, and row-level security knows it."""
    return _entering(monday)


@pytest.fixture
def enter_for_real(committed: str, monday: datetime) -> Callable[..., Actor]:
    """The same with real commits: each use stands in a transaction of its own."""
    from django.db import transaction

    from openmash.demo.stage import build

    with transaction.atomic():
        build(at=monday - timedelta(days=30))
    return _entering(monday)


def _entering(monday: datetime) -> Callable[..., Actor]:
    from openmash.demo.cast import actor
    from openmash.foundation.access.row_security import act_as

    def come_in(key: str, *, at: datetime | None = None, **more: str) -> Actor:
        by = actor(key, at=at or monday, **more)
        act_as(by)
        return by

    return come_in
