"""Noting a special pathway, and saying what came of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from openmash.core.working_time import LONDON
from openmash.foundation.ui.fields import (
    ChoiceField,
    DateField,
    LongTextField,
    MultiChoiceField,
    TimeField,
)
from openmash.foundation.ui.forms import Form
from openmash.frontdoor.contacts.queries.readers import Nameable
from openmash.frontdoor.pathways.kinds import (
    FINDING_WORDS,
    OPEN_TO_HUB,
    PATHWAYS,
    RESTRICTED,
    Kind,
    Since,
)
from openmash.frontdoor.pathways.rules import Noted

LONGEST = 2000
_HAPPENED = tuple(one.value for one, p in PATHWAYS.items() if p.since == Since.HAPPENED)
_DUE = tuple(one.value for one, p in PATHWAYS.items() if p.asks_due)


class NoteForm(Form):
    """Which pathway, what makes it one, and the days its rule asks for."""

    kind = ChoiceField(
        "Which one?",
        [],
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

    def __init__(self, *, restricted: bool, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        kinds = PATHWAYS if restricted else OPEN_TO_HUB
        self.fields["kind"].choices = [  # type: ignore[attr-defined]  # radios
            (one.value, p.name, p.rule) for one, p in kinds.items()
        ]

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


class RestrictForm(Form):
    """What only named people may know of, and who they are."""

    kind = ChoiceField(
        "What is it?",
        [(one.value, p.name, p.rule) for one, p in RESTRICTED.items()],
        missing="Choose what it is",
        small=True,
    )
    known = LongTextField(
        "What makes it one?",
        missing="Say what makes it one",
        hint="What is known, and from whom. Only those who are named read it.",
        rows=3,
        max_length=LONGEST,
    )
    readers = MultiChoiceField(
        "Who alone may know of it?",
        [],
        missing="Name those who may know of it",
        hint="Leave out whoever it is about, and whoever is close to them.",
        small=True,
    )

    def __init__(
        self, people: Sequence[Nameable], me: str, data: Mapping[str, Any] | None = None
    ) -> None:
        proposed = {role for one in RESTRICTED.values() for role in one.named}
        first = [one.user for one in people if one.user == me or one.roles & proposed]
        super().__init__(data, initial={"readers": first})
        self.fields["readers"].choices = [  # type: ignore[attr-defined]  # checkboxes
            (one.user, one.name, one.words) for one in people
        ]

    @property
    def noted(self) -> Noted:
        """What was written down."""
        return Noted(Kind(self.cleaned_data["kind"]), self.cleaned_data["known"])


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

    finding = ChoiceField(
        "What came of the allegation?",
        [(one.value, name, meaning) for one, (name, meaning) in FINDING_WORDS.items()],
        required=False,
        small=True,
    )

    def __init__(self, kind: Kind, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, initial={"how": "end"})
        self.order_fields(["how", "finding", "outcome"])
        if not PATHWAYS[kind].has_finding:
            del self.fields["finding"]

    @property
    def found(self) -> str:
        """One of the five, where there is one to be said."""
        return str(self.cleaned_data.get("finding") or "")
