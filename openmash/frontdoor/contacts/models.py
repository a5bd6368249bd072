"""A contact: any approach about a child, with what was said, per child, exactly as it was sent."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from openmash.foundation.access.models import Agency, User
from openmash.foundation.moves.models import Record
from openmash.foundation.people.models import Person
from openmash.foundation.reference.models import FormVersion, Partnership, PartnershipRow
from openmash.frontdoor.contacts.rules.rating import RATING_WORDS
from openmash.frontdoor.contacts.rules.writing import why_not_writable
from openmash.frontdoor.contacts.states import SENDER_WAITS, ContactState, FeedbackState


class Rag(models.TextChoices):
    """Urgency (P3). Empty means that nobody has rated it yet, which is treated as Red."""

    RED = "red", "Red"
    AMBER = "amber", "Amber"
    GREEN = "green", "Green"
    BLUE = "blue", "Blue"


class Contact(Record):
    """Any approach about a child (P1). A *referral* is what a decision may make of it."""

    class Channel(models.TextChoices):
        EMARF = "EMARF", "Professional's form"
        PUBLIC_FORM = "PUBLIC_FORM", "Public concern form"
        YOUNG_FORM = "YOUNG_FORM", "Young person's form"
        PHONE = "PHONE", "Telephone"

    state = models.TextField(
        default=ContactState.DRAFT, choices=[(s.value, s.value) for s in ContactState]
    )
    reference = models.TextField()
    channel = models.TextField(choices=Channel.choices, default=Channel.EMARF)
    form_version = models.ForeignKey(FormVersion, models.PROTECT)
    sender = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    public_key = models.UUIDField(null=True)  # whoever sent it without an account holds its secret
    taken_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")  # who answered
    much_sent = models.BooleanField(default=False)  # from where much was sent within the hour
    sender_name = models.TextField()
    sender_role = models.TextField()
    sender_agency = models.ForeignKey(Agency, models.PROTECT)
    source_code = models.TextField()
    started_at = models.DateTimeField()
    last_saved_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    worry_line = models.TextField(blank=True)
    safety_now = models.TextField(blank=True)
    immediate_danger = models.BooleanField(default=False)
    sign = models.TextField(blank=True)  # one of rules.signs: shown at once, rated by nobody
    harm_possible = models.BooleanField(null=True)
    rag = models.TextField(choices=Rag.choices, blank=True)
    in_enquiry = models.BooleanField(default=False)  # a MASH enquiry is about it (P3)
    assigned_to = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    readers = ArrayField(models.TextField(), null=True)  # who alone may know of it (`roles.md` §4)
    duplicate_of = models.ForeignKey("self", models.PROTECT, null=True, related_name="duplicates")
    completeness = models.PositiveSmallIntegerField(default=0)
    active_seconds = models.PositiveIntegerField(default=0)
    input_count = models.PositiveIntegerField(default=0)
    decided_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state__in=[s.value for s in ContactState]), name="contact_state"
            ),
            models.UniqueConstraint(fields=["partnership", "reference"], name="contact_reference"),
            models.CheckConstraint(
                condition=models.Q(state__in=["draft", "withdrawn"])
                | models.Q(submitted_at__isnull=False),
                name="contact_sent_has_time",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="duplicate_of") | models.Q(duplicate_of__isnull=False),
                name="contact_duplicate_of_one",
            ),
            models.CheckConstraint(
                condition=models.Q(sender__isnull=False, public_key=None, taken_by=None)
                | models.Q(sender=None, public_key__isnull=False, taken_by=None)
                | models.Q(sender=None, public_key=None, taken_by__isnull=False),
                name="contact_sent_by_one",
            ),
            models.UniqueConstraint(fields=["public_key"], name="contact_public_key"),
        )
        indexes = (
            models.Index(fields=["partnership", "state", "submitted_at"], name="contact_tray"),
            models.Index(fields=["partnership", "sender", "started_at"], name="contact_by_sender"),
        )

    def __str__(self) -> str:
        return self.reference

    @property
    def author(self) -> str:
        """Who wrote it, as access and the ledger know them: by account, or by the secret they hold.

        What somebody said on the telephone was written by whoever answered.
        """
        return str(self.sender_id or self.public_key or self.taken_by_id)

    @property
    def sent_unfinished(self) -> bool:
        """Whether it went to the hub before its writer was done: in danger, and while somebody talks."""
        return self.immediate_danger or self.taken_by_id is not None

    @property
    def is_being_written(self) -> bool:
        """Whether its writer has not finished yet."""
        return self.sent_unfinished and self.finished_at is None

    @property
    def is_shut(self) -> bool:
        """Whether its writer can write on it no longer: one rule for each page that is written on."""
        return why_not_writable(self.state, self.sent_unfinished, self.finished_at) is not None

    @property
    def is_by_child(self) -> bool:
        """Whether the child it is about wrote it."""
        return self.channel == self.Channel.YOUNG_FORM

    @property
    def hub_path(self) -> str:
        """Where the hub reads it: what a task or a notice leads to."""
        return f"/contacts/{self.reference}/"


class RestrictedContact(models.Model):
    """That a contact is restricted: its key and nothing else, so that a policy can ask without seeing it.

    Written by the database alone, whenever `Contact.readers` changes: they cannot disagree.
    """

    id = models.UUIDField(primary_key=True)
    partnership = models.ForeignKey(Partnership, models.PROTECT)

    def __str__(self) -> str:
        return str(self.id)


class ContactChild(PartnershipRow):
    """A child as the sender named them; `person` only ever by a human's click (P1)."""

    contact = models.ForeignKey(Contact, models.PROTECT, related_name="children")
    position = models.PositiveSmallIntegerField()
    name = models.TextField(blank=True)
    description = models.TextField(blank=True)
    birth_date = models.DateField(null=True)
    age_text = models.TextField(blank=True)
    due_date = models.DateField(null=True)
    nhs_number = models.TextField(blank=True)
    upn = models.TextField(blank=True)
    sex = models.TextField(blank=True)
    address = models.TextField(blank=True)
    postcode = models.TextField(blank=True)
    removed_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=0)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="contact_children")
    linked_at = models.DateTimeField(null=True)
    linked_by = models.TextField(blank=True)
    unidentified_because = models.TextField(blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["contact", "position"], name="child_position"),
            models.CheckConstraint(
                condition=models.Q(person=None, linked_at=None)
                | models.Q(person__isnull=False, linked_at__isnull=False),
                name="child_link_signed",
            ),
        )
        indexes = (
            models.Index(fields=["partnership", "person"], name="child_by_person"),
            models.Index(fields=["partnership", "birth_date"], name="child_by_birth"),
        )

    @property
    def subject(self) -> str:
        """The typed reference voices and the ledger know this child by."""
        return f"contactchild:{self.pk}"


