"""One private PostgreSQL in one folder: its life, its passwords, its roles and its database."""

import contextlib
import fcntl
import json
import os
import secrets
import subprocess
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import quote

from openmash.config.embedded import place
from openmash.config.embedded.place import ClusterProblem
from openmash.config.embedded.server import Server, last_line

ROLES = {"root": "postgres", "owner": "openmash_owner", "app": "openmash_app"}

SET_UP = """
BEGIN;
CREATE ROLE openmash_owner LOGIN CREATEDB NOSUPERUSER NOCREATEROLE NOBYPASSRLS PASSWORD '{owner}';
CREATE ROLE openmash_app LOGIN NOCREATEDB NOSUPERUSER NOCREATEROLE NOBYPASSRLS PASSWORD '{app}';
COMMIT;
"""


class Cluster:
    """A server that lives in `folder` and stops with the process that started it."""

    def __init__(self, folder: Path, *, fsync: bool = True) -> None:
        self.folder = Path(folder).absolute()
        self._server = Server(self.folder, fsync=fsync)

    @property
    def pid(self) -> int | None:
        """The living server's process id, if there is one."""
        return self._server.pid

    def is_alive(self) -> bool:
        """True when the server's process truly lives and answers a connection."""
        return self._server.is_alive()

    def url(self, role: str, database: str = "openmash") -> str:
        """The connection address for `owner`, `app` or `root` over the Unix socket."""
        password = quote(self._passwords()[role], safe="")
        host = quote(str(self._server.socket), safe="/")
        return f"postgresql://{ROLES[role]}:{password}@/{quote(database)}?host={host}"

    def start(self, *, detached: bool = False) -> None:
        """Start the server unless it runs; `detached` lets it outlive this process.

        Raises ClusterProblem with one clear sentence.
        """
        try:
            place.make_home(self.folder, self._server.user)
            with self._alone():
                if not self._server.runs():
                    self._start(detached)
        except OSError as problem:
            raise ClusterProblem(
                f"The database in {self.folder} cannot start: {problem}."
            ) from None

    def stop(self) -> None:
        """Stop the server at once but in order, whoever started it."""
        self._server.release()
        self._server.end()

    def recreate(self, database: str = "openmash") -> None:
        """Drop the database with everything in it and make it again, empty."""
        self._sql(f'DROP DATABASE IF EXISTS "{database}" WITH (FORCE);')
        self._make_database(database)

    def psql_environment(self, role: str) -> dict[str, str]:
        """The environment with which psql and its like connect as this role."""
        return {
            **os.environ,
            "PGHOST": str(self._server.socket),
            "PGPORT": "5432",
            "PGUSER": ROLES[role],
            "PGPASSWORD": self._passwords()[role],
        }

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._server.watcher:  # else another process started it and goes on using it
            self.stop()

    # starting

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        with (self.folder / "start.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _start(self, detached: bool) -> None:
        server = self._server
        server.end()  # left behind by a watcher that was killed
        programs = place.programs(server.user)
        place.make_private(server.socket, server.user)
        if not server.data.exists():
            self._write_passwords()
            server.make_data(programs, self._passwords()["root"])
        elif not (server.data / "PG_VERSION").exists():
            raise ClusterProblem(f"The data folder {server.data} is broken: it holds no database.")
        server.remove_stale()
        server.launch(programs, detached)
        self._finish_set_up()

    # roles and the database

    def _finish_set_up(self) -> None:
        done = self.folder / "set-up-done"
        if done.exists():
            return
        known = self._sql("SELECT count(*) FROM pg_roles WHERE rolname LIKE 'openmash_%';")
        if known == "0":
            self._sql(SET_UP.format(**self._passwords()))
        # a set-up that was cut short is finished here, and never loses what is there
        there = self._sql("SELECT count(*) FROM pg_database WHERE datname = 'openmash';")
        if there == "0":
            self._make_database("openmash")
        self._grant("openmash")
        done.touch()

    def _make_database(self, name: str) -> None:
        self._sql(f'CREATE DATABASE "{name}" OWNER openmash_owner TEMPLATE template0;')
        self._grant(name)

    def _grant(self, name: str) -> None:
        self._sql(
            f'REVOKE ALL ON DATABASE "{name}" FROM PUBLIC;'
            f'GRANT CONNECT ON DATABASE "{name}" TO openmash_app;'
        )
        self._sql("GRANT USAGE ON SCHEMA public TO openmash_app;", name)

    def _sql(self, text: str, database: str = "postgres") -> str:
        psql = place.programs(self._server.user) / "psql"
        # the text goes through a pipe: passwords never show among the process arguments
        done = subprocess.run(  # noqa: S603 - our own programs
            [psql, "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-d", database],
            input=text,
            env=self.psql_environment("root"),
            capture_output=True,
            text=True,
            check=False,
            cwd="/",
        )
        if done.returncode != 0:
            raise ClusterProblem(f"The database refused its set-up: {last_line(done.stderr)}")
        return done.stdout.strip()

    # passwords

    def _passwords(self) -> dict[str, str]:
        try:
            read: dict[str, str] = json.loads((self.folder / "passwords").read_text())
        except (OSError, ValueError):
            raise ClusterProblem(
                f"The passwords of the database in {self.folder} cannot be read."
            ) from None
        return read

    def _write_passwords(self) -> None:
        path = self.folder / "passwords"
        path.unlink(missing_ok=True)
        path.touch(mode=0o600)
        path.write_text(json.dumps({role: secrets.token_urlsafe(24) for role in ROLES}))
