"""What every record with a lifecycle is made of."""

from __future__ import annotations

from django.db import models

from openmash.foundation.reference.models import PartnershipRow


class Record(PartnershipRow):
    """An aggregate root: belongs to one partnership, has a state and a version, is never deleted."""

    state = models.TextField()
    version = models.PositiveIntegerField(default=0)

    class Meta:
        abstract = True

    @property
    def subject(self) -> str:
        """The typed reference the ledger, clocks and tasks know this record by."""
        return f"{self._meta.model_name}:{self.pk}"
