"""Legal holds, and destructions with the certificate that stays (`data.md` §7)."""

from __future__ import annotations

from django.db import models

from openmash.foundation.moves.models import Record
from openmash.foundation.reference.models import PartnershipRow
from openmash.oversight.retention.states import (
    CLASS_NAMES,
    SCOPE_WORDS,
    DestructionState,
    HoldState,
)

CLASSES = [(one.value, words) for one, words in CLASS_NAMES.items()]


class LegalHold(Record):
    """Nothing that it covers is destroyed, whatever its rule says, until another person lifts it."""

    state = models.TextField(
        default=HoldState.IN_FORCE, choices=[(s.value, s.value) for s in HoldState]
    )
    scope = models.TextField(choices=[(one.value, words) for one, words in SCOPE_WORDS.items()])
    key = models.UUIDField(null=True)  # of the contact or the person
    of_class = models.TextField(blank=True, choices=CLASSES)
    shown = models.TextField()  # a reference, a number or a class: never a name
    reason = models.TextField()
    placed_at = models.DateTimeField()
    placed_by = models.TextField()
    placed_by_user = models.TextField()
    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.TextField(blank=True)
    lifted_by_user = models.TextField(blank=True)
    lifted_because = models.TextField(blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state__in=[s.value for s in HoldState]), name="hold_state"
            ),
            models.CheckConstraint(
                condition=models.Q(scope__in=["contact", "person"], key__isnull=False, of_class="")
                | models.Q(scope="class", key=None) & ~models.Q(of_class="")
                | models.Q(scope="all", key=None, of_class=""),
                name="hold_on_one_thing",
            ),
            models.CheckConstraint(
                condition=models.Q(state="in_force", lifted_at=None, lifted_by_user="")
                | models.Q(state="lifted", lifted_at__isnull=False)
                & ~models.Q(lifted_by_user="")
                & ~models.Q(lifted_by_user=models.F("placed_by_user")),
                name="hold_lifted_by_another",
            ),
        )
        indexes = (models.Index(fields=["partnership", "state"], name="hold_by_state"),)

    def __str__(self) -> str:
        return self.shown


class Destruction(Record):
    """Records that one person proposes and another has destroyed; what stays is the certificate."""

    state = models.TextField(
        default=DestructionState.PROPOSED, choices=[(s.value, s.value) for s in DestructionState]
    )
    of_class = models.TextField(choices=CLASSES)
    rule = models.JSONField()  # words, numbers and source of the rule, as it stood
    proposed_at = models.DateTimeField()
    proposed_by = models.TextField()
    proposed_by_user = models.TextField()
    settled_at = models.DateTimeField(null=True)
    settled_by = models.TextField(blank=True)
    settled_by_user = models.TextField(blank=True)
    refused_because = models.TextField(blank=True)
    rows = models.JSONField(default=dict)  # how many rows of which table went

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state__in=[s.value for s in DestructionState]),
                name="destruction_state",
            ),
            models.CheckConstraint(
                condition=models.Q(state="proposed", settled_at=None, settled_by_user="")
                | ~models.Q(state="proposed")
                & models.Q(settled_at__isnull=False)
                & ~models.Q(settled_by_user="")
                & ~models.Q(settled_by_user=models.F("proposed_by_user")),
                name="destruction_four_eyes",
            ),
        )
        indexes = (models.Index(fields=["partnership", "state"], name="destruction_by_state"),)

    def __str__(self) -> str:
        return self.state


class Destroying(PartnershipRow):
    """One record of a destruction: a contact with all that belongs to it, by its reference alone.

    No key leads to the contact: this row stays when that is gone.
    """

    destruction = models.ForeignKey(Destruction, models.PROTECT, related_name="records")
    contact = models.UUIDField()
    reference = models.TextField()
    due_on = models.DateField()
    because = models.JSONField(default=list)  # why it was due, in sentences
    kept_because = models.TextField(blank=True)  # what spoke against it on the day; it was left

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["destruction", "contact"], name="destroying_once"),
        )

    def __str__(self) -> str:
        return self.reference
