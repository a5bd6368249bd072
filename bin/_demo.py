"""The whole system on this machine: database, web server and worker, stopped together."""

import argparse
import contextlib
import fcntl
import hashlib
import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections import deque
from pathlib import Path
from typing import NoReturn

import psycopg

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from openmash.config.embedded import Cluster, ClusterProblem, default_folder, watcher  # noqa: E402

HOST = "127.0.0.1"
PATIENCE = 60


class Stop(Exception):
    """One clear sentence for the person at the keyboard."""


class Child:
    """A program that is stopped when we end, however we end, and started again when it dies."""

    def __init__(self, name: str, command: list[str], folder: Path, env: dict[str, str]) -> None:
        self.name = name
        file = folder / name.replace(" ", "-")
        self.log = file.with_suffix(".log")
        self._env = env
        self._starts: deque[float] = deque(maxlen=4)
        self._job = json.dumps(
            {
                "command": command,
                "options": {"cwd": str(ROOT)},
                "log": str(self.log),
                "lock": str(file.with_suffix(".lock")),
                "watch": True,
            }
        )
        self.log.unlink(missing_ok=True)
        self.log.touch(mode=0o600)
        self.start()

    def start(self) -> None:
        self._starts.append(time.monotonic())
        self._watcher = subprocess.Popen(
            [sys.executable, "-I", "-S", watcher.__file__, self._job],
            env=self._env,
            stdin=subprocess.PIPE,
            start_new_session=True,
        )

    def revive(self) -> None:
        """Start it again if it died; give up when it keeps dying."""
        if self._watcher.poll() is None:
            return
        if len(self._starts) == 4 and time.monotonic() - self._starts[0] < 30:
            raise Stop(f"the {self.name} keeps stopping; {self.log} says why.")
        print(f"The {self.name} stopped and is started again.", flush=True)
        self.start()

    def ask_to_stop(self) -> None:
        if self._watcher.stdin:
            self._watcher.stdin.close()

    def wait(self) -> None:
        self._watcher.wait()


