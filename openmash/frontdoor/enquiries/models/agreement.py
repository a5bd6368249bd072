"""Agreement to checks: who was asked and what they said, and what a manager decided (P4, `data.md` §3.5)."""

from __future__ import annotations

from enum import StrEnum

from django.db import models
from django.db.models.functions import Length
from django.db.models.lookups import GreaterThanOrEqual

from openmash.foundation.moves.models import Record
from openmash.foundation.reference.models import PartnershipRow
from openmash.frontdoor.enquiries.models.enquiry import MashEnquiry, ScopePerson
from openmash.frontdoor.enquiries.states import AgreementState, Answer, Ground, Standing


def _one_of(column: str, codes: type[StrEnum]) -> models.Q:
    return models.Q(**{f"{column}__in": [code.value for code in codes]})


class Agreement(Record):
    """Whether the family agrees that others are asked; one for each enquiry."""

    state = models.TextField(
        default=AgreementState.NOT_CONSIDERED, choices=[(s.value, s.value) for s in AgreementState]
    )
    enquiry = models.OneToOneField(MashEnquiry, models.PROTECT, related_name="agreement")

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=_one_of("state", AgreementState), name="agreement_state"
            ),
        )

    def __str__(self) -> str:
        return self.state


class AgreementAsk(PartnershipRow):
    """One time somebody was asked: by whom, how, when, what for, and what they said."""

    class Method(models.TextChoices):
        PHONE = "phone", "By telephone"
        FACE = "face", "Face to face"
        WRITTEN = "written", "In writing"
        VIDEO = "video", "By video"

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="asks")
    whom = models.ForeignKey(ScopePerson, models.PROTECT, related_name="+")
    standing = models.TextField(choices=[(s.value, s.value) for s in Standing])
    method = models.TextField(choices=Method.choices)
    asked_at = models.DateTimeField()
    asked_by = models.TextField()
    asked_by_user = models.TextField()
    interpreter = models.BooleanField(default=False)
    explained = models.BooleanField(default=False)
    answer = models.TextField(choices=[(a.value, a.value) for a in Answer])
    limits = models.TextField(blank=True)
    not_these = models.JSONField(default=list)  # kinds of agency they do not want asked
    recorded_at = models.DateTimeField()
    recorded_by = models.TextField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.TextField(blank=True)
    withdrawn_because = models.TextField(blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=_one_of("answer", Answer), name="ask_answer"),
            models.CheckConstraint(condition=_one_of("standing", Standing), name="ask_standing"),
            models.CheckConstraint(
                condition=models.Q(answer=Answer.NOT_REACHED.value) | models.Q(explained=True),
                name="ask_answered_knowing_what_for",
            ),
            models.CheckConstraint(
                condition=~models.Q(answer=Answer.LIMITED.value)
                | ~models.Q(limits="")
                | ~models.Q(not_these=[]),
                name="ask_limit_is_said",
            ),
            models.CheckConstraint(
                condition=models.Q(withdrawn_at=None, withdrawn_by="")
                | (models.Q(withdrawn_at__isnull=False) & ~models.Q(withdrawn_by="")),
                name="ask_withdrawn_by_somebody",
            ),
        )
        indexes = (models.Index(fields=["agreement", "asked_at"], name="ask_in_order"),)

    def __str__(self) -> str:
        return self.answer


class YoungView(PartnershipRow):
    """What a young person thinks of being asked about, in their words, or why that is not known."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="young_views")
    whom = models.ForeignKey(ScopePerson, models.PROTECT, related_name="+")
    words = models.TextField(blank=True)
    why_not = models.TextField(blank=True)
    noted_at = models.DateTimeField()
    noted_by = models.TextField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(words="") | ~models.Q(why_not=""), name="young_view_or_why"
            ),
        )


class AgreementOverride(PartnershipRow):
    """A manager's decision that checks leave without agreement, and when the parents are told."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="overrides")
    after_refusal = models.BooleanField()
    ground = models.TextField(choices=[(g.value, g.value) for g in Ground])
    rationale = models.TextField()
    overridden_at = models.DateTimeField()
    overridden_by = models.TextField()
    overridden_by_user = models.TextField()
    tell_on = models.DateField(null=True)
    never_because = models.TextField(blank=True)
    told_at = models.DateTimeField(null=True)
    told_by = models.TextField(blank=True)
    told_how = models.TextField(blank=True)
    taken_back_at = models.DateTimeField(null=True)
    taken_back_by = models.TextField(blank=True)
    taken_back_because = models.TextField(blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=_one_of("ground", Ground), name="override_ground"),
            models.CheckConstraint(
                condition=models.Q(GreaterThanOrEqual(Length("rationale"), 60)),
                name="override_says_why",
            ),
            models.CheckConstraint(
                condition=models.Q(tell_on__isnull=False) | ~models.Q(never_because=""),
                name="override_parents_told_or_never",
            ),
            models.CheckConstraint(
                condition=models.Q(told_at=None, told_by="")
                | (models.Q(told_at__isnull=False) & ~models.Q(told_by="")),
                name="override_told_by_somebody",
            ),
            models.CheckConstraint(
                condition=models.Q(taken_back_at=None, taken_back_by="")
                | (models.Q(taken_back_at__isnull=False) & ~models.Q(taken_back_by="")),
                name="override_taken_back_by_somebody",
            ),
            models.UniqueConstraint(
                fields=["agreement"],
                condition=models.Q(taken_back_at=None),
                name="one_override_stands",
            ),
        )

    def __str__(self) -> str:
        return self.ground
