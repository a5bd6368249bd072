"""Working on an import in parts, each a transaction of its own: killed anywhere, it goes on there.

The state of the import and its rows is all there is to know; a job that was lost is found by
`pick_up` in the worker's rounds.
"""

from __future__ import annotations

import logging
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from openmash.core.actor import Actor, system_actor
from openmash.core.refusals import MovedMeanwhile
from openmash.foundation.access.row_security import act_as
from openmash.foundation.importing.access import working_actor
from openmash.foundation.importing.commands.checking import Check
from openmash.foundation.importing.commands.taking_back import take_some_back
from openmash.foundation.importing.commands.writing import write_some
from openmash.foundation.importing.models import Import
from openmash.foundation.importing.queue import defer_work
from openmash.foundation.importing.states import AT_WORK, ImportState

log = logging.getLogger("openmash.importing")

QUIET = timedelta(seconds=5)
TRIES = 20
NO_LONGER = "The person who started it no longer holds the role. Stop it, and let it go on yourself"
STUMBLED = "Something went wrong and was undone. It is tried again every minute; you can stop it"
BACK_NO_LONGER = "The person who began no longer holds the role. Let it go on in your name"
BACK_STUMBLED = "Something went wrong, and that part was undone. It is tried again every minute"
Now = Callable[[], datetime]


def go_on(key: uuid.UUID, *, partnership: str, now: Now, seconds: float | None = None) -> bool:
    """Work until it is done, stopped or the seconds are over; whether there is more to do."""
    began, work = time.monotonic(), _Work()
    while _part_or_problem(key, partnership, now(), work):
        over = seconds is not None and time.monotonic() - began > seconds
        if over and work.check is None:  # a dry run that is cut off would begin again
            return True
    return False


def pick_up(*, by: Actor) -> int:
    """Find imports that nobody has worked on for a while, and have the worker go on."""
    quiet = Import.objects.filter(
        partnership_id=by.partnership, state__in=AT_WORK, taken_at__lt=by.at - QUIET
    )
    found = list(quiet.select_for_update(skip_locked=True))
    Import.objects.filter(pk__in=[one.pk for one in found]).update(taken_at=by.at)
    for one in found:
        defer_work(one)
    return len(found)


@dataclass
class _Work:
    """What is kept in mind between two parts: only a dry run, which writes nothing of value."""

    check: Check | None = None
    overtaken: int = 0  # how often in a row somebody else was quicker

    def checking(self, one: Import) -> Check:
        """The dry run of what the columns are said to hold now."""
        if self.check is None or self.check.version != one.version:
            self.check = Check(one.version)
        return self.check


def _part_or_problem(key: uuid.UUID, partnership: str, at: datetime, work: _Work) -> bool:
    """What goes wrong is undone, said on the page, and tried again in the next round."""
    try:
        more = _part(key, partnership, at, work)
    except Exception as problem:
        work.overtaken += 1
        if isinstance(problem, MovedMeanwhile) and work.overtaken < TRIES:
            return True  # somebody ended an involvement just now: compare again
        _stumble(key, partnership, at)
        return False
    work.overtaken = 0
    return more


def _stumble(key: uuid.UUID, partnership: str, at: datetime) -> None:
    log.exception("part of an import failed", extra={"import_id": str(key)})
    with transaction.atomic():
        act_as(system_actor("importing", partnership=partnership, at=at))
        one = Import.objects.get(pk=key)
        problem = BACK_STUMBLED if one.state == ImportState.TAKING_BACK else STUMBLED
        Import.objects.filter(pk=key).update(problem=problem, taken_at=at)


@transaction.atomic
def _part(key: uuid.UUID, partnership: str, at: datetime, work: _Work) -> bool:
    """One part in the name of whoever started it; nothing while somebody else works on it."""
    act_as(system_actor("importing", partnership=partnership, at=at))
    locked = Import.objects.select_for_update(skip_locked=True, of=("self",))
    one = locked.filter(pk=key, state__in=AT_WORK).select_related("source__agency").first()
    if one is None:
        return False
    by = working_actor(one, at=at)
    if by is None:
        problem = BACK_NO_LONGER if one.state == ImportState.TAKING_BACK else NO_LONGER
        Import.objects.filter(pk=key).update(problem=problem, taken_at=at)
        return False
    act_as(by)
    Import.objects.filter(pk=key).update(taken_at=at, problem="")
    if one.state == ImportState.CHECKING:
        return work.checking(one).some(one, by=by)
    if one.state == ImportState.TAKING_BACK:
        return take_some_back(one, by=by)
    return write_some(one, by=by)
