"""What children said (P28)."""

from __future__ import annotations

from django.db import models

from openmash.foundation.people.models.ground import Part
from openmash.foundation.people.models.person import Person


class Voice(Part):
    """A child's words, or why there are none (P28): one or the other, never neither."""

    class Absence(models.TextChoices):
        PRE_VERBAL = "pre_verbal", "Too young to talk: say what was observed"
        NOT_SEEN = "not_seen", "Not seen yet"
        UNSAFE = "unsafe", "Not safe to ask"
        DECLINED = "declined", "Did not want to say"
        LANGUAGE = "language", "No shared language yet"
        UNBORN = "unborn", "Not born yet"

    WRITTEN = "written"  # the method of a child who wrote it themselves

    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="voices")
    about = models.TextField()
    stage = models.TextField()
    words = models.TextField(blank=True)
    wishes = models.TextField(blank=True)
    obtained_by = models.TextField(blank=True)
    method = models.TextField(blank=True)  # told, seen, drawn; a parent's report is not the child's
    when_and_where = models.TextField(blank=True)
    alone = models.TextField(blank=True)
    absence = models.TextField(choices=Absence.choices, blank=True)
    observed = models.TextField(blank=True)

    class Meta:
        indexes = (models.Index(fields=["partnership", "about"], name="voice_about"),)
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(words="") | ~models.Q(absence=""), name="voice_or_why_not"
            ),
        )

    def __str__(self) -> str:
        return self.stage

    @property
    def told(self) -> str:
        """To whom it was said, who saw it, or that the child wrote it."""
        if self.method == self.WRITTEN:
            return "Written by themselves"
        return f"To {self.obtained_by}" if self.words else f"Seen by {self.obtained_by}"

    @property
    def is_direct(self) -> bool:
        """Whether it was said to whoever tells it, or written by the child, and not heard from others."""
        heard = self.alone in ("alone", "with_somebody") or self.method == self.WRITTEN
        return heard or not self.words
