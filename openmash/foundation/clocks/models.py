"""Clocks: their definitions, which a partnership may change by a new version, and their runs."""

from __future__ import annotations

from django.db import models

from openmash.foundation.reference.models import PartnershipRow


class ClockDefinition(PartnershipRow):
    """How long something may take, one row per version (P0.4). The number is data, never code."""

    code = models.TextField()
    version = models.PositiveIntegerField(default=1)
    name = models.TextField()
    amount = models.PositiveIntegerField()
    unit = models.TextField()
    ideal_amount = models.PositiveIntegerField(null=True)
    ideal_unit = models.TextField(blank=True)
    valid_from = models.DateField()
    source = models.TextField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["partnership", "code", "version"], name="clock_version"
            ),
        )

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class ClockRun(PartnershipRow):
    """One clock running on one record. Never paused (P0): waiting is a reason, not an exemption."""

    definition = models.ForeignKey(ClockDefinition, models.PROTECT)
    code = models.TextField()
    subject = models.TextField()
    started_at = models.DateTimeField()
    ideal_at = models.DateTimeField()
    due_at = models.DateTimeField()
    explanation = models.TextField()
    calendar_version = models.PositiveIntegerField()
    stopped_at = models.DateTimeField(null=True)
    warned_at = models.DateTimeField(null=True)
    breached_at = models.DateTimeField(null=True)
    late_because = models.TextField(blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["subject", "code"],
                condition=models.Q(stopped_at=None),
                name="clock_runs_once",
            ),
        )
        indexes = (
            models.Index(
                fields=["partnership", "due_at"],
                condition=models.Q(stopped_at=None),
                name="clock_running",
            ),
            models.Index(fields=["partnership", "subject"], name="clock_by_subject"),
        )

    def __str__(self) -> str:
        return f"{self.code} {self.subject}"
