"""An index of the questions that wait, for the count on every page of an agency."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """Only what waits is in it, so that it stays as small as the work that is open."""

    dependencies: ClassVar = [("enquiries", "0018_put_a_fact_to_health")]

    operations: ClassVar = [
        migrations.AddIndex(
            model_name="agencycheck",
            index=models.Index(
                condition=models.Q(
                    ("state__in", ["acknowledged", "clarification_asked", "requested"])
                ),
                fields=["partnership", "agency"],
                name="check_waits",
            ),
        ),
    ]
