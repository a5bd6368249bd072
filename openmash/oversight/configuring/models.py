"""A change of one piece of reference data: what was, what is to be, why, and from when."""

from __future__ import annotations

from django.db import models

from openmash.foundation.moves.models import Record
from openmash.oversight.configuring.states import KIND_NAMES, OPEN, ChangeState

SETTLED_BY_ANOTHER = ("published", "refused", "called_back")
CALLED_BACK = models.Q(state="called_back")


class Change(Record):
    """One person drafts and proposes it, another publishes or refuses it, or calls it back in time."""

    state = models.TextField(
        default=ChangeState.DRAFTED, choices=[(s.value, s.value) for s in ChangeState]
    )
    kind = models.TextField(choices=[(one.value, words) for one, words in KIND_NAMES.items()])
    of = models.TextField()  # which of its kind: a key, a code, the name of a form
    before = models.JSONField()  # as it stood when this was written
    content = models.JSONField()
    reason = models.TextField()
    holds_from = models.DateField()
    drafted_at = models.DateTimeField()
    drafted_by = models.TextField()
    drafted_by_user = models.TextField()
    settled_at = models.DateTimeField(null=True)
    settled_by = models.TextField(blank=True)
    settled_by_user = models.TextField(blank=True)
    refused_because = models.TextField(blank=True)
    called_back_at = models.DateTimeField(null=True)
    called_back_by = models.TextField(blank=True)
    called_back_by_user = models.TextField(blank=True)
    called_back_because = models.TextField(blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state__in=[s.value for s in ChangeState]), name="change_state"
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=OPEN, settled_at=None, settled_by_user="")
                | models.Q(state="taken_back", settled_at__isnull=False)
                & ~models.Q(settled_by_user="")
                | models.Q(state__in=SETTLED_BY_ANOTHER, settled_at__isnull=False)
                & ~models.Q(settled_by_user="")
                & ~models.Q(settled_by_user=models.F("drafted_by_user")),
                name="change_by_two",
            ),
            models.CheckConstraint(
                condition=CALLED_BACK
                & models.Q(called_back_at__isnull=False)
                & ~models.Q(called_back_by_user="")
                & ~models.Q(called_back_because="")
                | ~CALLED_BACK & models.Q(called_back_at=None, called_back_by_user=""),
                name="change_called_back_by_somebody",
            ),
            models.UniqueConstraint(
                fields=["partnership", "kind", "of"],
                condition=models.Q(state__in=OPEN),
                name="change_one_at_a_time",
            ),
        )
        indexes = (models.Index(fields=["partnership", "state"], name="change_by_state"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.of}"
