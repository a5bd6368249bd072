"""A hub whose every answer is noted, and the look through all of it when its journeys are over."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import psycopg

from tests import database
from tests.journeys.hub import Hub
from tests.leaks.answers import Answer, answers_in, logged, plain
from tests.leaks.recorder import FILE
from tests.leaks.rules import leaks
from tests.leaks.secrets import ADDRESS, FACT, HEALTH, Held, held_in

MESSAGES = "SELECT heading || ' ' || body || ' ' || path || ' ' || template FROM messaging_message"
# The day that every journey begins with holds some of each; a look for nothing would prove nothing.
ALWAYS_THERE = (ADDRESS, FACT, HEALTH)


@dataclass
class RecordedHub(Hub):
    """Served by an application that notes what it answers (`recorder.py`)."""

    application: str = "tests.leaks.recorder:make()"

    @property
    def record(self) -> Path:
        """Where it is noted."""
        return self.folder / "record.jsonl"

    def environment(self) -> dict[str, str]:
        """With the place of the record."""
        return {**super().environment(), FILE: str(self.record)}

    @property
    def logs(self) -> list[Path]:
        """What its processes said of themselves."""
        return [self.folder / f"{name}.log" for name in ("web", "worker")]


def assert_nothing_leaked(hub: RecordedHub, there: Sequence[str] = ALWAYS_THERE) -> None:
    """Every page, file, message and log line of this hub, against the field-level rules."""
    held, left = held_in(hub.name), list(everything_from(hub))
    assert any(one.what == "page" and one.role for one in left), "nothing was noted"
    missing = [kind for kind in there if not held.of_kind(kind)]
    assert not missing, f"there was nothing of this to look for: {missing}"
    found = leaks(held, left)
    assert not found, _said(found, held)


def everything_from(hub: RecordedHub) -> Iterator[Answer]:
    """Its answers, its messages, and the log lines of its processes."""
    yield from answers_in(hub.record)
    yield logged(*hub.logs)
    with psycopg.connect(database.url("root", hub.name)) as root:
        words = tuple(plain(row[0]) for row in root.execute(MESSAGES.encode()))
    yield Answer("message", path="messages", words=words)


def _said(found: list[str], held: Held) -> str:
    looked = sum(len(of) for of in held.secrets.values())
    return "\n".join([f"{len(found)} leaks of {looked} secrets:", *found])
