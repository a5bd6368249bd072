"""Two records that may be one human being, and what a person said of it."""

from __future__ import annotations

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models

from openmash.foundation.people.models import Person
from openmash.foundation.reference.models import Partnership


class DuplicatePair(models.Model):
    """Two records, in the order of their keys, so that a pair is there once.

    A finder only ever adds or refreshes pairs that wait. What a person answered stays answered.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting"
        PROPOSED = "proposed", "Waiting for a second person"
        JOINED = "joined", "Joined"
        NOT_THE_SAME = "not_the_same", "Not the same"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    partnership = models.ForeignKey(Partnership, models.PROTECT)
    one = models.ForeignKey(Person, models.PROTECT, related_name="+")
    two = models.ForeignKey(Person, models.PROTECT, related_name="+")
    probability = models.FloatField(null=True)  # null when a person found the pair
    word = models.TextField(blank=True)
    reasons = ArrayField(models.TextField(), default=list)
    differs = ArrayField(models.TextField(), default=list)
    model = models.TextField(blank=True)
    found_at = models.DateTimeField()
    found_by = models.TextField()
    state = models.TextField(choices=State.choices, default=State.WAITING)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.TextField(blank=True)
    because = models.TextField(blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["one", "two"], name="pair_once"),
            models.CheckConstraint(
                condition=models.Q(one__lt=models.F("two")), name="pair_in_order"
            ),
            models.CheckConstraint(
                condition=models.Q(probability=None)
                | models.Q(probability__gte=0, probability__lte=1),
                name="pair_probability",
            ),
            models.CheckConstraint(
                condition=models.Q(answered_at=None, answered_by="")
                | (models.Q(answered_at__isnull=False) & ~models.Q(answered_by="")),
                name="pair_answered_by_somebody",
            ),
        )
        indexes = (
            models.Index(fields=["partnership", "state", "-probability"], name="pair_queue"),
            models.Index(fields=["two"], name="pair_of_two"),
        )

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def subject(self) -> str:
        """The typed reference the ledger and tasks know this pair by."""
        return f"pair:{self.pk}"
