"""Who has said that they are on duty, for which agency and until when (L33, L36)."""

from __future__ import annotations

from django.db import models

from openmash.foundation.access.models import Agency, User
from openmash.foundation.reference.models import PartnershipRow


class Presence(PartnershipRow):
    """Somebody says that they are here. It ends by itself at the named time, or when they leave."""

    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    role = models.TextField()
    starts_at = models.DateTimeField()
    until = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(until__gt=models.F("starts_at")), name="here_for_a_time"
            ),
            models.UniqueConstraint(
                fields=["partnership", "user", "agency", "role"],
                condition=models.Q(ends_at=None),
                name="here_once",
            ),
        )

    def __str__(self) -> str:
        return self.role
