"""Tasks as pages show them."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import F

from openmash.core.actor import Actor
from openmash.foundation.tasks.access import visible_to
from openmash.foundation.tasks.kinds import settled_when
from openmash.foundation.tasks.models import Task
from openmash.foundation.tasks.states import TaskState
from openmash.foundation.together import Count

ONE_DAY = timedelta(days=1)


def open_tasks(by: Actor) -> list[Task]:
    """The actor's open tasks, soonest due first, undated last."""
    mine = visible_to(by).filter(state=TaskState.OPEN)
    return list(mine.order_by(F("due_at").asc(nulls_last=True), "raised_at"))


def finished_today(by: Actor) -> list[Task]:
    """What this person ticked off in the last day, latest first: a mistake can be taken back."""
    mine = visible_to(by).filter(state=TaskState.DONE, finished_by=by.name)
    lately = mine.filter(finished_at__gt=by.at - ONE_DAY).order_by("-finished_at", "id")
    return [task for task in lately if not settled_when(task.kind)]


def count_open(by: Actor) -> Count:
    """How many open tasks the actor has, for the navigation."""
    return Count(visible_to(by).filter(state=TaskState.OPEN))
