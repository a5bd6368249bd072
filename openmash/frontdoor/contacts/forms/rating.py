"""Seven ticks, one kind sentence, and a reason where a rating is put right."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from openmash.foundation.ui.fields import LongTextField, MultiChoiceField
from openmash.foundation.ui.forms import Form
from openmash.frontdoor.contacts.models import ReferralRating
from openmash.frontdoor.contacts.rules.rating import LONGEST_HELP, MARK_WORDS


class RatingForm(Form):
    """What was in the referral, and one thing that was not."""

    marks = MultiChoiceField(
        "What was in it?",
        [(code.value, *words) for code, words in MARK_WORDS.items()],
        required=False,
        hint="Tick what is there. Voice and meaning with two others make it very good.",
        small=True,
    )
    helps = LongTextField(
        "One thing that would have helped",
        required=False,
        hint="The sender reads this. Kindly, and nothing about the family that they do not know.",
        rows=2,
        max_length=LONGEST_HELP,
    )
    because = LongTextField("Why do you change it?", required=False, rows=2)

    def __init__(
        self, standing: ReferralRating | None, data: Mapping[str, Any] | None = None
    ) -> None:
        kept = {"marks": standing.marks, "helps": standing.helps} if standing else {}
        super().__init__(data, initial=kept)
        if standing is None:
            del self.fields["because"]
