"""My tasks."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from openmash.core.actor import Actor
from openmash.foundation.access.matrix import reach_of
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.requests import actor
from openmash.foundation.tasks.access import get_task
from openmash.foundation.tasks.commands import finish, undo_finish
from openmash.foundation.tasks.presenters import lines
from openmash.foundation.tasks.queries import finished_today, open_tasks
from openmash.foundation.ui.forms import Form
from openmash.foundation.ui.posting import attempt


@require_GET
def tasks(request: HttpRequest) -> HttpResponse:
    """The actor's open tasks, soonest due first."""
    return _page(request)


def _page(request: HttpRequest, form: Form | None = None) -> HttpResponse:
    by = actor(request)
    context = {
        "lines": lines(open_tasks(by), at=by.at),
        "done": lines(finished_today(by), at=by.at),
        "form": form,
        "keeps_people": _keeps_people(by),
    }
    return render(request, "tasks/tasks.html", context)


def _keeps_people(by: Actor) -> bool:
    """Managers reach their people from here: their own entries above are as many as fit."""
    return bool(reach_of(by.role, P.COLLEAGUE_READ) and reach_of(by.role, P.DECISION_DECIDE))


@require_POST
def finished(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Finish a task of one's own."""
    by = actor(request)
    task, form = get_task(by, key, P.TASK_DO), Form(request.POST)
    if attempt(form, lambda: finish(task, by=by)) is None:
        return _page(request, form)
    messages.success(request, f"Done: {task.title}. If that was a mistake, undo it below")
    return redirect("tasks")


@require_POST
def undone(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Take back that a task is finished."""
    by = actor(request)
    task, form = get_task(by, key, P.TASK_DO), Form(request.POST)
    if attempt(form, lambda: undo_finish(task, by=by)) is None:
        return _page(request, form)
    messages.success(request, f"On your list again: {task.title}")
    return redirect("tasks")