class Answer(PartnershipRow):
    """One answer to one question, about one child or about all; kept to the version it was given to."""

    contact = models.ForeignKey(Contact, models.PROTECT, related_name="answers")
    child = models.ForeignKey(ContactChild, models.PROTECT, null=True, related_name="answers")
    question = models.TextField()
    value = models.JSONField()
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField()
    saved_by = models.TextField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["contact", "child", "question"],
                nulls_distinct=False,
                name="answered_once",
            ),
        )

    def __str__(self) -> str:
        return self.question


class EarlierAnswer(PartnershipRow):
    """What stood in an answer before its writer changed it, once the hub could read it (§9.7).

    Only ever added to: the database refuses to change or delete a row.
    """

    contact = models.ForeignKey(Contact, models.PROTECT, related_name="earlier_answers")
    answer = models.ForeignKey(Answer, models.PROTECT, related_name="earlier")
    value = models.JSONField()
    version = models.PositiveIntegerField()
    saved_at = models.DateTimeField()
    saved_by = models.TextField()
    replaced_at = models.DateTimeField()
    replaced_by = models.TextField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["answer", "version"], name="earlier_answer_once"),
        )


class HeldEntry(PartnershipRow):
    """What somebody typed when their session had ended: kept until they sign in again."""

    contact = models.ForeignKey(Contact, models.PROTECT, related_name="+")
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    page = models.TextField()
    typed = models.JSONField()
    held_at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True)


class UrgencyRating(PartnershipRow):
    """The history of urgency: every change has a person and a reason (P3)."""

    contact = models.ForeignKey(Contact, models.PROTECT, related_name="urgency_ratings")
    rag = models.TextField(choices=Rag.choices)
    reason = models.TextField()
    rated_at = models.DateTimeField()
    rated_by = models.TextField()

    def __str__(self) -> str:
        return self.rag


