"""The form that looks for a person."""

from __future__ import annotations

from openmash.foundation.people.queries import SearchTerms
from openmash.foundation.people.rules import SEARCH_REASONS, SearchReason
from openmash.foundation.ui.fields import DateField, SelectField, TextField
from openmash.foundation.ui.forms import Form


class SearchForm(Form):
    """A name or number, perhaps a birth date, and always a reason."""

    words = TextField(
        "Name, NHS number or pupil number",
        required=False,
        hint="Names in any order; spelling need not be right",
        spellcheck=False,
    )
    birth_date = DateField("Date of birth", required=False)
    reason = SelectField(
        "Why are you looking?",
        [(code.value, words) for code, words in SEARCH_REASONS.items()],
        missing="Say why you are looking: the reason is kept with the search",
        first="Choose a reason",
        initial=SearchReason.SCREENING.value,
    )
    said = TextField("If another reason: which?", required=False)

    def terms(self) -> SearchTerms:
        """What was asked for."""
        return SearchTerms(**self.cleaned_data)
