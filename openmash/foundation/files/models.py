"""Files that came with something: what is known of each, and apart from it the bytes themselves."""

from __future__ import annotations

from django.db import models

from openmash.foundation.files.kinds import Kind
from openmash.foundation.files.states import STANDING, FileState
from openmash.foundation.moves.models import Record
from openmash.foundation.reference.models import Partnership

ABOUT = r"^[a-z]+:[0-9a-f-]{36}$"


class StoredFile(Record):
    """One file, and where it came from. `name` is as somebody typed it: it leaves no page of ours."""

    state = models.TextField(
        default=FileState.HELD, choices=[(s.value, s.value) for s in FileState]
    )
    about = models.TextField()  # the typed reference of what it came with
    number = models.PositiveSmallIntegerField()
    name = models.TextField()
    kind = models.TextField(choices=[(k.value, k.value) for k in Kind])
    size = models.PositiveIntegerField()
    sha256 = models.TextField()  # of what is kept
    came_sha256 = models.TextField()  # of what came: a picture is kept without its place
    added_at = models.DateTimeField()
    added_by = models.TextField()
    added_by_user = models.TextField()
    added_by_agency = models.TextField()
    sent_at = models.DateTimeField(null=True)
    scanned_at = models.DateTimeField(null=True)
    scanned_by = models.TextField(blank=True)  # which scanner, with which list of malware
    malware = models.TextField(blank=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.TextField(blank=True)
    ended_because = models.TextField(blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state__in=[s.value for s in FileState]), name="file_state"
            ),
            models.CheckConstraint(condition=models.Q(about__regex=ABOUT), name="file_about"),
            models.UniqueConstraint(fields=["about", "number"], name="file_number_once"),
            # The same file twice is one; of what it came with, so that nobody learns of another’s.
            models.UniqueConstraint(
                fields=["about", "came_sha256"],
                condition=models.Q(state__in=sorted(s.value for s in STANDING)),
                name="file_content_once",
            ),
        )
        indexes = (
            models.Index(
                fields=["partnership", "added_at"],
                condition=models.Q(state=FileState.HELD.value),
                name="file_held",
            ),
        )

    def __str__(self) -> str:
        return f"file {self.number}"


class FileContent(models.Model):
    """The bytes, and of a picture a small one to look at. Emptied when it is taken back unsent."""

    of = models.OneToOneField(StoredFile, models.PROTECT, primary_key=True, related_name="contents")
    partnership = models.ForeignKey(Partnership, models.PROTECT)
    content = models.BinaryField()
    preview = models.BinaryField(default=bytes)

    def __str__(self) -> str:
        return str(self.pk)
