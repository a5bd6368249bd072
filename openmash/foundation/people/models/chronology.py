"""What a worker writes into a person's chronology by hand (`data.md` §4)."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from openmash.foundation.access.models import Agency
from openmash.foundation.people.models.ground import ERROR_SIGNED, Certainty, Correctable
from openmash.foundation.people.models.person import Person


class ChronologyNote(Correctable):
    """One event in somebody's life, on a day or over a period, with its source and how sure it is.

    Everything else in a chronology is read from the records themselves. A note is never edited:
    a correction is a new note that takes the place of the old one.
    """

    class Significance(models.IntegerChoices):
        ROUTINE = 0, "Routine"
        NOTABLE = 1, "Notable"
        SIGNIFICANT = 2, "Significant"

    person = models.ForeignKey(Person, models.PROTECT, related_name="chronology_notes")
    agency = models.ForeignKey(Agency, models.PROTECT, null=True)
    kind = models.TextField()
    text = models.TextField()
    happened_on = models.DateField()
    until = models.DateField(null=True)
    significance = models.SmallIntegerField(choices=Significance.choices, default=1)
    certainty = models.TextField(choices=Certainty.choices)
    replaces = models.OneToOneField("self", models.PROTECT, null=True, related_name="replaced_by")
    # What keeps it out of prints for others: see `chronology.lines.Hold`.
    holds = ArrayField(models.TextField(), default=list)

    class Meta:
        indexes = (
            models.Index(fields=["partnership", "person", "happened_on"], name="note_of_person"),
        )
        constraints = (
            models.CheckConstraint(
                condition=models.Q(until=None) | models.Q(until__gte=models.F("happened_on")),
                name="note_ends_after_it_begins",
            ),
            models.CheckConstraint(condition=ERROR_SIGNED, name="note_in_error_signed"),
        )
