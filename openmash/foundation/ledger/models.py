"""The one append-only ledger. No foreign keys: history outlives the data it speaks of.

Rows are digested by the database on insert and linked into a hash chain when the transaction
commits (see the migration). The application's role has INSERT and SELECT only, and may not write
`Link` at all, so it can neither alter, remove nor forge.
"""

from __future__ import annotations

import uuid

from django.contrib.postgres.indexes import GinIndex
from django.db import models


class Event(models.Model):
    """Something happened: audit trail, outbox, timeline and the source of measures in one row."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    partnership = models.TextField()
    name = models.TextField()
    at = models.DateTimeField()
    user = models.TextField()
    user_name = models.TextField()
    role = models.TextField()
    agency = models.TextField(blank=True)
    via = models.TextField()
    subject = models.TextField()
    about = models.JSONField(default=list)
    facts = models.JSONField(default=dict, null=True)
    reason = models.TextField(blank=True, null=True)  # noqa: DJ001  # null once purged
    request_id = models.TextField(blank=True)
    facts_digest = models.TextField(editable=False, default="")
    digest = models.TextField(editable=False, default="")

    class Meta:
        indexes = (
            models.Index(fields=["partnership", "subject", "at"], name="event_by_subject"),
            models.Index(fields=["partnership", "name", "at"], name="event_by_name"),
            GinIndex(fields=["about"], opclasses=["jsonb_path_ops"], name="event_by_about"),
        )

    def __str__(self) -> str:
        return f"{self.name} {self.subject}"


class Link(models.Model):
    """One link of a partnership's hash chain; written by the database alone, in order of commit."""

    id = models.BigAutoField(primary_key=True)
    partnership = models.TextField()
    chain = models.TextField()
    position = models.BigIntegerField()
    entry = models.UUIDField()
    digest = models.TextField()
    previous = models.TextField()
    hash = models.TextField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["partnership", "chain", "position"], name="link_once"),
            models.UniqueConstraint(fields=["chain", "entry"], name="link_entry_once"),
            models.UniqueConstraint(
                fields=["partnership", "chain", "previous"], name="link_no_fork"
            ),
        )

    def __str__(self) -> str:
        return f"{self.chain} {self.position}"


class ReactionRun(models.Model):
    """One reaction to one event, claimed by insert so that it runs once."""

    id = models.BigAutoField(primary_key=True)
    partnership = models.TextField()
    event = models.UUIDField()
    reaction = models.TextField()
    done_at = models.DateTimeField(null=True)
    attempts = models.IntegerField(default=0)
    last_problem = models.TextField(blank=True)
    gave_up_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["event", "reaction"], name="reaction_once"),)

    def __str__(self) -> str:
        return f"{self.reaction} {self.event}"
