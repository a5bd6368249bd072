"""Who matters to whom, and who works with whom."""

from __future__ import annotations

from django.db import models

from openmash.foundation.access.models import Agency, User
from openmash.foundation.people.models.ground import Certainty, Part, Statement
from openmash.foundation.people.models.person import Person


class Relationship(Statement):
    """How two people are related, who holds parental responsibility, and how sure we are."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="relationships")
    other = models.ForeignKey(Person, models.PROTECT, related_name="+")
    kind = models.TextField()
    parental_responsibility = models.BooleanField(null=True)
    lives_with = models.BooleanField(null=True)
    certainty = models.TextField(choices=Certainty.choices, default=Certainty.REPORTED)

    class Meta(Statement.Meta):
        indexes = (
            models.Index(fields=["partnership", "person"], name="tie_of"),
            models.Index(fields=["partnership", "other"], name="tie_to"),
        )
        constraints = (
            *Statement.Meta.constraints,
            models.CheckConstraint(
                condition=~models.Q(person=models.F("other")), name="related_to_another"
            ),
        )

    def __str__(self) -> str:
        return self.kind


class Involvement(Part):
    """Who works with whom: answers "is this child open to someone?" (architecture §0.11)."""

    class Kind(models.TextChoices):
        SOCIAL_CARE = "social_care", "Children's social care"
        EARLY_HELP = "early_help", "Early help"
        SCHOOL = "school", "School or setting"
        HEALTH = "health", "Health service"
        ADULT_SERVICE = "adult_service", "Adult service"
        OTHER = "other", "Other service"

    person = models.ForeignKey(Person, models.PROTECT, related_name="involvements")
    kind = models.TextField(choices=Kind.choices)
    agency = models.ForeignKey(Agency, models.PROTECT)
    service = models.TextField()
    worker = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    worker_name = models.TextField(blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.TextField(blank=True)
    # A print for the family leaves it out: that they are not told has to be kept.
    not_for_family = models.BooleanField(default=False)
    # Why this was never so: it stays, and nobody is asked or called because of it.
    in_error_because = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        indexes = (models.Index(fields=["partnership", "person"], name="involvement_of"),)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(confirmed_at=None, confirmed_by="")
                | (models.Q(confirmed_at__isnull=False) & ~models.Q(confirmed_by="")),
                name="involvement_confirmed_by_somebody",
            ),
        )

    def __str__(self) -> str:
        return self.service