def main() -> int:
    wish = _wish()
    signal.signal(signal.SIGTERM, _interrupt)
    signal.signal(signal.SIGHUP, _interrupt)
    try:
        _refuse_taken_port(wish.port)
        with Cluster(default_folder()) as cluster:
            _only_one(cluster.folder)
            _serve(cluster, wish.port, wish.fresh)
    except (Stop, ClusterProblem) as problem:
        print(f"openmash: {problem}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("\nStopped.")
    return 0


def _wish() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bin/demo", description=__doc__)
    parser.add_argument("--fresh", action="store_true", help="begin with an empty database")
    parser.add_argument("--port", type=int, default=8000)
    return parser.parse_args()


def _interrupt(*_: object) -> NoReturn:
    raise KeyboardInterrupt


def _refuse_taken_port(port: int) -> None:
    with socket.socket() as line:
        line.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            line.bind((HOST, port))
        except (OSError, OverflowError):
            raise Stop(f"port {port} cannot be used; choose another one with --port.") from None


_held: list[object] = []  # an open lock lasts as long as someone holds it


def _only_one(folder: Path) -> None:
    lock = (folder / "demo.lock").open("w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        raise Stop(f"a demonstration already runs on the data in {folder}.") from None
    _held.append(lock)


def _serve(cluster: Cluster, port: int, fresh: bool) -> None:
    env = _environment(cluster, port)
    _prepare(cluster, env, fresh)
    children = [
        Child("web server", _web(port), cluster.folder, env),
        *([Child("worker", _manage("work"), cluster.folder, env)] if _has("work") else []),
    ]
    try:
        _await_health(children, port)
        _welcome(env, port)
        while True:
            time.sleep(0.5)
            if cluster.pid is None:
                print("The database stopped and is started again.", flush=True)
                cluster.start()
            for child in children:
                child.revive()
    finally:
        for child in children:
            child.ask_to_stop()
        for child in children:
            child.wait()


def _environment(cluster: Cluster, port: int) -> dict[str, str]:
    key = cluster.folder / "secret-key"
    if not key.exists():
        key.touch(mode=0o600)
        key.write_text(secrets.token_urlsafe(50))
    return {
        **os.environ,
        "DATABASE_URL": cluster.url("app"),
        "OPENMASH_DEMO": "1",
        "OPENMASH_SECRET_KEY_FILE": str(key),
        "OPENMASH_ADDRESS": f"http://{HOST}:{port}",
        "OPENMASH_ANCHOR_FILE": str(cluster.folder / "anchor.jsonl"),
    }


def _prepare(cluster: Cluster, env: dict[str, str], fresh: bool) -> None:
    """Tables and made-up people; skipped when nothing changed since the last start.

    The stamp is written when all is there: without one, what a start that was killed or failed has
    left behind is thrown away. Nobody has worked with it, since no page was ever shown.
    """
    stamp = cluster.folder / "prepared"
    if fresh:
        stamp.unlink(missing_ok=True)
    used = stamp.exists()
    if not used:
        _begin_anew(cluster, fresh)
    now = _digest()
    if used and stamp.read_text() == now:
        return
    owner = {**env, "DATABASE_URL": cluster.url("owner")}
    _run("Database tables", _manage("migrate", "-v", "0"), owner)
    if _has("secure_database"):
        _run("Database rights", _manage("secure_database"), owner)
    if _has("play_demo"):
        _run("Made-up people", _manage("play_demo"), env)
    if used and _has("rekey_people"):  # an earlier version may have kept no keys to find people by
        _run("What people are found by", _manage("rekey_people"), env)
    _learn_sizes(cluster)
    stamp.write_text(now)


def _begin_anew(cluster: Cluster, fresh: bool) -> None:
    if not fresh and _has_tables(cluster):
        print("The last start did not finish the made-up people: they begin anew.", flush=True)
    (cluster.folder / "anchor.jsonl").unlink(missing_ok=True)
    cluster.recreate()


def _has_tables(cluster: Cluster) -> bool:
    with psycopg.connect(cluster.url("owner")) as owner:
        return bool(owner.execute("SELECT 1 FROM pg_tables WHERE schemaname = 'public'").fetchone())


def _learn_sizes(cluster: Cluster) -> None:
    """Else the database may take its new tables for empty until it looks by itself: the page of
    measures then took 2 seconds instead of 0.3, and once longer than half a minute."""
    with psycopg.connect(cluster.url("owner"), autocommit=True) as owner:
        owner.execute("ANALYZE")


def _digest() -> str:
    total = hashlib.sha256()
    for file in sorted((ROOT / "openmash").rglob("*.py")):
        total.update(file.read_bytes())
    return total.hexdigest()


def _run(name: str, command: list[str], env: dict[str, str]) -> None:
    began = time.monotonic()
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=env,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        sys.stderr.write(done.stdout + done.stderr)
        raise Stop(f"the step “{name}” failed (the last lines above say why).")
    print(f"{name}: {time.monotonic() - began:.1f} s", flush=True)


def _has(command: str) -> bool:
    return any(ROOT.glob(f"openmash/**/management/commands/{command}.py"))


def _manage(*arguments: str) -> list[str]:
    return [sys.executable, str(ROOT / "manage.py"), *arguments]


def _web(port: int) -> list[str]:
    options = ["--worker-class", "gthread", "--workers", "1", "--threads", "8"]
    where = ["--bind", f"{HOST}:{port}", "--graceful-timeout", "5", "--no-control-socket"]
    return [sys.executable, "-m", "gunicorn", "openmash.config.wsgi:application", *where, *options]


def _await_health(children: list[Child], port: int) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        for child in children:
            child.revive()
        with contextlib.suppress(OSError):
            urllib.request.urlopen(f"http://{HOST}:{port}/health", timeout=5).close()
            return
        time.sleep(0.1)
    raise Stop(f"the pages do not come up; {children[0].log} says why.")


def _welcome(env: dict[str, str], port: int) -> None:
    print(f"\nOpenMASH is ready: http://{HOST}:{port}\n", flush=True)
    if _has("personas"):
        subprocess.run(_manage("personas"), cwd=ROOT, env=env, check=False)
    print("\nStop it with Ctrl-C.", flush=True)


if __name__ == "__main__":
    sys.exit(main())
