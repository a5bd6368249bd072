"""What every table of the register stands on."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import models

from openmash.foundation.reference.models import PartnershipRow


class Certainty(models.TextChoices):
    """How sure somebody is of what they say."""

    FACT = "fact", "Fact"
    REPORTED = "reported", "Reported"
    OPINION = "opinion", "Opinion"


# Whoever says that something was never so signs it, and says why.
ERROR_SIGNED = models.Q(in_error_at=None, in_error_by="", in_error_because="") | (
    models.Q(in_error_at__isnull=False) & ~models.Q(in_error_by="") & ~models.Q(in_error_because="")
)


class Part(PartnershipRow):
    """Common ground of the people tables: a partnership, a source and who wrote it when."""

    source = models.TextField()
    recorded_at = models.DateTimeField()
    recorded_by = models.TextField()

    class Meta:
        abstract = True


class Correctable(Part):
    """Something said that may prove never to have been so: who said that, when and why."""

    in_error_at = models.DateTimeField(null=True)
    in_error_by = models.TextField(blank=True)
    in_error_because = models.TextField(blank=True)

    class Meta:
        abstract = True


class Statement(Correctable):
    """Something said of a person that may end, or prove never to have been so. Never deleted."""

    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)

    class Meta:
        abstract = True
        constraints: ClassVar[tuple[models.BaseConstraint, ...]] = (
            models.CheckConstraint(
                condition=ERROR_SIGNED,
                name="%(class)s_error_signed",
            ),
            models.CheckConstraint(
                condition=models.Q(starts_on=None)
                | models.Q(ends_on=None)
                | models.Q(ends_on__gte=models.F("starts_on")),
                name="%(class)s_ends_after_it_begins",
            ),
        )

    @property
    def stands(self) -> bool:
        """Whether it is, or was, so."""
        return self.in_error_at is None

    def holds_on(self, day: date) -> bool:
        """Whether it is so on this day."""
        begun = self.starts_on is None or self.starts_on <= day
        return self.stands and begun and (self.ends_on is None or self.ends_on > day)
