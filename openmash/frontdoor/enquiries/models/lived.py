"""A day in one child's life, question by question, from whoever knows it (L51, P28)."""

from __future__ import annotations

from django.db import models

from openmash.foundation.reference.models import PartnershipRow
from openmash.frontdoor.enquiries.models.enquiry import ScopePerson


class LivedExperience(PartnershipRow):
    """What is known of one question about one child. Only added to: the latest counts.

    Where it was said of a brother or sister, somebody confirmed that it is true of this child too.
    """

    about = models.ForeignKey(ScopePerson, models.PROTECT, related_name="lived")
    question = models.SlugField()
    text = models.TextField()
    source = models.TextField()  # who knows it, and from where
    same_as = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    noted_at = models.DateTimeField()
    noted_by = models.TextField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(text="") & ~models.Q(source=""), name="lived_says_what_and_who"
            ),
        )
        indexes = (models.Index(fields=["about", "noted_at"], name="lived_in_order"),)

    def __str__(self) -> str:
        return self.question
