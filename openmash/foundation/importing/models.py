"""Files of people on their way into the register, and what each source knows people by."""

from __future__ import annotations

from django.db import models

from openmash.foundation.access.models import Agency, User
from openmash.foundation.importing.states import ImportState, Outcome, Wrote
from openmash.foundation.moves.models import Record
from openmash.foundation.people.models import Involvement, Person
from openmash.foundation.reference.models import Partnership, PartnershipRow


class Source(PartnershipRow):
    """Where extracts come from again and again, and how their columns were understood last."""

    agency = models.ForeignKey(Agency, models.PROTECT)
    name = models.TextField()
    # By plain heading: the field a column holds, or nothing where it was left out.
    columns = models.JSONField(default=dict)
    # By field and plain code: what the code means.
    values = models.JSONField(default=dict)
    month_first = models.BooleanField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["partnership", "agency", "name"], name="source_once"),
        )

    def __str__(self) -> str:
        return self.name


class Import(Record):
    """One file of people: mapped, checked, then written into the register row by row."""

    state = models.TextField(
        default=ImportState.MAPPING, choices=[(s.value, s.value) for s in ImportState]
    )
    source = models.ForeignKey(Source, models.PROTECT, related_name="imports")
    file_name = models.TextField()
    file_hash = models.TextField()
    file_size = models.PositiveIntegerField()
    read_as = models.TextField()
    headings = models.JSONField()
    columns = models.JSONField(default=dict)
    month_first = models.BooleanField(default=False)
    full_extract = models.BooleanField(default=False)
    received_at = models.DateTimeField()
    received_by = models.TextField()
    # Who said "start": the worker writes in their name, as long as they hold the role.
    for_user = models.ForeignKey(User, models.PROTECT, related_name="+")
    for_role = models.TextField()
    for_agency = models.TextField()
    taken_at = models.DateTimeField(null=True)
    rows_checked = models.PositiveIntegerField(default=0)
    written = models.PositiveIntegerField(default=0)
    problem = models.TextField(blank=True)
    unknown = models.JSONField(default=list)
    # How many involvements a full extract would end, how many a person agreed to, how many it did.
    endings = models.PositiveIntegerField(default=0)
    endings_agreed = models.PositiveIntegerField(null=True)
    ended = models.PositiveIntegerField(default=0)
    finished_at = models.DateTimeField(null=True)
    # Whether it keeps what each row wrote: what came in before that was kept cannot be taken back.
    traced = models.BooleanField(default=False)
    taken_back_at = models.DateTimeField(null=True)
    taken_back_by = models.TextField(blank=True)
    taken_back_because = models.TextField(blank=True)

    class Meta:
        indexes = (models.Index(fields=["partnership", "received_at"], name="import_by_day"),)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state__in=[s.value for s in ImportState]), name="import_state"
            ),
            models.UniqueConstraint(
                fields=["source"],
                condition=models.Q(
                    state__in=[ImportState.RUNNING.value, ImportState.TAKING_BACK.value]
                ),
                name="one_running_for_source",
            ),
        )


class ImportFile(models.Model):
    """The bytes as they came, kept until the import is finished or discarded."""

    about = models.OneToOneField(Import, models.PROTECT, primary_key=True, related_name="file")
    partnership = models.ForeignKey(Partnership, models.PROTECT)
    content = models.BinaryField()

    def __str__(self) -> str:
        return str(self.pk)


class ImportRow(models.Model):
    """One row of a file, what it leads to, and whether it has been written."""

    id = models.BigAutoField(primary_key=True)
    partnership = models.ForeignKey(Partnership, models.PROTECT)
    about = models.ForeignKey(Import, models.PROTECT, related_name="rows")
    number = models.PositiveIntegerField()
    cells = models.JSONField()
    problems = models.JSONField(default=list)
    key = models.TextField(blank=True)
    outcome = models.TextField(choices=[(o.value, o.value) for o in Outcome])
    name = models.TextField(blank=True)
    same_as = models.TextField(blank=True)
    changes = models.JSONField(default=list)
    reasons = models.JSONField(default=list)
    warnings = models.JSONField(default=list)
    done_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["about", "number"], name="row_once"),)
        indexes = (
            models.Index(fields=["about", "outcome", "number"], name="row_by_outcome"),
            models.Index(
                fields=["about", "number"],
                condition=models.Q(done_at=None),
                name="row_to_write",
            ),
        )

    def __str__(self) -> str:
        return str(self.number)


class Trace(models.Model):
    """Something a row wrote, and, once the import is taken back, whether it went or why it stayed."""

    id = models.BigAutoField(primary_key=True)
    partnership = models.ForeignKey(Partnership, models.PROTECT)
    about = models.ForeignKey(Import, models.PROTECT, related_name="traces")
    row = models.PositiveIntegerField()  # nought when no row said so
    kind = models.TextField(choices=[(w.value, w.value) for w in Wrote])
    key = models.UUIDField()
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    # What was written where it is more than a new row, so that a later change is seen.
    before = models.JSONField(default=dict)
    done_at = models.DateTimeField(null=True)
    kept_because = models.TextField(blank=True)

    class Meta:
        indexes = (
            models.Index(fields=["about", "person"], name="trace_by_person"),
            models.Index(
                fields=["about", "person"],
                condition=models.Q(done_at=None),
                name="trace_to_settle",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class SourcePerson(PartnershipRow):
    """The number a source knows a person by: its next extract finds the same record."""

    source = models.ForeignKey(Source, models.PROTECT, related_name="people")
    key = models.TextField()
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    # With the import that said it; the next file with this number makes it known again.
    removed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["source", "key"], name="source_knows_once"),)


class SourceInvolvement(PartnershipRow):
    """An involvement a source told of, and the last file it stood in."""

    source = models.ForeignKey(Source, models.PROTECT, related_name="involvements")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    key = models.TextField()
    involvement = models.ForeignKey(Involvement, models.PROTECT, related_name="+")
    last_import = models.ForeignKey(Import, models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["source", "person", "key"], name="source_works_once"),
        )
        indexes = (models.Index(fields=["source", "last_import"], name="source_last_told"),)
