"""What was written on one record and belongs to another human being."""

from __future__ import annotations

import uuid

from django.db import models

from openmash.foundation.merging.models.join import Join
from openmash.foundation.people.models import Person
from openmash.foundation.reference.models import Partnership


class Split(models.Model):
    """Somebody turned out to be two: some of what was written belongs to a new record."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    partnership = models.ForeignKey(Partnership, models.PROTECT)
    source = models.ForeignKey(Person, models.PROTECT, related_name="splits")
    made = models.OneToOneField(Person, models.PROTECT, related_name="split_from")
    because = models.TextField()
    made_at = models.DateTimeField()
    made_by = models.TextField()
    undone_at = models.DateTimeField(null=True)
    undone_by = models.TextField(blank=True)
    undone_because = models.TextField(blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(undone_at=None, undone_by="")
                | (models.Q(undone_at__isnull=False) & ~models.Q(undone_by="")),
                name="split_undone_by_somebody",
            ),
        )

    def __str__(self) -> str:
        return str(self.pk)


class MovedFact(models.Model):
    """One fact that was moved from one record to another, by a split or at an undo."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    partnership = models.ForeignKey(Partnership, models.PROTECT)
    split = models.ForeignKey(Split, models.PROTECT, null=True, related_name="moves")
    join = models.ForeignKey(Join, models.PROTECT, null=True, related_name="moves")
    kind = models.TextField()
    fact = models.UUIDField()
    from_person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    to_person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    moved_at = models.DateTimeField()
    moved_by = models.TextField()
    back_at = models.DateTimeField(null=True)
    back_by = models.TextField(blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(split=None, join__isnull=False)
                | models.Q(split__isnull=False, join=None),
                name="moved_by_one_act",
            ),
        )
        indexes = (models.Index(fields=["fact"], name="moved_fact"),)

    def __str__(self) -> str:
        return str(self.pk)
