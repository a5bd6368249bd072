"""A question to one agency about people of an enquiry, and every answer to it (P3, `data.md` §3.4)."""

from __future__ import annotations

from django.db import models

from openmash.foundation.access.models import Agency
from openmash.foundation.moves.models import Record
from openmash.foundation.reference.models import PartnershipRow
from openmash.frontdoor.enquiries.models.enquiry import MashEnquiry, ScopePerson
from openmash.frontdoor.enquiries.states import CheckState, Outcome


class AgencyCheck(Record):
    """What one agency was asked, of whom, how, and on which ground in law.

    The database refuses a new one without agreement or override (migration 0005).
    """

    class Method(models.TextChoices):
        PHONE = "phone", "By telephone"
        MAIL = "mail", "By secure e-mail"
        FACE = "face", "Face to face in the hub"

    state = models.TextField(
        default=CheckState.REQUESTED, choices=[(s.value, s.value) for s in CheckState]
    )
    enquiry = models.ForeignKey(MashEnquiry, models.PROTECT, related_name="checks")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    asked_of = models.TextField(blank=True)
    method = models.TextField(choices=Method.choices)
    questions = models.TextField()
    necessity = models.TextField()
    bases = models.JSONField()
    asked_at = models.DateTimeField()
    asked_by = models.TextField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state__in=[s.value for s in CheckState]), name="check_state"
            ),
        )
        indexes = (models.Index(fields=["enquiry", "asked_at"], name="check_in_order"),)

    def __str__(self) -> str:
        return self.state


class CheckPerson(PartnershipRow):
    """Somebody an agency was asked about."""

    check_of = models.ForeignKey(AgencyCheck, models.PROTECT, related_name="people")
    whom = models.ForeignKey(ScopePerson, models.PROTECT, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["check_of", "whom"], name="asked_about_once"),
        )


class CheckAnswer(PartnershipRow):
    """What an agency said of one person. Only added to: the latest counts, and the first stays."""

    about = models.ForeignKey(CheckPerson, models.PROTECT, related_name="answers")
    outcome = models.TextField(choices=[(o.value, o.value) for o in Outcome])
    said = models.TextField(blank=True)
    told_by = models.TextField()  # who of the agency
    noted_at = models.DateTimeField()
    noted_by = models.TextField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(outcome__in=[o.value for o in Outcome]), name="answer_outcome"
            ),
            models.CheckConstraint(
                condition=models.Q(outcome__in=["nothing_relevant", "not_known"])
                | ~models.Q(said=""),
                name="answer_says_what_or_why",
            ),
        )
        indexes = (models.Index(fields=["about", "noted_at"], name="answer_in_order"),)

    def __str__(self) -> str:
        return self.outcome
