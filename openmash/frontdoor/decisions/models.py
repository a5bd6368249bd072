"""The threshold decision, one for each child, and the referral it may make (P7, `data.md` §3.2, §3.8)."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from openmash.foundation.access.models import Agency
from openmash.foundation.moves.models import Record
from openmash.foundation.reference.models import Guidance, PartnershipRow
from openmash.frontdoor.contacts.models import Contact, ContactChild
from openmash.frontdoor.decisions.states import OUTCOME_NAMES, TAKEN, AskedOver, DecisionState
from openmash.frontdoor.enquiries.models import AgencyCheck


class ThresholdDecision(Record):
    """What level of need, why, and what happens next; recommended by one person, decided by another."""

    state = models.TextField(
        default=DecisionState.DRAFTED, choices=[(s.value, s.value) for s in DecisionState]
    )
    contact = models.ForeignKey(Contact, models.PROTECT, related_name="decisions")
    child = models.OneToOneField(ContactChild, models.PROTECT, related_name="decision")
    guidance = models.ForeignKey(Guidance, models.PROTECT)
    level = models.PositiveSmallIntegerField(null=True)
    descriptors = models.JSONField(default=list)
    rationale = models.JSONField(default=list)  # [{"text": …, "evidence": ["B2", "C1-1", …]}]
    voice_weighting = models.TextField(blank=True)
    history = models.TextField(blank=True)
    history_seen = models.JSONField(default=list)
    missing_comment = models.TextField(blank=True)
    alternatives = models.TextField(blank=True)
    agreement = models.TextField(blank=True)
    outcome = models.TextField(blank=True, choices=[(k.value, v) for k, v in OUTCOME_NAMES.items()])
    next_step = models.TextField(blank=True)
    next_step_owner = models.TextField(blank=True)
    next_step_due = models.DateField(null=True)
    family_told_by = models.TextField(blank=True)
    family_told_when = models.TextField(blank=True)
    family_not_told_reason = models.TextField(blank=True)
    expected_of_sender = models.TextField(blank=True)
    expected_due = models.DateField(null=True)
    risk_for_sender = models.TextField(blank=True)
    basis = models.JSONField(default=dict)  # evidence and gaps as they were when it was decided
    earlier = models.JSONField(default=list)  # what stood before each reopening
    recommended_level = models.PositiveSmallIntegerField(null=True)
    recommended_outcome = models.TextField(blank=True)
    otherwise_because = models.TextField(
        blank=True
    )  # why the decider chose another level or outcome
    before_views_because = models.TextField(blank=True)  # why partners were not waited for
    interim_plan = models.TextField(
        blank=True
    )  # what keeps the child safe while somebody disagrees
    copied_from = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    copy_confirmed = models.BooleanField(default=False)
    recommended_by = models.TextField(blank=True)
    recommended_by_name = models.TextField(blank=True)
    recommended_at = models.DateTimeField(null=True)
    decided_by = models.TextField(blank=True)
    decided_by_name = models.TextField(blank=True)
    decided_at = models.DateTimeField(null=True)
    reopened_because = models.TextField(blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state__in=[s.value for s in DecisionState]),
                name="decision_state",
            ),
            models.CheckConstraint(
                condition=models.Q(level=None) | models.Q(level__range=(1, 4)),
                name="decision_level",
            ),
            models.CheckConstraint(
                condition=models.Q(decided_by="")
                | ~models.Q(decided_by=models.F("recommended_by")),
                name="decision_four_eyes",
            ),
            models.CheckConstraint(
                condition=models.Q(decided_at=None, decided_by="")
                | (models.Q(decided_at__isnull=False) & ~models.Q(decided_by="")),
                name="decision_signed",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=[s.value for s in TAKEN], decided_at__isnull=False)
                | (~models.Q(state__in=[s.value for s in TAKEN]) & models.Q(decided_at=None)),
                name="decision_decided_at_its_time",
            ),
        )
        indexes = (
            models.Index(fields=["partnership", "contact"], name="decision_of"),
            models.Index(  # every page of a manager counts those
                fields=["partnership", "contact"],
                condition=models.Q(state=DecisionState.VIEWS_OPEN.value),
                name="decision_waits",
            ),
        )


class ViewAsked(PartnershipRow):
    """One partner is asked what it thinks of one recommendation for one child (P7).

    What the partner may know of it stands in this row: it reads nothing of the decision, the contact
    or the register. A recommendation that changes is asked about anew, in a row of its own.
    """

    decision = models.ForeignKey(ThresholdDecision, models.PROTECT, related_name="asked")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    check_of = models.ForeignKey(AgencyCheck, models.PROTECT, related_name="+")
    reference = models.TextField()
    for_roles = ArrayField(models.TextField(), default=list)
    for_users = ArrayField(models.TextField(), default=list)
    child_name = models.TextField()  # as the agency was asked about them
    level = models.PositiveSmallIntegerField()
    level_name = models.TextField()
    outcome = models.TextField(choices=[(k.value, v) for k, v in OUTCOME_NAMES.items()])
    reasons = models.JSONField(default=list)  # the guidance's own words, never the rationale
    asked_by = models.TextField()
    about = models.JSONField(default=list)  # whom the ledger and each disclosure name
    bases = models.JSONField(default=list)  # on which ground in law it is shared
    asked_at = models.DateTimeField()
    until = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    closed_because = models.TextField(
        blank=True, choices=[(one.value, one.value) for one in AskedOver]
    )
    told = models.JSONField(default=list)  # what was decided, in sentences this agency may read
    told_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["decision", "agency"],
                condition=models.Q(closed_at=None),
                name="view_asked_once",
            ),
            models.CheckConstraint(
                condition=models.Q(closed_at=None, closed_because="")
                | models.Q(
                    closed_at__isnull=False, closed_because__in=[o.value for o in AskedOver]
                ),
                name="view_closed_for_a_reason",
            ),
        )
        indexes = (
            models.Index(fields=["partnership", "agency", "closed_at"], name="view_asked_of"),
        )

    def __str__(self) -> str:
        return f"{self.agency_id}: level {self.level}"


class PartnerView(PartnershipRow):
    """What a partner thinks of the recommendation; dissent is kept in their words (P7).

    Said on the partner's own page it belongs to what was asked; noted by the hub, to nothing more.
    """

    class View(models.TextChoices):
        AGREE = "AGREE", "Agrees"
        DISAGREE = "DISAGREE", "Disagrees"
        NO_VIEW = "NO_VIEW", "No view"

    decision = models.ForeignKey(ThresholdDecision, models.PROTECT, related_name="views")
    asked = models.ForeignKey(ViewAsked, models.PROTECT, null=True, related_name="views")
    agency = models.TextField()
    person = models.TextField(blank=True)
    view = models.TextField(choices=View.choices)
    reason = models.TextField(blank=True)
    noted_at = models.DateTimeField()
    noted_by = models.TextField()
    said_by = models.TextField(blank=True)  # whose account, where they said it themselves
    # Of what one agency said on its page, 1 for the first: two of one moment have an order, too.
    number = models.PositiveSmallIntegerField(default=0)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.TextField(blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(withdrawn_at=None, withdrawn_by="")
                | (models.Q(withdrawn_at__isnull=False) & ~models.Q(withdrawn_by="")),
                name="view_withdrawn_by_somebody",
            ),
            models.UniqueConstraint(
                fields=["asked", "number"],
                condition=models.Q(asked__isnull=False),
                name="views_in_order",
            ),
        )

    def __str__(self) -> str:
        return self.view


class Referral(PartnershipRow):
    """A request for services for a child not open, born of a decision (`data.md` §3.2, note F)."""

    decision = models.OneToOneField(ThresholdDecision, models.PROTECT, related_name="referral")
    child = models.ForeignKey(ContactChild, models.PROTECT, related_name="referrals")
    referral_date = models.DateField()
    source_code = models.TextField()
    made_at = models.DateTimeField()


class Section47(PartnershipRow):
    """That a section 47 enquiry about a child has started, as a discussion outside the hub decided (P11).

    Taken back it stands no more; noted again, the same row tells the new day. The ledger keeps each.
    """

    decision = models.OneToOneField(ThresholdDecision, models.PROTECT, related_name="section_47")
    started_on = models.DateField()  # the day of the discussion that decided it
    with_police = models.BooleanField()  # jointly, or by the council alone
    noted_at = models.DateTimeField()
    noted_by = models.TextField()
    taken_back_at = models.DateTimeField(null=True)
    taken_back_by = models.TextField(blank=True)

    @property
    def stands(self) -> bool:
        """It was not taken back."""
        return self.taken_back_at is None
