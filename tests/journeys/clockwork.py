"""A hub at a stated time: its web server, its worker and its stage read the clock of the story.

Run as a program it does one thing of the product at a moment: `python -m tests.journeys.clockwork
2026-11-27T16:10 work --once`. Only the clock of these processes is set; the rest is as in life.
"""

from __future__ import annotations

import os
import sys
from datetime import datetime, timedelta
from pathlib import Path
from threading import Lock

import time_machine
from django.http import HttpRequest, HttpResponseBase

from openmash.core.working_time import LONDON
from tests.leaks.recorder import FILE, Recording

CLOCK = "OPENMASH_STORY_CLOCK"
# So that one thing is after another, and a page that takes long does not make the story late.
STEP = timedelta(milliseconds=1)
MONTH = timedelta(days=30)
YEAR = timedelta(days=365)


class Timed(Recording):
    """Every request happens a moment after the one before, at the time that the story says."""

    def __init__(self, file: str) -> None:
        super().__init__(file)
        self.one_by_one, self.said, self.after = Lock(), "", timedelta()

    def get_response(self, request: HttpRequest) -> HttpResponseBase:
        """One request at a time: they share one clock."""
        with self.one_by_one, time_machine.travel(self._next(), tick=False):
            return super().get_response(request)

    def _next(self) -> datetime:
        said = Path(os.environ[CLOCK]).read_text()
        self.after = self.after + STEP if said == self.said else timedelta()
        self.said = said
        return moment(said) + self.after


def moment(text: str) -> datetime:
    """A moment as the story says it, in London."""
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


def make() -> Timed:
    """The application that gunicorn serves."""
    import django  # noqa: PLC0415 - the settings are named first

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "openmash.config.settings")
    django.setup(set_prefix=False)
    return Timed(os.environ[FILE])


def main(at: str, *command: str) -> None:
    """Do one thing at this moment: `stage` or `weeks`, which set up, or a command of the product."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "openmash.config.settings")
    with time_machine.travel(moment(at), tick=True):
        if command == ("stage",):
            _set_stage(moment(at) - MONTH)
        elif command == ("weeks",):
            _play_weeks(moment(at))
        else:
            from django.core.management import execute_from_command_line  # noqa: PLC0415 - settings first

            execute_from_command_line(["manage.py", *command])


def _set_stage(at: datetime) -> None:
    """The partnerships, the cast, where each agency is asked, and one family of the register."""
    import django  # noqa: PLC0415 - the settings are named first

    django.setup()
    from tests.journeys import a_family  # noqa: PLC0415 - models only once Django is ready

    a_family.moves_in(at)


def _play_weeks(at: datetime) -> None:
    """The half year of closed contacts that the demonstration has behind it."""
    import django  # noqa: PLC0415 - the settings are named first

    django.setup()
    from openmash.demo.past.weeks import play_weeks  # noqa: PLC0415 - as above
    from openmash.foundation.access.models import RoleHolding  # noqa: PLC0415 - as above

    RoleHolding.objects.update(starts_at=at - YEAR)  # the cast was there by then
    play_weeks(now=at)


if __name__ == "__main__":
    main(*sys.argv[1:])
