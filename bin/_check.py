"""Checks, repairs and generated documents: one line for each, and the reasons where one fails."""

import os
import secrets
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = ROOT / ".venv" / "bin"
MANAGE = [str(BIN / "python"), "-W", "ignore::RuntimeWarning", "manage.py"]

# none of these checks needs a database, so they get one that is not there
PLAIN = {"DATABASE_URL": "postgresql://nobody@/none?host=/nonexistent", "OPENMASH_TESTING": "1"}
# as it would run for real
LIVE = {**PLAIN, "OPENMASH_TESTING": "", "OPENMASH_ADDRESS": "https://hub.example"}

# one of the walks asks the database, and so runs with the tests
HOUSE = [str(BIN / "pytest"), "tests/architecture", "-n", "0", "-q", "-k", "not on_and_forced"]

Check = tuple[str, list[str], dict[str, str]]


def main(what: str) -> int:
    match what:
        case "check":
            results = [_passes(*check) for check in _checks()]
            return 0 if all(results) else 1
        case "fix":
            results = [_passes(*check) for check in _repairs()]
            return 0 if all(results) else 1
        case "docs":
            return 0 if _passes("documents", [*MANAGE, "write_docs"], PLAIN) else 1
    return 2


def _checks() -> list[Check]:
    live = {**LIVE, "OPENMASH_SECRET_KEY": secrets.token_urlsafe(50)}
    checks = [
        ("format", [_tool("ruff"), "format", "--check", "."], PLAIN),
        ("lint", [_tool("ruff"), "check", "."], PLAIN),
        ("types", [_tool("mypy")], PLAIN),
        ("import directions", [_tool("lint-imports")], PLAIN),
        ("house rules", HOUSE, PLAIN),
        ("migrations", [*MANAGE, "makemigrations", "--check", "--dry-run"], PLAIN),
        ("settings", [*MANAGE, "check", "--deploy", "--fail-level", "WARNING"], live),
    ]
    if any(ROOT.glob("openmash/**/management/commands/write_docs.py")):
        checks.append(("documents", [*MANAGE, "write_docs", "--check"], PLAIN))
    return checks


def _repairs() -> list[Check]:
    return [
        ("lint", [_tool("ruff"), "check", "--fix", "."], PLAIN),
        ("format", [_tool("ruff"), "format", "."], PLAIN),
    ]


def _tool(name: str) -> str:
    return str(BIN / name)


def _passes(name: str, command: list[str], settings: dict[str, str]) -> bool:
    began = time.monotonic()
    done = subprocess.run(
        command,
        cwd=ROOT,
        env={**os.environ, **settings},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    good = done.returncode == 0
    if not good:
        print(done.stdout, end="")
    print(f"{'ok' if good else 'FAILED':6} {name} ({time.monotonic() - began:.1f} s)", flush=True)
    return good


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
