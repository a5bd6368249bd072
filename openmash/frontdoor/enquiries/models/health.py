"""What health information means: its draft, each signed reading, its signatures (P6, `data.md` §3.6)."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Length
from django.db.models.lookups import GreaterThanOrEqual

from openmash.foundation.access.models import Registration
from openmash.foundation.moves.models import Record
from openmash.foundation.reference.models import PartnershipRow
from openmash.frontdoor.enquiries.models.enquiry import MashEnquiry
from openmash.frontdoor.enquiries.models.items import EvidenceItem
from openmash.frontdoor.enquiries.states.health import (
    Concern,
    Confidence,
    HealthState,
    Part,
    Verdict,
)


class HealthAnalysis(Record):
    """The one analysis of an enquiry: where it stands, and who has taken it on."""

    state = models.TextField(
        default=HealthState.REQUIRED, choices=[(s.value, s.value) for s in HealthState]
    )
    enquiry = models.OneToOneField(MashEnquiry, models.PROTECT, related_name="health")
    required_on = models.DateField()
    mental = models.BooleanField(default=False)  # competence in mental health has to sign
    allocated_to = models.TextField(blank=True)
    allocated_name = models.TextField(blank=True)
    late_seen = models.JSONField(default=list)  # what a practitioner opened after the decision

    class Meta:
        verbose_name_plural = "health analyses"
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state__in=[s.value for s in HealthState]), name="health_state"
            ),
        )

    def __str__(self) -> str:
        return self.state


class Headings(PartnershipRow):
    """The fixed headings, whether being written or signed (P6)."""

    known = models.TextField(blank=True)
    children = models.JSONField(default=dict)  # a text for each, by the key of the scope
    adults = models.JSONField(default=dict)
    unknown = models.TextField(blank=True)
    protective = models.TextField(blank=True)
    recommended = models.TextField(blank=True)
    concern = models.TextField(blank=True, choices=[(c.value, c.value) for c in Concern])
    confidence = models.TextField(blank=True, choices=[(c.value, c.value) for c in Confidence])

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.concern


class HealthDraft(Headings):
    """What is being written, kept as it is typed."""

    analysis = models.OneToOneField(HealthAnalysis, models.PROTECT, related_name="draft")
    version = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField()
    saved_by = models.TextField()


class HealthReading(Headings):
    """What was signed, as it was signed. Only added to: something new makes another one."""

    analysis = models.ForeignKey(HealthAnalysis, models.PROTECT, related_name="readings")
    number = models.PositiveIntegerField()
    read = models.JSONField()  # the keys of everything about health that was there
    about = models.JSONField(default=list)  # the keys of the children, parents and carers then
    nil_return = models.BooleanField(default=False)
    wants_opinion = models.BooleanField(default=False)
    question = models.TextField(blank=True)  # what the second opinion is asked
    retrospective = models.BooleanField(default=False)
    written_at = models.DateTimeField()
    written_by = models.TextField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["analysis", "number"], name="reading_number"),
        )


class HealthSignature(PartnershipRow):
    """A registered practitioner signs a reading, or says that they see it otherwise."""

    reading = models.ForeignKey(HealthReading, models.PROTECT, related_name="signatures")
    part = models.TextField(choices=[(p.value, p.value) for p in Part])
    agrees = models.BooleanField(default=True)
    words = models.TextField(blank=True)
    body = models.TextField(choices=Registration.Body.choices)
    registration = models.TextField()
    competences = models.JSONField()
    signed_at = models.DateTimeField()
    signed_by = models.TextField()
    signed_by_user = models.TextField()
    signed_by_role = models.TextField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["reading", "signed_by_user"], name="signed_once_each"),
            models.CheckConstraint(
                condition=models.Q(part__in=[p.value for p in Part]), name="signature_part"
            ),
        )

    def __str__(self) -> str:
        return self.part


class HealthEmergency(PartnershipRow):
    """A manager decides before the analysis, since delay would endanger a child; looked at afterwards."""

    enquiry = models.ForeignKey(MashEnquiry, models.PROTECT, related_name="emergencies")
    reason = models.TextField()
    mental = models.BooleanField()  # as it was known then, for the measure (M21)
    knew = models.JSONField(default=list)  # the keys of everything about health that was there
    decided_before_at = models.DateTimeField()
    decided_before_by = models.TextField()
    decided_before_by_user = models.TextField()
    review_due = models.DateTimeField()
    verdict = models.TextField(blank=True, choices=[(v.value, v.value) for v in Verdict])
    verdict_because = models.TextField(blank=True)
    reviewed_at = models.DateTimeField(null=True)
    reviewed_by = models.TextField(blank=True)

    class Meta:
        verbose_name_plural = "health emergencies"
        constraints = (
            models.CheckConstraint(
                condition=models.Q(GreaterThanOrEqual(Length("reason"), 60)),
                name="emergency_says_why",
            ),
            models.CheckConstraint(
                condition=models.Q(reviewed_at=None, reviewed_by="", verdict="")
                | (
                    models.Q(reviewed_at__isnull=False)
                    & ~models.Q(reviewed_by="")
                    & models.Q(verdict__in=[v.value for v in Verdict])
                ),
                name="emergency_reviewed_by_somebody",
            ),
        )

    def __str__(self) -> str:
        return self.verdict


class ItemRank(PartnershipRow):
    """A practitioner says where a fact stands among what must be known first (L71). Only added to."""

    item = models.ForeignKey(EvidenceItem, models.PROTECT, related_name="ranks")
    rank = models.PositiveSmallIntegerField()
    reason = models.TextField()
    ranked_at = models.DateTimeField()
    ranked_by = models.TextField()

    class Meta:
        constraints = (
            models.CheckConstraint(condition=models.Q(rank__range=(1, 5)), name="item_rank"),
        )
        indexes = (models.Index(fields=["item", "ranked_at"], name="item_rank_in_order"),)

    def __str__(self) -> str:
        return str(self.rank)
