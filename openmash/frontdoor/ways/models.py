"""How much is sent from one place: a digest and a time, counted for an hour, kept for about a day."""

from __future__ import annotations

from django.db import models

from openmash.foundation.reference.models import PartnershipRow


class Arrival(PartnershipRow):
    """Something was sent from somewhere: from where is kept as a digest nobody can read back."""

    source = models.TextField()
    at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=["partnership", "source", "at"], name="arrivals_of_source"),)
