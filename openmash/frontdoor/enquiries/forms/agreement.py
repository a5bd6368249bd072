"""The forms of asking the family, and of deciding where they do not agree."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from openmash.core.working_time import LONDON
from openmash.foundation.access.models import Agency
from openmash.foundation.ui.fields import (
    Choice,
    ChoiceField,
    DateField,
    LongTextField,
    MultiChoiceField,
    TimeField,
)
from openmash.foundation.ui.forms import Form
from openmash.frontdoor.enquiries.models import AgreementAsk
from openmash.frontdoor.enquiries.rules.agreement import Asked, Override
from openmash.frontdoor.enquiries.states import Answer, Standing

STANDINGS: tuple[Choice, ...] = (
    (Standing.HOLDS, "Holds parental responsibility"),
    (Standing.DOES_NOT, "Does not hold it", "Their answer is kept, and does not carry checks"),
    (Standing.NOT_KNOWN, "Nobody knows yet", "Their answer is kept, and does not carry checks"),
    (Standing.ABLE, "Is a young person, judged able to decide"),
)
ANSWERS: tuple[Choice, ...] = (
    (Answer.GIVEN, "Agrees"),
    (Answer.LIMITED, "Agrees, but not to everything"),
    (Answer.REFUSED, "Refuses"),
    (Answer.NOT_REACHED, "Was not reached, or did not answer"),
)
LATER, NEVER = "later", "never"
TELL: tuple[Choice, ...] = (
    (LATER, "Not yet: look again on a day"),
    (NEVER, "Never, for a reason"),
)


class AskForm(Form):
    """Whom, how, when, what for, and what they said."""

    whom = ChoiceField("Whom did you ask?", (), missing="Choose whom you asked", small=True)
    standing = ChoiceField(
        "Do they hold parental responsibility?",
        STANDINGS,
        missing="Say whether they hold parental responsibility",
        small=True,
    )
    method = ChoiceField(
        "How did you ask?",
        AgreementAsk.Method.choices,
        missing="Say how you asked",
        small=True,
        inline=True,
    )
    day = DateField("On which day?", required=False, hint="Leave empty if it was just now")
    time = TimeField("At what time?", required=False, hint="Leave empty if it was just now")
    interpreter = MultiChoiceField(
        "Did somebody interpret?", [("yes", "With an interpreter")], required=False, small=True
    )
    explained = MultiChoiceField(
        "What were they told?",
        [("yes", "I said what it is for, and which agencies would be asked")],
        required=False,
        small=True,
    )
    answer = ChoiceField(
        "What did they say?",
        ANSWERS,
        missing="Say what they answered",
        conditional={Answer.LIMITED: ("limits", "not_these")},
        small=True,
    )
    limits = LongTextField(
        "What do they not agree to?", required=False, rows=2, size="s", hint="In their words."
    )
    not_these = MultiChoiceField(
        "Which agencies are not to be asked?", Agency.Kind.choices, required=False, small=True
    )

    def __init__(self, people: Sequence[Choice], data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        self.fields["whom"].choices = people  # type: ignore[attr-defined]  # radios

    def asked(self, now: datetime) -> Asked:
        """What was written down; without a day and a time it was just now."""
        said = self.cleaned_data
        return Asked(
            whom=said["whom"],
            standing=said["standing"],
            method=said["method"],
            answer=said["answer"],
            at=self._at(now),
            explained=bool(said["explained"]),
            interpreter=bool(said["interpreter"]),
            limits=said["limits"] or "",
            not_these=tuple(said["not_these"] or ()),
        )

    def _at(self, now: datetime) -> datetime:
        day, time = self.cleaned_data["day"], self.cleaned_data["time"]
        here = now.astimezone(LONDON)
        if day is None and time is None:
            return now
        return datetime.combine(day or here.date(), time or here.time(), LONDON)


class ViewForm(Form):
    """A young person's own view, or why nobody knows it."""

    whom = ChoiceField("Whose view is it?", (), missing="Choose the young person", small=True)
    words = LongTextField("What do they think of it?", required=False, rows=3, hint="Their words.")
    why_not = LongTextField(
        "If nobody knows, why?",
        required=False,
        rows=2,
        hint="Such as: asking would put them in danger; not seen yet, and who will ask.",
    )

    def __init__(self, people: Sequence[Choice], data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        self.fields["whom"].choices = people  # type: ignore[attr-defined]  # radios


def _telling() -> ChoiceField:
    return ChoiceField(
        "When are the parents told?",
        TELL,
        missing="Say when to look again at telling the parents, or why never",
        conditional={LATER: "tell_on", NEVER: "never_because"},
        small=True,
    )


class TellForm(Form):
    """When the parents are told, if not now."""

    tell = _telling()
    tell_on = DateField("Look again on", missing="Give the day to look again", called="The day")
    never_because = LongTextField(
        "Why are the parents never told?", missing="Say why never", rows=2, size="s"
    )


class PutOffForm(TellForm):
    """It is not safe yet."""

    why = LongTextField("Why is it not safe yet?", missing="Say why", rows=2)


class OverrideForm(TellForm):
    """Why checks leave without agreement."""

    ground = ChoiceField(
        "On which ground?", (), required=False, missing="Choose the ground", small=True
    )
    rationale = LongTextField(
        "Why in this case?",
        required=False,
        rows=4,
        hint="At least 60 characters. Everybody of the hub can read it later.",
    )

    def __init__(self, grounds: Sequence[Choice], data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        self.fields["ground"].choices = grounds  # type: ignore[attr-defined]  # radios
        self.fields["tell"].required = False
        self.order_fields(["ground", "rationale", "tell", "tell_on", "never_because"])

    @property
    def said(self) -> Override:
        """What the manager decides."""
        said = self.cleaned_data
        return Override(
            ground=said["ground"] or "",
            rationale=said["rationale"] or "",
            tell_on=said["tell_on"] if said["tell"] == LATER else None,
            never_because=(said["never_because"] or "") if said["tell"] == NEVER else "",
        )
