"""Restricted records that open in an emergency: what may be known of them, and who opened one (§4)."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from openmash.foundation.access.models import User
from openmash.foundation.moves.models import Record
from openmash.foundation.people.glass.states import GlassState, Reason
from openmash.foundation.people.models.person import Person
from openmash.foundation.reference.models import PartnershipRow


class ClosedRecord(PartnershipRow):
    """That a record is restricted, why in one word, and who may read it: all that others may know.

    Kept in step with the restrictions whenever they change. It says nothing of who it is about.
    """

    person = models.OneToOneField(Person, models.PROTECT, related_name="+")
    root = models.ForeignKey(Person, models.PROTECT, related_name="+")
    markers = ArrayField(models.TextField())
    readers = ArrayField(models.TextField())
    closed = models.BooleanField()


class GlassBreaking(Record):
    """Somebody who is not named for a record opened it, for a time and a reason, and is reviewed."""

    state = models.TextField(
        default=GlassState.TO_REVIEW, choices=[(s.value, s.value) for s in GlassState]
    )
    root = models.ForeignKey(Person, models.PROTECT, related_name="+")
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    opened_by = models.TextField()
    role = models.TextField()
    markers = ArrayField(models.TextField())
    reason = models.TextField(choices=[(one.value, one.value) for one in Reason])
    words = models.TextField()
    opened_at = models.DateTimeField()
    until = models.DateTimeField()
    reviewed_at = models.DateTimeField(null=True)
    reviewed_by = models.TextField(blank=True)
    reviewed_by_user = models.TextField(blank=True)
    review = models.TextField(blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state__in=[s.value for s in GlassState]), name="glass_state"
            ),
            models.CheckConstraint(
                condition=models.Q(reviewed_at=None, reviewed_by="")
                | (models.Q(reviewed_at__isnull=False) & ~models.Q(reviewed_by="")),
                name="glass_reviewed_by_somebody",
            ),
        )
        indexes = (
            models.Index(fields=["user", "root", "until"], name="glass_opened"),
            models.Index(fields=["partnership", "state", "opened_at"], name="glass_to_review"),
        )
