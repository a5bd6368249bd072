"""Raising and finishing tasks."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction

from openmash.core.actor import Actor, system_actor
from openmash.core.refusals import refuse_if
from openmash.foundation.access.permits import permit
from openmash.foundation.ledger.commands import record
from openmash.foundation.moves.mover import move
from openmash.foundation.tasks import rules
from openmash.foundation.tasks.access import record_facts
from openmash.foundation.tasks.kinds import settled_when
from openmash.foundation.tasks.models import Task
from openmash.foundation.tasks.named import named_for, one_of
from openmash.foundation.tasks.states import TASK, TaskEvent, TaskState


@dataclass(frozen=True)
class Wanted:
    """What is to be done: `about` is a typed reference, `path` the page that settles it.

    `title` never holds a name, birth date or address: it may be read aloud in an open office.
    """

    kind: str
    title: str
    about: str
    path: str
    due_at: datetime | None = None
    for_user: str | None = None
    for_agency: str = ""
    for_role: str = ""


@dataclass(frozen=True)
class Before:
    """Whose task it is: one person's, or whoever's holds a role at an agency."""

    user: str = ""
    agency: str = ""
    role: str = ""


@transaction.atomic
def raise_task(wanted: Wanted, *, by: Actor) -> Task:
    """Put a task before somebody; the same open task is never raised twice.

    What only named people may know of is put before one of them, whoever was wanted.
    """
    wanted = _for_who_may_know(wanted, by)
    task, is_new = Task.objects.get_or_create(
        partnership_id=by.partnership,
        kind=wanted.kind,
        about=wanted.about,
        state=TaskState.OPEN,
        defaults={
            "title": wanted.title,
            "path": wanted.path,
            "for_user_id": wanted.for_user,
            "for_agency": wanted.for_agency,
            "for_role": wanted.for_role,
            "due_at": wanted.due_at,
            "raised_at": by.at,
        },
    )
    if is_new:
        record(TaskEvent.RAISED, by=by, subject=task.subject, about=[wanted.about])
    return task


@transaction.atomic
def finish(task: Task, *, by: Actor) -> Task:
    """Somebody whom the task is addressed to has done it."""
    step = TASK["finish"]
    allowed = permit(by, step.permission, record_facts(task))
    refuse_if(rules.why_not_finished(settled_when(task.kind)))
    move(task, step, allowed, about=[task.about], changes=_finished(by))
    return task


@transaction.atomic
def undo_finish(task: Task, *, by: Actor) -> Task:
    """It was ticked off by mistake: it stands on the list again."""
    step = TASK["undo_finish"]
    allowed = permit(by, step.permission, record_facts(task))
    same = Task.objects.filter(
        partnership_id=task.partnership_id, kind=task.kind, about=task.about, state=TaskState.OPEN
    )
    refuse_if(
        rules.why_not_reopened(
            settled_when(task.kind), by_me=task.finished_by == by.name, raised_again=same.exists()
        )
    )
    nobody: dict[str, object] = {"finished_at": None, "finished_by": ""}
    move(task, step, allowed, about=[task.about], changes=nobody)
    return task


@transaction.atomic
def pass_on(task: Task, to: Before, *, by: Actor) -> Task:
    """Whoever it was asked of does this work no longer: it is asked of somebody else."""
    step = TASK["pass_on"]
    allowed = permit(by, step.permission, record_facts(task))
    to = _of_who_may_know(task.path, to, by)
    facts: dict[str, object] = {"from": str(task.for_user_id or ""), "to": to.user or to.role}
    changes: dict[str, object] = {
        "for_user_id": to.user or None,
        "for_agency": to.agency,
        "for_role": to.role,
    }
    move(task, step, allowed, about=[task.about], facts=facts, changes=changes)
    return task


@transaction.atomic
def settle(kind: str, about: str, *, by: Actor) -> None:
    """The thing itself happened, whoever did it: the open task for it finishes by itself."""
    step = TASK["finish"]
    itself = system_actor("tasks.settle", partnership=by.partnership, at=by.at)
    for task in Task.objects.filter(
        partnership_id=by.partnership, kind=kind, about=about, state=TaskState.OPEN
    ):
        allowed = permit(itself, step.permission, record_facts(task))
        move(task, step, allowed, about=[about], changes=_finished(by))


@transaction.atomic
def put_before_named(pages: str, *, by: Actor) -> None:
    """What is under these addresses is restricted from now on: its open tasks are put before its readers."""
    for task in Task.objects.filter(
        partnership_id=by.partnership, state=TaskState.OPEN, path__startswith=pages
    ):
        now = Before(str(task.for_user_id or ""), task.for_agency, task.for_role)
        if _of_who_may_know(task.path, now, by) != now:
            pass_on(task, now, by=by)


def _for_who_may_know(wanted: Wanted, by: Actor) -> Wanted:
    asked = Before(wanted.for_user or "", wanted.for_agency, wanted.for_role)
    to = _of_who_may_know(wanted.path, asked, by)
    if to == asked:
        return wanted
    return replace(wanted, for_user=to.user, for_agency=to.agency, for_role=to.role)


def _of_who_may_know(path: str, asked: Before, by: Actor) -> Before:
    readers = named_for(path, by)
    if not readers or asked.user in readers:
        return asked
    return Before(user=one_of(readers, asked.agency, asked.role, by=by))


def _finished(by: Actor) -> dict[str, object]:
    return {"finished_at": by.at, "finished_by": by.name}
