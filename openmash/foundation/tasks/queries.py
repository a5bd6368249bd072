"""Tasks as pages show them."""

from __future__ import annotations

from django.db.models import F

from openmash.core.actor import Actor
from openmash.foundation.tasks.access import visible_to
from openmash.foundation.tasks.models import Task
from openmash.foundation.tasks.states import TaskState


def open_tasks(by: Actor) -> list[Task]:
    """The actor's open tasks, soonest due first, undated last."""
    mine = visible_to(by).filter(state=TaskState.OPEN)
    return list(mine.order_by(F("due_at").asc(nulls_last=True), "raised_at"))


def count_open(by: Actor) -> int:
    """How many open tasks the actor has, for the navigation."""
    return visible_to(by).filter(state=TaskState.OPEN).count()
