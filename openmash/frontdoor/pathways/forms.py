"""Noting a special pathway, and saying what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from openmash.core.working_time import LONDON
from openmash.foundation.ui.fields import ChoiceField, DateField, LongTextField, TimeField
from openmash.foundation.ui.forms import Form
from openmash.frontdoor.pathways.kinds import PATHWAYS, Kind, Since
from openmash.frontdoor.pathways.rules import Noted

LONGEST = 2000
_HAPPENED = tuple(one.value for one, p in PATHWAYS.items() if p.since == Since.HAPPENED)
_DUE = tuple(one.value for one, p in PATHWAYS.items() if p.asks_due)


class NoteForm(Form):
    """Which pathway, what makes it one, and the days its rule asks for."""

    kind = ChoiceField(
        "Which one?",
        [(one.value, p.name, p.rule) for one, p in PATHWAYS.items()],
        missing="Choose which one it is",
        small=True,
    )
    day = DateField(
        "When did it happen?",
        required=False,
        hint="For police protection and known mutilation: their time runs from then.",
    )
    time = TimeField("At what time?", required=False, hint="For police protection.")
    due = DateField(
        "By which day?",
        required=False,
        hint="For an unborn child, the day it is expected; for a court, the day it has set.",
    )
    known = LongTextField(
        "What makes it one?",
        missing="Say what makes it one",
        hint="What is known, and from whom.",
        rows=3,
        max_length=LONGEST,
    )

    @property
    def noted(self) -> Noted:
        """What was written down."""
        said = self.cleaned_data
        kind = Kind(said["kind"])
        return Noted(
            kind,
            said["known"],
            self._happened() if kind in _HAPPENED else None,
            said["due"] if kind in _DUE else None,
        )

    def _happened(self) -> datetime | None:
        day, at = self.cleaned_data["day"], self.cleaned_data["time"]
        if day is None:
            return None
        return datetime.combine(day, at or datetime.min.time(), LONDON)


class SettleForm(Form):
    """What came of it."""

    outcome = LongTextField(
        "What came of it?",
        missing="Say what came of it",
        hint="What was done, by whom and when. If it was none after all, why.",
        rows=3,
        max_length=LONGEST,
    )
    how = ChoiceField(
        "Was it one?",
        [("end", "Yes, and it has ended"), ("take_back", "No, it was noted by mistake")],
        missing="Say whether it was one",
        small=True,
    )

    def __init__(self, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, initial={"how": "end"})
