"""Backing a database server up while it works, and bringing a moment back from that in another place."""

from __future__ import annotations

import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from openmash.config.embedded import Cluster, place

PATIENCE = 60.0


@dataclass(frozen=True)
class Backup:
    """A whole copy of the server's folder, and everything that was written since."""

    home: Path

    @property
    def base(self) -> Path:
        """The copy."""
        return self.home / "base"

    @property
    def archive(self) -> Path:
        """Where the server puts away what it writes."""
        return self.home / "archive"

    def begin(self, cluster: Cluster, *, at_most_late: str = "60s") -> None:
        """From now on whatever is written is put away, at the latest after that time."""
        place.make_private(self.archive, place.system_user())
        away = f"{self.archive}/%f"
        settings = {
            "archive_mode": "on",
            "archive_timeout": at_most_late,
            "archive_command": f'test ! -f "{away}" && cp "%p" "{away}.part" && mv "{away}.part" "{away}"',
        }
        with psycopg.connect(cluster.url("root"), autocommit=True) as root:
            for name, value in settings.items():
                root.execute(f"ALTER SYSTEM SET {name} = '{value}'".encode())
        cluster.stop()
        cluster.start()

    def copy(self, cluster: Cluster) -> None:
        """The whole server, while it goes on working."""
        user = place.system_user()
        place.make_private(self.base, user)
        subprocess.run(
            [place.programs(user) / "pg_basebackup", "--pgdata", self.base, "--checkpoint", "fast"],
            env=cluster.psql_environment("root"),
            check=True,
            capture_output=True,
            **user.options(),
        )

    def put_away(self, cluster: Cluster) -> None:
        """Wait until everything written so far is in the archive."""
        with psycopg.connect(cluster.url("root"), autocommit=True) as root:
            last = _ask(root, "SELECT pg_walfile_name(pg_switch_wal())")
            until = time.monotonic() + PATIENCE
            while time.monotonic() < until:
                if str(_ask(root, "SELECT last_archived_wal FROM pg_stat_archiver")) >= str(last):
                    return
                time.sleep(0.05)
        raise AssertionError("nothing was put away")

    @contextmanager
    def restored(self, into: Path, passwords: Path, moment: str) -> Iterator[Cluster]:
        """A server of its own as it was at that moment, running; gone afterwards."""
        user = place.system_user()
        place.make_home(into, user)
        shutil.copy2(passwords, into / "passwords")
        (into / "set-up-done").touch()
        subprocess.run(
            ["cp", "-a", self.base, into / "data"],  # keeps whose it is
            check=True,
        )
        (into / "data" / "recovery.signal").touch()
        with (into / "data" / "postgresql.auto.conf").open("a") as settings:
            settings.write(
                "archive_mode = 'off'\n"
                f'restore_command = \'cp "{self.archive}/%f" "%p"\'\n'
                f"recovery_target_time = '{moment}'\n"
                "recovery_target_action = 'promote'\n"
            )
        try:
            with Cluster(into, fsync=True) as cluster:
                self._wait_for_promotion(cluster)
                yield cluster
        finally:
            shutil.rmtree(into, ignore_errors=True)

    def _wait_for_promotion(self, cluster: Cluster) -> None:
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            with psycopg.connect(cluster.url("root"), autocommit=True) as root:
                if not _ask(root, "SELECT pg_is_in_recovery()"):
                    return
            time.sleep(0.05)
        raise AssertionError("the moment was not reached")


def now_at(cluster: Cluster) -> str:
    """The moment, by the server's own clock."""
    with psycopg.connect(cluster.url("root"), autocommit=True) as root:
        return str(_ask(root, "SELECT clock_timestamp()::text"))


def _ask(connection: psycopg.Connection, question: str) -> object:
    row = connection.execute(question.encode()).fetchone()
    return row[0] if row else None
