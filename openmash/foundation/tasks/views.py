"""My tasks."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.requests import actor
from openmash.foundation.tasks.access import get_task
from openmash.foundation.tasks.commands import finish
from openmash.foundation.tasks.presenters import lines
from openmash.foundation.tasks.queries import open_tasks


@require_GET
def tasks(request: HttpRequest) -> HttpResponse:
    """The actor's open tasks, soonest due first."""
    by = actor(request)
    return render(request, "tasks/tasks.html", {"lines": lines(open_tasks(by), at=by.at)})


@require_POST
def finished(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Finish a task of one's own."""
    by = actor(request)
    task = finish(get_task(by, key, P.TASK_DO), by=by)
    messages.success(request, f"Done: {task.title}")
    return redirect("tasks")
