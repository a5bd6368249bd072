"""The forms of screening."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError

from openmash.foundation.ui.fields import (
    ChoiceField,
    KeyField,
    LongTextField,
    MultiChoiceField,
    SelectField,
    TextField,
)
from openmash.foundation.ui.forms import Form
from openmash.frontdoor.contacts.queries.readers import Nameable
from openmash.frontdoor.contacts.rules.screening import why_not_handed_over

BOXES = 3  # as many questions as a sender answers; the rule allows more
HARM = {"yes": True, "no": False, "unsure": None}


class UrgencyForm(Form):
    """How soon somebody has to act, and why."""

    rag = ChoiceField(
        "How urgent is it?",
        [
            ("red", "Red", "Somebody must act today, also after hours"),
            ("amber", "Amber", "Within one working day"),
            ("green", "Green", "Within three working days, with a decision meanwhile"),
            ("blue", "Blue", "Information or advice only"),
        ],
        missing="Choose Red, Amber, Green or Blue",
        small=True,
    )
    reason = LongTextField("Why?", missing="Say why in at least 20 characters", rows=2, size="s")


class HarmForm(Form):
    """Whether significant harm is possible, by the hub's own judgement."""

    possible = ChoiceField(
        "Is significant harm possible?",
        [("yes", "Yes"), ("no", "No"), ("unsure", "Nobody can tell yet")],
        missing="Say whether significant harm is possible",
        inline=True,
        small=True,
    )
    why = LongTextField(
        "Why do you judge so?",
        required=False,
        hint="Needed for a No: it lets questions go to the sender, and the worry wait.",
        rows=2,
        size="s",
    )


class KeyForm(Form):
    """Carries the key that makes two clicks one person."""

    key = KeyField()


class PersonForm(KeyForm):
    """Who a child is, or is not."""


class ReasonForm(Form):
    """Why, in words another person can follow."""

    reason = LongTextField("Say why", missing="Say why: this is kept with the record", rows=3)


class ReadersForm(ReasonForm):
    """Who alone may know of it from now on, and why it is they."""

    readers = MultiChoiceField(
        "Who alone may know of it?", [], missing="Name those who may know of it", small=True
    )

    def __init__(
        self, people: Sequence[Nameable], now: Sequence[str], data: Mapping[str, Any] | None = None
    ) -> None:
        super().__init__(data, initial={"readers": list(now)})
        self.order_fields(["readers", "reason"])
        self.fields["readers"].choices = [  # type: ignore[attr-defined]  # checkboxes
            (one.user, one.name, one.words) for one in people
        ]


class ActionForm(Form):
    """What somebody did for the children, for those who were not there."""

    what = LongTextField(
        "What was done?",
        missing="Say what was done: this is kept with the record",
        hint="What was done, at what time and by whom, how the children are now, and who has been told.",
        rows=4,
    )


class QuestionsForm(Form):
    """Precise questions to the sender, three by default, each in a box of its own."""

    def __init__(self, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        for number in range(1, BOXES + 1):
            self.fields[f"question_{number}"] = LongTextField(
                f"Question {number}", required=False, rows=2, size="s"
            )

    def questions(self) -> list[str]:
        """Those that were written."""
        return [text for text in self.cleaned_data.values() if text]


class RouteForm(Form):
    """To which worker, and what they should know first."""

    worker = SelectField(
        "Who holds the open case?", (), missing="Choose the worker", first="Choose"
    )
    note = LongTextField("What should they know first?", required=False, rows=2)

    def __init__(
        self, workers: Sequence[tuple[str, str]], data: Mapping[str, Any] | None = None
    ) -> None:
        super().__init__(data)
        self.fields["worker"].choices = workers  # type: ignore[attr-defined]  # a select


class HandOverForm(Form):
    """To whom."""

    to = SelectField("Who takes it on?", (), missing="Choose who takes it on", first="Choose")
    note = LongTextField(
        "What do they have to know?",
        required=False,
        hint="How the children are now, what was done, what is left to do, and who has been told.",
        rows=3,
    )

    def __init__(
        self,
        people: Sequence[tuple[str, str]],
        data: Mapping[str, Any] | None = None,
        *,
        from_the_night: bool,
    ) -> None:
        super().__init__(data)
        self.from_the_night = from_the_night
        self.fields["to"].choices = people  # type: ignore[attr-defined]  # a select

    def clean_note(self) -> str:
        """What the rule says of the note stands beside it."""
        note: str = self.cleaned_data["note"]
        if found := list(why_not_handed_over(note, from_the_night=self.from_the_night)):
            raise ValidationError(found)
        return note


class DuplicateForm(Form):
    """Which contact this one repeats: one we know of, or by its reference."""

    which = ChoiceField("Which contact does it repeat?", (), required=False, small=True)
    reference = TextField(
        "Reference of the contact that stands",
        required=False,
        hint="Only when it is not in the list. It looks like BR-26-4F7Q-K",
        width=20,
        spellcheck=False,
    )
    because = LongTextField(
        "Why is it the same worry?",
        required=False,
        hint="Needed when no child is known to be the same in both.",
        rows=2,
        size="s",
    )

    def __init__(
        self, known: Sequence[tuple[str, str, str]], data: Mapping[str, Any] | None = None
    ) -> None:
        super().__init__(data)
        if known:
            self.fields["which"].choices = known  # type: ignore[attr-defined]  # radios
        else:
            del self.fields["which"]

    def chosen(self) -> str:
        """What was typed goes before what was chosen: it was meant last."""
        return str(self.cleaned_data["reference"] or self.cleaned_data.get("which", ""))
