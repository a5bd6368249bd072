"""One record said to be the same human being as another; undone without loss at any time."""

from __future__ import annotations

import uuid

from django.db import models

from openmash.foundation.people.models import Person
from openmash.foundation.reference.models import Partnership


class Join(models.Model):
    """One edge of the tree of records: `absorbed` stands beneath `standing`.

    Which record stands for which others is read from the joins that are made and not undone, so
    one of them can be taken back whatever was joined or written since.
    """

    class State(models.TextChoices):
        PROPOSED = "proposed", "Waiting for a second person"
        MADE = "made", "Joined"
        UNDONE = "undone", "Undone"
        WITHDRAWN = "withdrawn", "Withdrawn"
        DECLINED = "declined", "Declined: not the same"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    partnership = models.ForeignKey(Partnership, models.PROTECT)
    standing = models.ForeignKey(Person, models.PROTECT, related_name="joins_standing")
    absorbed = models.ForeignKey(Person, models.PROTECT, related_name="joins_absorbed")
    state = models.TextField(choices=State.choices)
    because = models.TextField()
    # Which record's value was chosen to stand, by what it says: name, birth, sex.
    chosen = models.JSONField(default=dict)
    # What stood before in each column that was changed, and what was put there.
    kept = models.JSONField(default=dict)
    proposed_at = models.DateTimeField()
    proposed_by = models.TextField()
    proposer = models.TextField()
    made_at = models.DateTimeField(null=True)
    made_by = models.TextField(blank=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.TextField(blank=True)
    ended_because = models.TextField(blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["absorbed"], condition=models.Q(state="made"), name="absorbed_once"
            ),
            models.UniqueConstraint(
                fields=["standing", "absorbed"],
                condition=models.Q(state="proposed"),
                name="proposed_once",
            ),
            models.CheckConstraint(
                condition=~models.Q(standing=models.F("absorbed")), name="joined_to_another"
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["proposed", "made"], ended_at=None)
                | models.Q(state__in=["undone", "withdrawn", "declined"], ended_at__isnull=False),
                name="join_ended_or_not",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=["made", "undone"]) | models.Q(made_at__isnull=False),
                name="join_made_at",
            ),
        )
        indexes = (models.Index(fields=["partnership", "standing"], name="join_of_standing"),)

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def subject(self) -> str:
        """The typed reference tasks know this join by."""
        return f"join:{self.pk}"
