"""Tasks as lines of a page."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from openmash.foundation.tasks.kinds import settled_when
from openmash.foundation.tasks.models import Task
from openmash.foundation.ui.parts import Due, due


@dataclass(frozen=True)
class Line:
    """One task to draw; `due` is None when it has no time."""

    key: uuid.UUID
    title: str
    path: str
    raised_at: datetime
    due: Due | None
    ends: str = ""  # what settles it, where a person may not tick it off


def lines(tasks: Iterable[Task], *, at: datetime) -> list[Line]:
    """The tasks in the order given."""
    return [_line(task, at) for task in tasks]


def _line(task: Task, at: datetime) -> Line:
    ends = settled_when(task.kind)
    return Line(task.pk, task.title, task.path, task.raised_at, _due(task, at), ends)


def _due(task: Task, at: datetime) -> Due | None:
    return due("", task.raised_at, task.due_at, at) if task.due_at else None
