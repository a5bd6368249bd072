"""Invitations: somebody was asked to come in, and has not come yet."""

from __future__ import annotations

from django.db import models

from openmash.foundation.access.models import Agency, User
from openmash.foundation.colleagues.states import InvitationState
from openmash.foundation.moves.models import Record


class Invitation(Record):
    """One role of one agency, offered to one address. The role begins when the link is used.

    The secret of the link is in the message alone; here is its digest.
    """

    state = models.TextField(
        default=InvitationState.LIVE, choices=[(s.value, s.value) for s in InvitationState]
    )
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    role = models.TextField()
    name = models.TextField()
    email = models.EmailField()
    sent_at = models.DateTimeField()
    sent_by = models.TextField()
    sent_times = models.PositiveSmallIntegerField(default=1)
    lives_until = models.DateTimeField()
    secret_digest = models.TextField(blank=True)
    user = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    accepted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state__in=[s.value for s in InvitationState]),
                name="invitation_state",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="accepted")
                | (models.Q(user__isnull=False) & models.Q(accepted_at__isnull=False)),
                name="invitation_accepted_by_somebody",
            ),
            models.UniqueConstraint(
                fields=["partnership", "agency", "email", "role"],
                condition=models.Q(state="live"),
                name="invited_once",
            ),
        )
        indexes = (models.Index(fields=["partnership", "agency"], name="invitation_of"),)

    def __str__(self) -> str:
        return self.role
