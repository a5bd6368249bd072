"""Hubs to be killed."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from openmash.config.embedded import Cluster
from tests import database
from tests.crash.doomed import DoomedHub
from tests.journeys.hub import free_port


@pytest.fixture(scope="module")
def hub(
    tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Iterator[DoomedHub]:
    """A hub with its web server running; the worker is started by whoever wants it."""
    worker = getattr(request.config, "workerinput", {}).get("workerid", "main")
    name, folder = f"openmash_crash_{worker}", tmp_path_factory.mktemp("hub")
    running = DoomedHub(name, free_port(), folder)
    running.prepare()
    try:
        running.start("web")
        yield running
    finally:
        running.stop()


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    """A database server of our own that writes to the disk as a live one does."""
    home = Path(tempfile.mkdtemp(prefix="om-"))
    home.chmod(0o711)
    server = Cluster(home / "db", fsync=True)
    server.start()
    with pytest.MonkeyPatch.context() as here:
        for role in ("root", "owner", "app"):
            here.setenv(f"OPENMASH_TEST_{role.upper()}_URL", server.url(role))
        yield server
    server.stop()
    shutil.rmtree(home, ignore_errors=True)


@pytest.fixture(scope="module")
def hub_on_cluster(
    cluster: Cluster, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[DoomedHub]:
    """A hub whose database server can be killed."""
    running = DoomedHub("openmash", free_port(), tmp_path_factory.mktemp("hub"))
    database.migrate(running.name)
    running.run("set_stage")
    try:
        running.start("web")
        yield running
    finally:
        cluster.start()  # the hub takes its database away politely
        running.stop()