class ReferralRating(PartnershipRow):
    """What was in a referral, rated by who received it (e-MARF §8); the latest stands, all are kept."""

    contact = models.ForeignKey(Contact, models.PROTECT, related_name="referral_ratings")
    number = models.PositiveSmallIntegerField()  # 1 for the first
    marks = models.JSONField(default=list)
    rating = models.PositiveSmallIntegerField()
    helps = models.TextField(blank=True)  # what would have helped, for the sender
    because = models.TextField(blank=True)  # why it was rated anew
    rated_at = models.DateTimeField()
    rated_by = models.TextField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["contact", "number"], name="referral_rated_once"),
            models.CheckConstraint(
                condition=models.Q(rating__gte=1, rating__lte=4), name="referral_rated_1_to_4"
            ),
        )

    def __str__(self) -> str:
        return self.words

    @property
    def words(self) -> str:
        """The rating as people say it."""
        return RATING_WORDS[self.rating]


class NotTheSame(PartnershipRow):
    """A human said that a suggested person is not this child: remembered, not suggested again.

    Taken back, it stays as what was said once, and the person is suggested again.
    """

    child = models.ForeignKey(ContactChild, models.PROTECT, related_name="not_the_same")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    said_at = models.DateTimeField()
    said_by = models.TextField()
    taken_back_at = models.DateTimeField(null=True)
    taken_back_by = models.TextField(blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["child", "person"],
                condition=models.Q(taken_back_at=None),
                name="not_the_same_once",
            ),
        )


class QuestionToSender(PartnershipRow):
    """One precise question the hub asked the sender, and the answer (P1 *returned_for_info*)."""

    contact = models.ForeignKey(Contact, models.PROTECT, related_name="questions")
    text = models.TextField()
    asked_at = models.DateTimeField()
    asked_by = models.TextField()
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.TextField(blank=True)


class Route(PartnershipRow):
    """A contact sent to the worker of an open case, who accepts within one working hour (P1)."""

    contact = models.ForeignKey(Contact, models.PROTECT, related_name="routes")
    worker = models.ForeignKey(User, models.PROTECT, related_name="+")
    note = models.TextField(blank=True)
    routed_at = models.DateTimeField()
    routed_by = models.TextField()
    accepted_at = models.DateTimeField(null=True)
    returned_at = models.DateTimeField(null=True)
    returned_because = models.TextField(blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["contact"],
                condition=models.Q(accepted_at=None, returned_at=None),
                name="one_open_route",
            ),
        )


class InErrorProposal(PartnershipRow):
    """A manager says that a contact was entered in error; another one confirms it, or does not."""

    contact = models.ForeignKey(Contact, models.PROTECT, related_name="error_proposals")
    reason = models.TextField()
    proposed_at = models.DateTimeField()
    proposed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    settled_at = models.DateTimeField(null=True)
    settled_by = models.TextField(blank=True)
    confirmed = models.BooleanField(default=False)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["contact"],
                condition=models.Q(settled_at=None),
                name="one_open_error_proposal",
            ),
        )


class Feedback(Record):
    """What we owe the sender (P8, L41): a debt of the contact until it is settled (gate G3)."""

    state = models.TextField(
        default=FeedbackState.OWED, choices=[(s.value, s.value) for s in FeedbackState]
    )
    contact = models.ForeignKey(Contact, models.PROTECT, related_name="feedback")
    recipient = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    because = models.TextField()
    owed_at = models.DateTimeField()
    body = models.JSONField(default=dict)
    composed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    delivered_at = models.DateTimeField(null=True)
    bounced_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)
    replied_at = models.DateTimeField(null=True)
    deciders = models.JSONField(default=list)  # whose decision it tells, by user (P19)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state__in=[s.value for s in FeedbackState]),
                name="feedback_state",
            ),
        )
        indexes = (
            models.Index(fields=["partnership", "contact"], name="feedback_of"),
            models.Index(
                fields=["partnership"],
                condition=models.Q(state__in=sorted(state.value for state in SENDER_WAITS)),
                name="feedback_sender_waits",
            ),
        )

    @property
    def who(self) -> str:
        """Who is owed it, by name; whoever has no account, as they called themselves."""
        return self.recipient.name if self.recipient else self.contact.sender_name


class Reply(PartnershipRow):
    """One thing said about an outcome, by its reader or by the hub (P8).

    Only ever added to, so that the question still stands above the disagreement that followed.
    """

    class Kind(models.TextChoices):
        QUERY = "query", "Question"
        DISAGREEMENT = "disagreement", "Disagreement"
        ANSWER = "answer", "Answer"

    feedback = models.ForeignKey(Feedback, models.PROTECT, related_name="replies")
    kind = models.TextField(choices=Kind.choices)
    text = models.TextField()
    said_at = models.DateTimeField()
    said_by = models.TextField()

    class Meta:
        indexes = (models.Index(fields=["feedback", "said_at"], name="reply_in_order"),)
