"""A real hub for the journeys: its own database, a web server and a worker, as in life."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path

from tests import database

ROOT = Path(__file__).resolve().parents[2]


@dataclass
class Hub:
    """A running hub; `start` starts its parts by name ("web", "worker")."""

    name: str
    port: int
    folder: Path
    application: str = "openmash.config.wsgi:application"
    workers: int = 1
    parts: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    @property
    def address(self) -> str:
        """Where the browser finds it."""
        return f"http://127.0.0.1:{self.port}"

    def environment(self) -> dict[str, str]:
        """The settings of this hub's processes."""
        return {
            **os.environ,
            "DATABASE_URL": database.url("app", self.name),
            "OPENMASH_DEMO": "1",
            "OPENMASH_TESTING": "1",
            "OPENMASH_ADDRESS": self.address,
            "OPENMASH_ANCHOR_FILE": str(self.folder / "anchor.jsonl"),
        }

    def prepare(self) -> None:
        """A fresh database with a lived-in day."""
        database.make(self.name)
        self.run("play_demo")

    def run(self, *command: str) -> str:
        """Run a management command and return what it printed."""
        done = subprocess.run(
            [sys.executable, "manage.py", *command],
            cwd=ROOT,
            env=self.environment(),
            check=True,
            capture_output=True,
            text=True,
        )
        return done.stdout

    def start(self, *names: str) -> None:
        """Start the web server and the worker (or those named)."""
        for name in names or ("web", "worker"):
            with (self.folder / f"{name}.log").open("ab") as log:
                self.parts[name] = subprocess.Popen(
                    self._command(name), cwd=ROOT, env=self.environment(), stdout=log, stderr=log
                )
        if "web" in self.parts:
            self._wait_for_web()

    def stop(self) -> None:
        """Stop everything politely and take the database away."""
        self.rest()
        database.drop(self.name)

    def rest(self) -> None:
        """Stop everything politely: nothing more is answered or written down."""
        for part in self.parts.values():
            part.terminate()
        for part in self.parts.values():
            part.wait(timeout=20)
        self.parts.clear()

    def _command(self, name: str) -> list[str]:
        if name == "worker":
            return [sys.executable, "manage.py", "work"]
        gunicorn = [sys.executable, "-m", "gunicorn", self.application]
        return [
            *gunicorn,
            "--bind",
            f"127.0.0.1:{self.port}",
            "--workers",
            str(self.workers),
            "--threads",
            "8",
            "--log-level",
            "warning",
        ]

    def _wait_for_web(self) -> None:
        for _ in range(200):
            try:
                urllib.request.urlopen(f"{self.address}/health", timeout=2)
            except OSError:
                time.sleep(0.1)
            else:
                return
        raise RuntimeError((self.folder / "web.log").read_text()[-2000:])


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
