"""Which record, why, and which lines."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from openmash.core.dates import read_date, say_date
from openmash.foundation.ui.fields import ChoiceField, SelectField, TextField
from openmash.foundation.ui.forms import Form
from openmash.oversight.looks.queries import Asked
from openmash.oversight.looks.rules import key_in, why_no_record, why_not_these_days
from openmash.oversight.looks.states import WHY_WORDS, Why

REASONS = [(code.value, words) for code, words in WHY_WORDS.items()]


class DaysForm(Form):
    """From which day, and to which."""

    since = TextField("From which day?", required=False, width=10)
    until = TextField("To which day?", required=False, width=10)

    def __init__(self, today: date, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        self.today = today
        self.days: dict[str, date | None] = {}

    def clean(self) -> dict[str, Any]:
        self.days = {name: self._day(name) for name in ("since", "until")}
        self.add_refusals(why_not_these_days(self.days["since"], self.days["until"]))
        return self.cleaned_data

    @property
    def as_query(self) -> dict[str, str]:
        """The days for an address."""
        return {name: say_date(day) for name, day in self.days.items() if day}

    def _day(self, name: str) -> date | None:
        words = self.cleaned_data.get(name) or ""
        if not words:
            return None
        read = read_date(words, today=self.today, years_ahead=0)
        if read.problem:
            self.add_refusals([(name, read.problem)])
        return read.value


class WhoLookedForm(DaysForm):
    """A record by its number, and the days of the lines."""

    field_order = ("of", "why", "since", "until")
    of = TextField(
        "Number of the record, or the address of its page",
        missing="Paste the number of the record, or the address of its page",
    )
    why = SelectField("Why do you ask?", REASONS, missing="Say why you ask", first="Choose")

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        self.add_refusals(why_no_record(said.get("of", "")))
        return said

    @property
    def asked(self) -> Asked:
        """What was asked for."""
        said = self.cleaned_data
        key = key_in(said["of"])
        assert key is not None  # the form is valid
        user, did = self.data.get("who", ""), self.data.get("did", "")
        return Asked(key, Why(said["why"]), user, did, self.days["since"], self.days["until"])


class AskForm(Form):
    """Why information governance is to look."""

    why = ChoiceField("Why do you ask?", REASONS, missing="Choose why you ask")

    @property
    def reason(self) -> Why:
        """What was chosen."""
        return Why(self.cleaned_data["why"])
