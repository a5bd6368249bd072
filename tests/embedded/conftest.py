"""Folders that the server's own user can reach, also when root runs the tests."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from openmash.config.embedded import Cluster, ClusterProblem


@pytest.fixture
def folder() -> Iterator[Path]:
    home = Path(tempfile.mkdtemp(prefix="om-"))
    home.chmod(0o711)
    yield home / "db"
    with suppress(ClusterProblem):
        Cluster(home / "db").stop()
    shutil.rmtree(home, ignore_errors=True)


@pytest.fixture
def cluster(folder: Path) -> Iterator[Cluster]:
    with Cluster(folder, fsync=False) as running:
        yield running
