"""The server's processes: its data folder made, the server launched, awaited and ended."""

# ruff: noqa: S603 - every command below is made here, none from what anyone typed

import contextlib
import fcntl
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

from openmash.config.embedded import place, probe
from openmash.config.embedded.place import ClusterProblem

PATIENCE = 60.0

# for two cores and a few gibibytes; only the Unix socket listens
SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "password_encryption": "scram-sha-256",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "max_connections": "80",
    "shared_buffers": "192MB",
    "effective_cache_size": "1GB",
    "work_mem": "8MB",
    "maintenance_work_mem": "96MB",
    "max_worker_processes": "4",
    "max_parallel_workers": "2",
    "max_parallel_workers_per_gather": "1",
    "random_page_cost": "1.1",
    "jit": "off",
    "checkpoint_timeout": "10min",
    "max_wal_size": "1GB",
    "log_min_messages": "warning",
    "logging_collector": "off",
}


class Server:
    """The server in one folder, apart from what it holds."""

    def __init__(self, folder: Path, *, fsync: bool) -> None:
        self.folder = folder
        self.data = folder / "data"
        self.log = folder / "log"
        self.user = place.system_user()
        self.socket = place.socket_folder(folder, self.user)
        self.watcher: subprocess.Popen[bytes] | None = None
        self._fsync = fsync

    @property
    def pid(self) -> int | None:
        return probe.server_pid(self.data)

    def is_alive(self) -> bool:
        return self.pid is not None and probe.answers(self.socket)

    def runs(self) -> bool:
        """True when a watched server is there, after waiting for one that is still starting."""
        if self.watcher and self.watcher.poll() is not None:
            self.release()
        return self._watched() and self._wait_ready()

    def release(self) -> None:
        """Let go of our watcher, which then stops the server."""
        watcher, self.watcher = self.watcher, None
        if watcher and watcher.stdin:
            watcher.stdin.close()
            with contextlib.suppress(subprocess.TimeoutExpired):
                watcher.wait(PATIENCE)

    def _watched(self) -> bool:
        with (self.folder / "watcher.lock").open("a") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                return True
        return False

    def make_data(self, programs: Path, password: str) -> None:
        """Make the data folder; it gets its name only when it is whole."""
        unfinished = self.folder / "data.unfinished"
        shutil.rmtree(unfinished, ignore_errors=True)
        place.make_private(unfinished, self.user)
        secret = self.folder / "password.unfinished"
        secret.touch(mode=0o600)
        self.user.own(secret)
        secret.write_text(password)
        try:
            self._run_initdb(programs, unfinished, secret)
        finally:
            secret.unlink()
        unfinished.rename(self.data)

    def _run_initdb(self, programs: Path, data: Path, secret: Path) -> None:
        command = [
            str(programs / "initdb"),
            f"--pgdata={data}",
            "--username=postgres",
            f"--pwfile={secret}",
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
            "--locale=C",
            "--data-checksums",
            "--no-instructions",
        ]
        if not self._fsync:
            command.append("--no-sync")
        done = subprocess.run(
            command, capture_output=True, text=True, check=False, **self.user.options()
        )
        if done.returncode != 0:
            raise ClusterProblem(f"The database could not be set up: {last_line(done.stderr)}")

    def remove_stale(self) -> None:
        """Clear away what a killed server left behind."""
        # no server lives here (checked just before, under the lock), yet PostgreSQL itself would
        # take a zombie or a stranger with the same number for one and refuse
        for path in (self.data / "postmaster.pid", *self.socket.glob(f"{probe.SOCKET_NAME}*")):
            path.unlink(missing_ok=True)

    def launch(self, programs: Path, detached: bool) -> None:
        """Start the server and wait until it answers."""
        self.release()
        self.log.touch(mode=0o600)
        for _ in range(25):
            began = self.log.stat().st_size
            self.watcher = self._spawn(programs, detached)
            if self._wait_ready():
                return
            said = self._said_since(began)
            self.release()
            # children of a server that was killed need a moment to notice
            if "shared memory block" not in said:
                break
            time.sleep(0.2)
        raise ClusterProblem(f"The database in {self.folder} did not start: {last_line(said)}")

    def _spawn(self, programs: Path, detached: bool) -> "subprocess.Popen[bytes]":
        settings = {
            **SETTINGS,
            "unix_socket_directories": str(self.socket),
            "fsync": "on" if self._fsync else "off",
            "synchronous_commit": "on" if self._fsync else "off",
            "full_page_writes": "on" if self._fsync else "off",
        }
        chosen = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        job = {
            "command": [str(programs / "postgres"), "-D", str(self.data), *chosen],
            "options": self.user.options(),
            "log": str(self.log),
            "lock": str(self.folder / "watcher.lock"),
            "watch": not detached,
        }
        return subprocess.Popen(
            [
                sys.executable,
                "-I",
                "-S",
                str(Path(__file__).with_name("watcher.py")),
                json.dumps(job),
            ],
            stdin=subprocess.DEVNULL if detached else subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            cwd="/",
        )

    def _wait_ready(self) -> bool:
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            if self.is_alive():
                return True
            if self.watcher and self.watcher.poll() is not None:
                return False
            if not self.watcher and not self._watched():
                return False
            time.sleep(0.02)
        return False

    def _said_since(self, offset: int) -> str:
        with self.log.open(errors="replace") as log:
            log.seek(offset)
            return log.read()

    def end(self) -> None:
        """Stop the server, whoever started it."""
        for number, patience in ((signal.SIGINT, 30.0), (signal.SIGQUIT, 10.0)):
            pid = self.pid
            if pid is None:
                return
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, number)
            until = time.monotonic() + patience
            while self.pid is not None and time.monotonic() < until:
                time.sleep(0.02)


def last_line(text: str) -> str:
    """The line that says what went wrong, without its time and process."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    wrong = [line for line in lines if "FATAL" in line or "error:" in line]
    line = (wrong or lines or ["no reason given"])[-1]
    return line.rpartition("FATAL:")[2].strip()
