"""A question to one agency about people of an enquiry, and every answer to it (P3, `data.md` §3.4)."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from openmash.foundation.access.models import Agency, User
from openmash.foundation.moves.models import Record
from openmash.foundation.reference.models import FormVersion, PartnershipRow
from openmash.frontdoor.enquiries.models.enquiry import MashEnquiry, ScopePerson
from openmash.frontdoor.enquiries.states import WAITING, CheckState, Outcome, Refusal


class AgencyCheck(Record):
    """What one agency was asked, of whom, how, and on which ground in law.

    The database refuses a new one without agreement or override (migration 0005). What the agency
    may know of it stands in its own rows: it reads nothing of the enquiry, the contact or the register.
    """

    class Method(models.TextChoices):
        PHONE = "phone", "By telephone"
        MAIL = "mail", "By secure e-mail"
        FACE = "face", "Face to face in the hub"
        HERE = "here", "On this page"

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
    template = models.TextField(blank=True)  # which agency's questions
    form = models.ForeignKey(FormVersion, models.PROTECT, null=True, related_name="+")
    for_roles = ArrayField(models.TextField(), default=list)  # who at the agency may answer
    # Whoever came by this link answers, too.
    open_link = models.ForeignKey(
        "enquiries.AnswerLink", models.PROTECT, null=True, related_name="+"
    )
    for_user = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    reference = models.TextField(blank=True)
    asker_phone = models.TextField(blank=True)
    may_share = models.JSONField(default=list)  # why it may be shared, in sentences
    about = models.JSONField(default=list)  # whom the ledger and each disclosure name
    acknowledged_at = models.DateTimeField(null=True)
    acknowledged_by = models.TextField(blank=True)
    unclear = models.TextField(blank=True)  # what the hub asks once more
    refusal = models.TextField(blank=True, choices=[(r.value, r.value) for r in Refusal])
    reminders = models.PositiveSmallIntegerField(default=0)  # of this clock
    outcome = models.JSONField(default=list)  # what became of it, in sentences this agency may read
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state__in=[s.value for s in CheckState]), name="check_state"
            ),
            models.CheckConstraint(
                condition=models.Q(refusal__in=["", *(r.value for r in Refusal)]),
                name="check_refusal",
            ),
            models.CheckConstraint(
                condition=models.Q(acknowledged_at=None, acknowledged_by="")
                | (models.Q(acknowledged_at__isnull=False) & ~models.Q(acknowledged_by="")),
                name="check_seen_by_somebody",
            ),
        )
        indexes = (
            models.Index(fields=["enquiry", "asked_at"], name="check_in_order"),
            models.Index(fields=["partnership", "agency", "asked_at"], name="check_of_agency"),
            # Counted on every page of the agency, which has answered a hundred thousand others.
            models.Index(
                fields=["partnership", "agency"],
                condition=models.Q(state__in=sorted(WAITING)),
                name="check_waits",
            ),
        )

    def __str__(self) -> str:
        return self.state


class CheckPerson(PartnershipRow):
    """Somebody an agency was asked about, as the agency may know them: kept when it was asked."""

    check_of = models.ForeignKey(AgencyCheck, models.PROTECT, related_name="people")
    whom = models.ForeignKey(ScopePerson, models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField(default=0)
    name = models.TextField(blank=True)
    is_child = models.BooleanField(default=False)
    part = models.TextField(blank=True)  # what they are in this
    birth_date = models.DateField(null=True)
    age = models.TextField(blank=True)  # or when a child is expected
    address = models.TextField(blank=True)  # never a protected one
    nhs_number = models.TextField(blank=True)  # for health alone
    because = models.TextField(blank=True)  # why this agency is asked about them

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["check_of", "whom"], name="asked_about_once"),
        )


class CheckAnswer(PartnershipRow):
    """What an agency said of one person. Only added to: the latest counts, and the first stays."""

    about = models.ForeignKey(CheckPerson, models.PROTECT, related_name="answers")
    number = (
        models.PositiveSmallIntegerField()
    )  # 1 for the first: two of one moment have an order, too
    outcome = models.TextField(choices=[(o.value, o.value) for o in Outcome])
    said = models.TextField(blank=True)
    told = models.JSONField(default=dict)  # by the code of each question of the template
    facts = models.PositiveSmallIntegerField(default=0)  # how many items came with it
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
                | ~models.Q(said="")
                | (models.Q(outcome="info") & (~models.Q(told={}) | models.Q(facts__gt=0))),
                name="answer_says_what_or_why",
            ),
            models.UniqueConstraint(fields=["about", "number"], name="answers_in_order"),
        )
        indexes = (models.Index(fields=["about", "noted_at"], name="answer_in_order"),)

    def __str__(self) -> str:
        return self.outcome


class CheckDraft(PartnershipRow):
    """What somebody of the agency has typed and not sent: theirs and their colleagues', not the hub's."""

    check_of = models.ForeignKey(AgencyCheck, models.PROTECT, related_name="drafts")
    field = models.TextField()
    value = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField()
    saved_by = models.TextField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["check_of", "field"], name="drafted_once"),)

    def __str__(self) -> str:
        return self.field


class Desk(PartnershipRow):
    """Where an agency is asked: with which questions, and who answers for whom.

    One point of contact, a deputy, whoever leads there on safeguarding, and a mailbox.
    """

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    template = models.TextField()
    service = models.TextField(blank=True)
    first = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    deputy = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    lead = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    mailbox = models.EmailField(blank=True)
    phone = models.TextField(blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["partnership", "agency", "template"], name="one_desk_for_questions"
            ),
        )

    def __str__(self) -> str:
        return f"{self.agency_id}: {self.template}"
