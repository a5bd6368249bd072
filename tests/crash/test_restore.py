"""Everything is lost, and comes back from the backup as it was at a moment of our choice.

The rehearsal that a hub makes once a quarter (docs/how-to/back-up-and-restore.md), on a real server
that goes on working while it is copied.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from openmash.config.embedded import Cluster
from tests import database
from tests.crash.checks import ACKNOWLEDGED, SENT
from tests.crash.doomed import DoomedHub
from tests.crash.presses import sending
from tests.crash.restoring import Backup, now_at
from tests.journeys.hub import free_port

pytestmark = pytest.mark.crash


@pytest.fixture
def backup(cluster: Cluster) -> Backup:
    """Begun before the hub is."""
    backup = Backup(cluster.folder.parent)
    backup.begin(cluster)
    return backup


@pytest.fixture
def hub(backup: Backup, cluster: Cluster, tmp_path: Path) -> Iterator[DoomedHub]:
    """A hub whose server is backed up."""
    running = DoomedHub("openmash", free_port(), tmp_path)
    database.migrate(running.name)
    running.run("set_stage")
    running.start("web")
    yield running
    running.kill("web")


def test_a_moment_comes_back_whole_and_its_ledger_is_intact(
    hub: DoomedHub,
    cluster: Cluster,
    backup: Backup,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ruth = hub.visitor("ruth")
    before, since, lost = hub.sets("drafts", 2), hub.sets("drafts", 2), hub.sets("drafts", 1)
    assert all(sending(ruth, one)() for one in before)
    backup.copy(cluster)
    assert all(sending(ruth, one)() for one in since)
    hub.run("work", "--once")
    hub.run("anchor_ledger")
    written = {one: hub.truth.answers(one) for one in [*before, *since]}
    moment = now_at(cluster)
    assert sending(ruth, lost[0])()
    _everything_is_lost(cluster)
    backup.put_away(cluster)

    began, passwords = time.monotonic(), cluster.folder / "passwords"
    with backup.restored(backup.home / "restored", passwords, moment) as restored:
        took = time.monotonic() - began
        for role in ("root", "owner", "app"):
            monkeypatch.setenv(f"OPENMASH_TEST_{role.upper()}_URL", restored.url(role))
        assert {hub.truth.sending(one) for one in [*before, *since]} == {ACKNOWLEDGED}
        assert {one: hub.truth.answers(one) for one in [*before, *since]} == written
        assert hub.truth.sending(lost[0]) != SENT  # after the moment, and so not there
        assert "intact" in hub.run("verify_ledger")
    print(f"Restored to the moment in {took:.1f} s; at most a minute of work is lost for ever.")


def _everything_is_lost(cluster: Cluster) -> None:
    """By somebody who may do everything: rights and policies do not help here."""
    with psycopg.connect(cluster.url("root"), autocommit=True) as root:
        root.execute("TRUNCATE contacts_contact, ledger_event CASCADE")
