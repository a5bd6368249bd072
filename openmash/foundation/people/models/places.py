"""Where people live and how they are reached."""

from __future__ import annotations

from django.db import models

from openmash.foundation.people.models.ground import Certainty, Statement
from openmash.foundation.people.models.person import Person


class Address(Statement):
    """Where a person lives or lived. A confidential address is left out of every read model."""

    class Kind(models.TextChoices):
        MAIN = "main", "Main home"
        SECOND = "second", "Second home"
        TEMPORARY = "temporary", "Temporary"
        REFUGE = "refuge", "Refuge"

    person = models.ForeignKey(Person, models.PROTECT, related_name="addresses")
    kind = models.TextField(choices=Kind.choices, default=Kind.MAIN)
    lines = models.TextField()
    postcode = models.TextField(blank=True)
    uprn = models.TextField(blank=True)
    # One door, however it is written: people with the same key live (or lived) together.
    place = models.TextField(blank=True)
    confidential = models.BooleanField(default=False)
    certainty = models.TextField(choices=Certainty.choices, default=Certainty.REPORTED)

    class Meta(Statement.Meta):
        indexes = (
            models.Index(fields=["partnership", "postcode"], name="by_postcode"),
            models.Index(fields=["partnership", "place"], name="by_place"),
        )
        constraints = (
            *Statement.Meta.constraints,
            models.CheckConstraint(
                condition=~models.Q(kind="refuge") | models.Q(confidential=True),
                name="refuge_is_confidential",
            ),
        )


class ContactPoint(Statement):
    """A telephone number or e-mail address, and whether it is safe to use (`data.md` §2)."""

    class Kind(models.TextChoices):
        PHONE = "phone", "Telephone"
        EMAIL = "email", "E-mail"

    person = models.ForeignKey(Person, models.PROTECT, related_name="contact_points")
    kind = models.TextField(choices=Kind.choices)
    value = models.TextField()
    warning = models.TextField(blank=True)
    safe_to_use = models.BooleanField(null=True)
    safe_times = models.TextField(blank=True)

    class Meta(Statement.Meta):
        indexes = (models.Index(fields=["partnership", "value"], name="by_contact_point"),)

    def __str__(self) -> str:
        return self.kind
