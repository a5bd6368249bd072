"""That a special pathway applies to a contact."""

from __future__ import annotations

from django.db import models

from openmash.foundation.moves.models import Record
from openmash.frontdoor.contacts.models import Contact
from openmash.frontdoor.pathways.kinds import FINDING_WORDS, PATHWAYS
from openmash.frontdoor.pathways.states import PathwayState


class SpecialPathway(Record):
    """One pathway of one contact: what is known, since when, by when, and what came of it."""

    state = models.TextField(
        default=PathwayState.OPEN, choices=[(s.value, s.value) for s in PathwayState]
    )
    contact = models.ForeignKey(Contact, models.PROTECT, related_name="pathways")
    kind = models.TextField(choices=[(k.value, one.name) for k, one in PATHWAYS.items()])
    known = models.TextField()  # what is known that makes it one
    happened_at = models.DateTimeField(null=True)
    due_on = models.DateField(null=True)  # as somebody else has set it
    noted_at = models.DateTimeField()
    noted_by = models.TextField()
    ended_at = models.DateTimeField(null=True)
    ended_by = models.TextField(blank=True)
    outcome = models.TextField(blank=True)
    finding = models.TextField(
        blank=True, choices=[(one.value, words) for one, (words, _) in FINDING_WORDS.items()]
    )

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state__in=[s.value for s in PathwayState]), name="pathway_state"
            ),
            models.UniqueConstraint(
                fields=["contact", "kind"], condition=models.Q(state="open"), name="pathway_once"
            ),
        )

    def __str__(self) -> str:
        return self.kind
