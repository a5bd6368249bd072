"""A one-time link to one question, for an agency of which nobody can sign in (P5)."""

from __future__ import annotations

from django.db import models

from openmash.foundation.moves.models import Record
from openmash.frontdoor.enquiries.models.checks import AgencyCheck
from openmash.frontdoor.enquiries.states.links import LinkFor, LinkState


class AnswerLink(Record):
    """Its secret leaves in a message, its code is read out by telephone; of both only digests are kept."""

    state = models.TextField(
        default=LinkState.LIVE, choices=[(s.value, s.value) for s in LinkState]
    )
    check_of = models.ForeignKey(AgencyCheck, models.PROTECT, related_name="links")
    purpose = models.TextField(choices=[(one.value, one.value) for one in LinkFor])
    to_address = models.EmailField()
    phone = models.TextField(
        blank=True
    )  # on file when it was sent: the code is read out there alone
    sent_at = models.DateTimeField()
    sent_by = models.TextField()
    lives_until = models.DateTimeField()
    secret_digest = models.TextField(blank=True)  # nothing until its message leaves
    code_digest = models.TextField(blank=True)  # nothing while no code is out
    code_until = models.DateTimeField(null=True)
    wrong_codes = models.PositiveSmallIntegerField(default=0)
    entered_at = models.DateTimeField(null=True)  # the last time; who entered before is out
    entered_by = models.TextField(blank=True)
    void_since = models.DateTimeField(null=True)
    void_because = models.TextField(blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state="live", void_since=None)
                | models.Q(state="void", void_since__isnull=False),
                name="link_void_since",
            ),
            models.UniqueConstraint(
                fields=["check_of"], condition=models.Q(state="live"), name="one_live_link"
            ),
            models.UniqueConstraint(
                fields=["secret_digest"],
                condition=~models.Q(secret_digest=""),
                name="link_by_its_secret",
            ),
        )

    def __str__(self) -> str:
        return self.state
