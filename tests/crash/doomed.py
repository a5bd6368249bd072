"""A hub whose parts are killed, and what happens while they are."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from tests import database
from tests.crash.truth import Truth
from tests.crash.visitor import GONE, Visitor
from tests.journeys.hub import Hub

PATIENCE = 60.0


@dataclass
class DoomedHub(Hub):
    """A hub with the stage set and nobody's day played."""

    @property
    def truth(self) -> Truth:
        """What its database holds."""
        return Truth(self.name)

    def prepare(self) -> None:
        """A fresh database with the cast."""
        database.make(self.name)
        self.run("set_stage")

    def sets(self, scene: str, how_many: int) -> list[str]:
        """Play a scene so many times; the references of its worries."""
        play = f"from tests.crash import scenes; print(*scenes.{scene}({how_many}))"
        return self.run("shell", "-v", "0", "-c", play).split()

    def kill(self, name: str) -> None:
        """End a part as a power cut would, with everything it started."""
        part = self.parts.pop(name)
        end_at_once(part.pid)
        part.wait()

    def visitor(self, key: str) -> Visitor:
        """One of the cast, signed in."""
        return Visitor(self.address).signs_in(key)


def end_at_once(pid: int) -> None:
    """With -9 and all its children; first stopped, so that it cannot start another."""
    os.kill(pid, signal.SIGSTOP)
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    for one in [*map(int, children), pid]:
        with suppress(ProcessLookupError):
            os.kill(one, signal.SIGKILL)


def wait_until(done: Callable[[], bool], what: str, *, patience: float = PATIENCE) -> None:
    """Look again and again, for a minute at most unless more is due."""
    until = time.monotonic() + patience
    while time.monotonic() < until:
        try:
            if done():
                return
        except GONE:
            pass
        time.sleep(0.02)
    raise AssertionError(f"not within {patience:.0f} seconds: {what}")


def interrupted(
    presses: Sequence[Callable[[], bool]], *, apart: float, kill: Callable[[], None]
) -> list[bool]:
    """Press one after the other and kill upon the last; which of them were said to be done.

    So one kill finds the presses in different places: begun, half done, done and not yet answered.
    """
    answers: list[Future[bool]] = []
    with ThreadPoolExecutor(len(presses)) as hands:
        for press in presses:
            if answers:
                time.sleep(apart)
            answers.append(hands.submit(press))
        kill()
    return [answer.result() for answer in answers]
