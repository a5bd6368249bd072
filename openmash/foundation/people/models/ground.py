"""What every table of the register stands on."""

from __future__ import annotations

import uuid

from django.db import models

from openmash.foundation.reference.models import Partnership


class Part(models.Model):
    """Common ground of the people tables: a partnership, a source and who wrote it when."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    partnership = models.ForeignKey(Partnership, models.PROTECT)
    source = models.TextField()
    recorded_at = models.DateTimeField()
    recorded_by = models.TextField()

    class Meta:
        abstract = True
