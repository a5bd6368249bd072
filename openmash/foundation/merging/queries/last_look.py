"""When the finder last looked for duplicates, in a sentence; counts only, never of restricted records."""

from __future__ import annotations

from datetime import datetime

from openmash.core.actor import Actor
from openmash.core.dates import say_date
from openmash.core.working_time import LONDON
from openmash.foundation.ledger.queries import TimelineEntry, latest
from openmash.foundation.merging.events import MergingEvent

REGISTER = "register:people"
NEVER = "The nightly look has not run yet: it goes through the whole register."


def said_of_last_look(by: Actor) -> str:
    """The last look, and plainly that it failed when it did; the caller has asked for permission."""
    done = latest(by.partnership, REGISTER, MergingEvent.LOOKED)
    failed = latest(by.partnership, REGISTER, MergingEvent.LOOK_FAILED)
    if failed and (done is None or done.at < failed.at):
        before = f" {_looked(done, by)}" if done else ""
        return (
            f"The last look for duplicates failed, {_moment(failed.at, by)}: pairs may be missing."
            f" Tell whoever runs the system.{before}"
        )
    return _looked(done, by) if done else NEVER


def _looked(done: TimelineEntry, by: Actor) -> str:
    people, new = (int(str(done.facts.get(key, 0))) for key in ("people", "new"))
    pairs = "1 new pair" if new == 1 else f"{new:,} new pairs"
    who = "1 person" if people == 1 else f"{people:,} people"
    return f"Last looked: {_moment(done.at, by)}, {who}, {pairs}."


def _moment(at: datetime, by: Actor) -> str:
    then, now = at.astimezone(LONDON), by.at.astimezone(LONDON)
    is_today = then.date() == now.date()
    day = "today" if is_today else say_date(then.date())
    return f"{day} at {then:%H:%M}"
