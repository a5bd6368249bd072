"""The form that looks for a person, and the ground of those that keep what an agency told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from openmash.core.looking import LONGEST
from openmash.foundation.people.chronology.days import read_day
from openmash.foundation.people.queries import SHOWN_AT_FIRST, SearchTerms
from openmash.foundation.people.rules import SEARCH_REASONS, SearchReason
from openmash.foundation.ui.fields import SelectField, TextField
from openmash.foundation.ui.forms import Form


def shown_so_far(text: str) -> int:
    """How many results the page asks for; anything odd is as many as at first."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 4 else SHOWN_AT_FIRST


class ToldForm(Form):
    """What an agency tells of somebody, from one day to another."""

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        agencies: Sequence[tuple[str, str]],
        today: date,
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=initial)
        self.fields["agency"].choices = agencies  # type: ignore[attr-defined]  # a SelectField
        self.today = today

    def day(self, name: str) -> date | None:
        """The day that was typed into this field."""
        return read_day(self.cleaned_data[name], self.today)


class SearchForm(Form):
    """A name or number, perhaps a birth date, and always a reason."""

    words = TextField(
        "Who are you looking for?",
        required=False,
        hint="Names in any order, spelt as you heard them; a date of birth or an age; an NHS number, "
        "pupil number, address, postcode or telephone number; the reference of a contact. "
        "Together they find best: isla tarrant 14/3/19",
        spellcheck=False,
        max_length=LONGEST,
    )
    reason = SelectField(
        "Why are you looking?",
        [(code.value, words) for code, words in SEARCH_REASONS.items()],
        missing="Say why you are looking: the reason is kept with the search",
        first="Choose a reason",
        initial=SearchReason.SCREENING.value,
    )
    said = TextField("If another reason: which?", required=False)

    def terms(self, shown: int) -> SearchTerms:
        """What was asked for, and how many to show."""
        return SearchTerms(**self.cleaned_data, shown=shown)
