"""A hub of its own for a worked scenario, at the times that the scenario states."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from playwright.sync_api import Browser

from tests import database
from tests.journeys.clockwork import CLOCK, moment
from tests.journeys.hub import ROOT
from tests.journeys.person import Person, meet
from tests.leaks.hub import RecordedHub

# What a story does before it is over reaches no farther back than a session lasts.
ROUND = timedelta(seconds=30)


@dataclass
class TimedHub(RecordedHub):
    """The hub as it is at one moment after the other; what happens by itself is let happen."""

    application: str = "tests.journeys.clockwork:make()"
    browser: Browser | None = None
    at: str = ""

    def environment(self) -> dict[str, str]:
        """With the clock of the story."""
        return {**super().environment(), CLOCK: str(self._clock)}

    def begins(self, at: str) -> None:
        """The cast, a month before; then the doors open."""
        database.make(self.name)
        self.at = at
        self._clock.write_text(at)
        self._does("stage")
        self.start("web")

    def has_half_a_year_behind_it(self) -> TimedHub:
        """Closed contacts of thirty weeks, as the demonstration has them."""
        self._does("weeks")
        database.learn_sizes(self.name)
        return self

    def it_is(self, at: str) -> TimedHub:
        """Time passes; whatever was due by itself until now has happened."""
        assert moment(at) >= moment(self.at), f"{at} is before {self.at}"
        self.at = at
        self._clock.write_text(at)
        self._does("work", "--once")
        return self

    def the(self, key: str) -> Person:
        """A member of the cast sits down at a browser and signs in now."""
        assert self.browser is not None
        person = meet(key, address=self.address, browser=self.browser)
        self.people.append(person)
        return person.signs_in()

    def stop(self) -> None:
        """Everybody goes home."""
        for one in self.people:
            one.context.close()
        super().stop()

    @property
    def people(self) -> list[Person]:
        """Everybody who sat down."""
        return self.__dict__.setdefault("_people", [])

    @property
    def _clock(self) -> Path:
        return self.folder / "clock"

    def _does(self, *command: str) -> None:
        done = subprocess.run(
            [sys.executable, "-m", "tests.journeys.clockwork", self.at, *command],
            cwd=ROOT,
            env=self.environment(),
            check=False,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stderr[-2000:]
        with (self.folder / "worker.log").open("a") as log:
            log.write(done.stderr)
