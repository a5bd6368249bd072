"""What is asked when somebody writes down who works with a person."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from openmash.foundation.people.chronology.days import as_typed, read_day
from openmash.foundation.people.chronology.lines import Hold
from openmash.foundation.people.commands import NewInvolvement
from openmash.foundation.people.forms import ToldForm
from openmash.foundation.people.models import Involvement
from openmash.foundation.ui.fields import (
    HiddenField,
    KeyField,
    MultiChoiceField,
    SelectField,
    TextField,
)
from openmash.foundation.ui.forms import Form


class InvolvementForm(ToldForm):
    """Agency, service, worker, from when to when, and who says so."""

    key = KeyField()
    version = HiddenField()
    kind = SelectField(
        "What kind of service?",
        Involvement.Kind.choices,
        missing="Say what kind of service it is",
        first="Choose a kind",
    )
    agency = SelectField(
        "Which agency?", [], missing="Say which agency works with them", first="Choose an agency"
    )
    service = TextField(
        "Which service or team?",
        hint="For example school nursing",
        missing="Say which service works with them",
    )
    worker_name = TextField("Who there?", required=False, hint="Leave empty if nobody knows yet")
    starts_on = TextField(
        "Since when?",
        hint="In any usual form: 1 September 2025, 1/9/25",
        missing="Say since when",
        width=20,
    )
    ends_on = TextField("Until when, if it is over", required=False, width=20)
    source = TextField("Who says so?", missing="Say who says so")
    holds = MultiChoiceField(
        "Does this hold?",
        [(Hold.NOT_FOR_FAMILY, "The family must not be told", "Left out of prints for the family")],
        required=False,
    )

    def clean_starts_on(self) -> date | None:
        return self.day("starts_on")

    def clean_ends_on(self) -> date | None:
        return self.day("ends_on")

    def new(self, worker: str | None = None) -> NewInvolvement:
        """Who works with the person, as it was told; `worker` where we know them as a user."""
        names = ("kind", "agency", "service", "worker_name", "starts_on", "ends_on", "source")
        told = {name: self.cleaned_data[name] for name in names}
        hidden = Hold.NOT_FOR_FAMILY in self.cleaned_data["holds"]
        return NewInvolvement(**told, worker=worker, not_for_family=hidden)


class EndForm(Form):
    """When it ended."""

    on = TextField("On which day did it end?", missing="Say on which day it ended", width=20)

    def __init__(self, data: Mapping[str, Any] | None = None, *, today: date) -> None:
        super().__init__(data, initial={"on": as_typed(today)})
        self.today = today

    def clean_on(self) -> date | None:
        return read_day(self.cleaned_data["on"], self.today)


class NeverForm(Form):
    """Why it never was."""

    because = TextField("Why was this never so?", missing="Say why this was never so")
