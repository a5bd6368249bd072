"""A practice that is to be asked, was asked, or was left out for a reason (P5, `data.md` §3.7)."""

from __future__ import annotations

from django.db import models

from openmash.foundation.access.models import Agency
from openmash.foundation.moves.models import Record
from openmash.frontdoor.enquiries.models.checks import AgencyCheck
from openmash.frontdoor.enquiries.models.enquiry import MashEnquiry
from openmash.frontdoor.enquiries.states.gp import OPT_OUT_WORDS, GpState, OptOut


class GpRequest(Record):
    """One practice of one enquiry. No practice: that of somebody who matters is not known yet.

    The question itself, its answer and its clock are the check's (C08).
    """

    state = models.TextField(default=GpState.DUE, choices=[(s.value, s.value) for s in GpState])
    enquiry = models.ForeignKey(MashEnquiry, models.PROTECT, related_name="gp_requests")
    practice = models.ForeignKey(Agency, models.PROTECT, null=True, related_name="+")
    triggers = models.JSONField(default=list)  # none: only suggested
    repeats = models.JSONField(default=list)  # the reports behind T7, with their days
    # What was decided asks for it: it holds no decision up, and the end of the enquiry does not end it.
    after_decision = models.BooleanField(default=False)
    check_sent = models.OneToOneField(AgencyCheck, models.PROTECT, null=True, related_name="gp")
    not_asked_because = models.TextField(
        blank=True, choices=[(o.value, OPT_OUT_WORDS[o]) for o in OptOut]
    )
    answer_read = models.ForeignKey(AgencyCheck, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state__in=[s.value for s in GpState]), name="gp_state"
            ),
            models.CheckConstraint(
                condition=~models.Q(state="opted_out") | ~models.Q(not_asked_because=""),
                name="gp_left_out_for_a_reason",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["auto_created", "opted_out", "lapsed"])
                | models.Q(check_sent__isnull=False),
                name="gp_asked_by_a_question",
            ),
            models.UniqueConstraint(
                fields=["enquiry", "practice"],
                condition=models.Q(state="auto_created"),
                nulls_distinct=False,
                name="gp_due_once",
            ),
        )
        indexes = (models.Index(fields=["enquiry", "made_at"], name="gp_in_order"),)

    def __str__(self) -> str:
        return self.state
