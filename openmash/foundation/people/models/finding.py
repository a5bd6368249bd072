"""What people are found by: made from the records, never said by anybody, and rebuilt at will."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from openmash.foundation.people.models.person import Person
from openmash.foundation.reference.models import Partnership


class PersonCard(models.Model):
    """One record in the shape that is compared, and the keys it is found by."""

    person = models.OneToOneField(Person, models.PROTECT, primary_key=True, related_name="card")
    partnership = models.ForeignKey(Partnership, models.PROTECT)
    said = models.TextField()
    keys = ArrayField(models.BigIntegerField())

    def __str__(self) -> str:
        return str(self.pk)


class PersonKey(models.Model):
    """One key of one record. A restricted record has none: nobody comes across it by looking.

    Twenty of these stand for each record, so there are no checks by the database and no further
    index: the primary key answers "who has this key?" without touching the table.
    """

    pk = models.CompositePrimaryKey("partnership_id", "key", "person_id")
    partnership = models.ForeignKey(
        Partnership, models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    key = models.BigIntegerField()
    person = models.ForeignKey(
        Person, models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )

    def __str__(self) -> str:
        return str(self.key)
