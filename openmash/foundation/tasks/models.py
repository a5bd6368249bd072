"""Work items: nothing may depend on e-mail."""

from __future__ import annotations

from django.db import models

from openmash.foundation.access.models import User
from openmash.foundation.moves.models import Record
from openmash.foundation.tasks.states import TaskState


class Task(Record):
    """Something a named person, or whoever holds a role in an agency, has to do by a time."""

    state = models.TextField(
        default=TaskState.OPEN, choices=[(s.value, s.value) for s in TaskState]
    )
    kind = models.TextField()
    title = models.TextField()
    about = models.TextField()
    path = models.TextField()
    for_user = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    for_agency = models.TextField(blank=True)
    for_role = models.TextField(blank=True)
    raised_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    finished_by = models.TextField(blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state__in=[s.value for s in TaskState]), name="task_state"
            ),
            models.UniqueConstraint(
                fields=["partnership", "kind", "about"],
                condition=models.Q(state=TaskState.OPEN.value),
                name="task_open_once",
            ),
            models.CheckConstraint(
                condition=models.Q(for_user__isnull=False) | ~models.Q(for_role=""),
                name="task_for_somebody",
            ),
        )
        indexes = (
            models.Index(
                fields=["partnership", "due_at"],
                condition=models.Q(state=TaskState.OPEN.value),
                name="task_open",
            ),
        )

    def __str__(self) -> str:
        return self.title
