"""One fact about one person of an enquiry, from whatever source (`data.md` §3.4, §3.6)."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual

from openmash.foundation.access.models import Agency
from openmash.foundation.reference.models import PartnershipRow
from openmash.frontdoor.enquiries.models.checks import CheckAnswer
from openmash.frontdoor.enquiries.models.enquiry import MashEnquiry, ScopePerson
from openmash.frontdoor.enquiries.rules.items import LONGEST
from openmash.frontdoor.enquiries.states.items import (
    CATEGORY_WORDS,
    CERTAINTY_WORDS,
    HEALTH,
    TELL_WORDS,
    Category,
    Certainty,
    TellFamily,
)


class EvidenceItem(PartnershipRow):
    """A fact that came with an answer, or that the hub wrote down. Never changed: taken back at most.

    One with a category of health is what P6 calls a health item, whoever told it.
    """

    enquiry = models.ForeignKey(MashEnquiry, models.PROTECT, related_name="items")
    about = models.ForeignKey(ScopePerson, models.PROTECT, related_name="items")
    answer = models.ForeignKey(CheckAnswer, models.PROTECT, null=True, related_name="items")
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, related_name="+")
    # The fact as its source had filed it, where a reader saw that it is about health.
    told_as = models.ForeignKey("self", models.PROTECT, null=True, related_name="put_to_health")
    source_system = models.TextField(blank=True)
    dated_from = models.DateField(null=True)
    dated_to = models.DateField(null=True)
    dated_words = models.TextField(blank=True)
    category = models.TextField(choices=[(c.value, CATEGORY_WORDS[c]) for c in Category])
    text = models.TextField()
    certainty = models.TextField(choices=[(c.value, CERTAINTY_WORDS[c]) for c in Certainty])
    tell_family = models.TextField(choices=[(t.value, TELL_WORDS[t]) for t in TellFamily])
    handling = models.JSONField(default=list)
    noted_at = models.DateTimeField()
    noted_by = models.TextField()
    noted_by_user = models.TextField()
    noted_by_role = models.TextField()
    taken_back_at = models.DateTimeField(null=True)
    taken_back_by = models.TextField(blank=True)
    taken_back_because = models.TextField(blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(text="") & models.Q(LessThanOrEqual(Length("text"), LONGEST)),
                name="item_says_something",
            ),
            models.CheckConstraint(
                condition=models.Q(category__in=[c.value for c in Category]), name="item_category"
            ),
            models.CheckConstraint(
                condition=models.Q(dated_from__isnull=False) | ~models.Q(dated_words=""),
                name="item_says_when",
            ),
            models.CheckConstraint(
                condition=models.Q(taken_back_at=None, taken_back_by="")
                | (
                    models.Q(taken_back_at__isnull=False)
                    & ~models.Q(taken_back_by="")
                    & ~models.Q(taken_back_because="")
                ),
                name="item_taken_back_by_somebody",
            ),
        )
        indexes = (models.Index(fields=["enquiry", "noted_at"], name="item_in_order"),)

    def __str__(self) -> str:
        return self.category

    @property
    def as_told(self) -> EvidenceItem:
        """The fact as its source had filed it, whoever put it to the health practitioners since."""
        return self.told_as.as_told if self.told_as else self

    @property
    def is_health(self) -> bool:
        """Whether a health practitioner says what it means (P6)."""
        return self.category in HEALTH
