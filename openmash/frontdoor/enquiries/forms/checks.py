"""The forms of asking an agency and of writing down what it knows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from openmash.foundation.sharing.models import Disclosure
from openmash.foundation.ui.fields import (
    Choice,
    ChoiceField,
    LongTextField,
    MultiChoiceField,
    SelectField,
    TextField,
)
from openmash.foundation.ui.forms import Form
from openmash.frontdoor.enquiries.models import AgencyCheck
from openmash.frontdoor.enquiries.rules.checks import Answered, Question
from openmash.frontdoor.enquiries.states import Outcome

USUAL_BASES = (Disclosure.Basis.A6_1_E, Disclosure.Basis.A9_2_G, Disclosure.Basis.CA04_S11)
OUTCOMES: tuple[Choice, ...] = (
    (Outcome.INFO, "They know something"),
    (Outcome.NOTHING_RELEVANT, "Known, nothing relevant"),
    (Outcome.NOT_KNOWN, "Not known to them"),
    (Outcome.NOT_SEARCHED, "Not searched for"),
)


class AskAgencyForm(Form):
    """Which agency, about whom, what, how, and on which ground."""

    agency = SelectField("Which agency?", (), missing="Choose the agency", first="Choose")
    asked_of = TextField("Who there?", required=False, hint="Name and part, as far as you know")
    method = ChoiceField(
        "How do you ask?",
        AgencyCheck.Method.choices,
        missing="Say how you asked",
        small=True,
        inline=True,
    )
    people = MultiChoiceField(
        "About whom?", (), missing="Choose at least one person to ask about", small=True
    )
    questions = LongTextField("What do you ask?", missing="Say what is asked", rows=3)
    necessity = LongTextField(
        "Why is it necessary?",
        missing="Say in a sentence why it is necessary to ask",
        rows=2,
        size="s",
    )
    bases = MultiChoiceField(
        "On which ground in law?",
        Disclosure.Basis.choices,
        missing="Name the ground in law on which this is shared",
        initial=list(USUAL_BASES),
        hint="Agreement of the family is not one of them.",
        small=True,
    )

    def __init__(
        self,
        agencies: Sequence[tuple[str, str]],
        people: Sequence[Choice],
        data: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(data)
        self.fields["agency"].choices = agencies  # type: ignore[attr-defined]  # a select
        self.fields["people"].choices = people  # type: ignore[attr-defined]  # boxes

    def begin_with(self, said: Mapping[str, object]) -> AskAgencyForm:
        """The same form with something in it already, for who comes from a proposal."""
        for name, value in said.items():
            self.fields[name].initial = value
        return self

    @property
    def question(self) -> Question:
        """What is asked; which kind of agency it is says the register of agencies."""
        said = self.cleaned_data
        return Question(
            agency=said["agency"],
            kind="",
            people=tuple(said["people"]),
            questions=said["questions"],
            necessity=said["necessity"],
            bases=tuple(said["bases"]),
            method=said["method"],
            asked_of=said["asked_of"] or "",
        )


class AnswerForm(Form):
    """What the agency knows of each person; nobody is left without an answer."""

    told_by = TextField("Who of the agency answered?", missing="Say who of the agency answered")

    def __init__(
        self, people: Sequence[tuple[str, str]], data: Mapping[str, Any] | None = None
    ) -> None:
        super().__init__(data)
        self.people = people
        for number, (_, called) in enumerate(people):
            self.fields[f"outcome_{number}"] = ChoiceField(
                f"What do they know of {called}?",
                OUTCOMES,
                missing=f"Say what they know of {called}",
                conditional={
                    Outcome.INFO: f"info_{number}",
                    Outcome.NOT_SEARCHED: f"why_{number}",
                },
                small=True,
            )
            self.fields[f"info_{number}"] = LongTextField(
                f"What they know of {called}",
                required=False,
                hint="With date and source; say what is a fact and what was reported.",
                rows=4,
            )
            self.fields[f"why_{number}"] = LongTextField(
                f"Why {called} was not searched for", required=False, rows=2, size="s"
            )

    def answered(self) -> list[Answered]:
        """What was said of each."""
        said = self.cleaned_data
        return [
            Answered(
                key,
                called,
                said[f"outcome_{n}"],
                (said[f"info_{n}"] or "") or (said[f"why_{n}"] or ""),
            )
            for n, (key, called) in enumerate(self.people)
        ]
