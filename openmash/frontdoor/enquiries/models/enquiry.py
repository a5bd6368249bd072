"""The enquiry itself: one contact, how urgent, and who is asked about (P3, `data.md` §3.3)."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Length
from django.db.models.lookups import GreaterThanOrEqual

from openmash.foundation.moves.models import Record
from openmash.foundation.people.models import Person
from openmash.foundation.reference.models import PartnershipRow
from openmash.frontdoor.contacts.models import Contact, ContactChild
from openmash.frontdoor.enquiries.states import EnquiryState, ScopeRole


class EnquiryRag(models.TextChoices):
    """How urgent an enquiry is. What is Blue is advice, and nobody is asked for it."""

    RED = "red", "Red"
    AMBER = "amber", "Amber"
    GREEN = "green", "Green"


class MashEnquiry(Record):
    """Everyone who may know something is asked, and one decision follows (P3)."""

    state = models.TextField(
        default=EnquiryState.OPENED, choices=[(s.value, s.value) for s in EnquiryState]
    )
    contact = models.OneToOneField(Contact, models.PROTECT, related_name="enquiry")
    rag = models.TextField(choices=EnquiryRag.choices)
    opened_at = models.DateTimeField()
    opened_by = models.TextField()
    anew_at = models.DateTimeField(null=True)  # when a decision was last opened or taken back
    anew_by = models.TextField(blank=True)
    decided_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state__in=[s.value for s in EnquiryState]), name="enquiry_state"
            ),
            models.CheckConstraint(
                condition=models.Q(rag__in=[r.value for r in EnquiryRag]), name="enquiry_rag"
            ),
        )
        indexes = (models.Index(fields=["partnership", "state"], name="enquiry_by_state"),)

    def __str__(self) -> str:
        return self.state


class RagEntry(PartnershipRow):
    """Every urgency the enquiry ever had, with its reason; the last one is current. Only added to."""

    enquiry = models.ForeignKey(MashEnquiry, models.PROTECT, related_name="rag_history")
    rag = models.TextField(choices=EnquiryRag.choices)
    reason = models.TextField()
    meanwhile = models.TextField(blank=True)  # what a manager decided for the time until then (C06)
    set_at = models.DateTimeField()
    set_by = models.TextField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(GreaterThanOrEqual(Length("reason"), 20)),
                name="rag_has_a_reason",
            ),
        )
        indexes = (models.Index(fields=["enquiry", "set_at"], name="rag_in_order"),)

    def __str__(self) -> str:
        return self.rag


class ScopePerson(PartnershipRow):
    """Somebody who is asked about: a child of the contact, a person of the register, or a name.

    Whoever lives elsewhere is asked about for a reason only.
    """

    enquiry = models.ForeignKey(MashEnquiry, models.PROTECT, related_name="scope")
    child = models.ForeignKey(ContactChild, models.PROTECT, null=True, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    called = models.TextField(blank=True)  # as somebody wrote it, where the register has no record
    role = models.TextField(choices=[(r.value, r.value) for r in ScopeRole])
    elsewhere = models.BooleanField(default=False)
    reason = models.TextField(blank=True)
    added_at = models.DateTimeField()
    added_by = models.TextField()
    removed_at = models.DateTimeField(null=True)
    removed_by = models.TextField(blank=True)
    removed_because = models.TextField(blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(role__in=[r.value for r in ScopeRole]), name="scope_role"
            ),
            models.CheckConstraint(
                condition=models.Q(elsewhere=False)
                | models.Q(GreaterThanOrEqual(Length("reason"), 20)),
                name="scope_elsewhere_for_a_reason",
            ),
            models.CheckConstraint(
                condition=models.Q(child__isnull=False)
                | models.Q(person__isnull=False)
                | ~models.Q(called=""),
                name="scope_is_somebody",
            ),
            models.CheckConstraint(
                condition=models.Q(removed_at=None, removed_by="")
                | (models.Q(removed_at__isnull=False) & ~models.Q(removed_by="")),
                name="scope_removed_by_somebody",
            ),
            models.UniqueConstraint(
                fields=["enquiry", "child"],
                condition=models.Q(removed_at=None),
                name="scope_child_once",
            ),
            models.UniqueConstraint(
                fields=["enquiry", "person"],
                condition=models.Q(removed_at=None, child=None),
                name="scope_person_once",
            ),
        )

    def __str__(self) -> str:
        return self.role
