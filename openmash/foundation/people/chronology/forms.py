"""What is asked when somebody searches a chronology, writes a line by hand, or prints."""

from __future__ import annotations

from datetime import date
from typing import Any

from openmash.foundation.people.chronology.lines import LONGEST, Certainty, Hold, Significance
from openmash.foundation.people.chronology.own import NOTE_KINDS
from openmash.foundation.people.chronology.rules import (
    PROFILES,
    Profile,
    why_not_printed,
    why_not_searched,
)
from openmash.foundation.people.chronology.searching import Asked
from openmash.foundation.people.commands import NewNote
from openmash.foundation.people.forms import ToldForm
from openmash.foundation.people.rules import SEARCH_REASONS, SearchReason
from openmash.foundation.ui.fields import (
    ChoiceField,
    KeyField,
    LongTextField,
    MultiChoiceField,
    SelectField,
    TextField,
)
from openmash.foundation.ui.forms import Form

CERTAINTIES = (
    (Certainty.FACT, "Fact", "Seen, measured or recorded by whoever tells it"),
    (Certainty.REPORTED, "Reported", "Somebody said so"),
    (Certainty.OPINION, "Opinion", "What somebody makes of it"),
)
WEIGHTS = (
    (str(Significance.ROUTINE.value), "Routine"),
    (str(Significance.NOTABLE.value), "Notable"),
    (str(Significance.SIGNIFICANT.value), "Key event"),
)
HOLDS = (
    (Hold.THIRD_PARTY, "It tells of somebody else", "Left out of prints for other agencies"),
    (Hold.NOT_FOR_FAMILY, "The family must not be told", "Left out of prints for the family"),
    (
        Hold.PROTECTED,
        "It gives away a protected address or identity",
        "Left out of every print for others",
    ),
)


class WordsForm(Form):
    """Words to look for in what people wrote, and always a reason."""

    words = TextField(
        "Words",
        hint="Other forms of a word are found too: bruise, bruises, bruised",
        missing="Write the words to look for",
    )
    reason = SelectField(
        "Why are you looking?",
        [(code.value, words) for code, words in SEARCH_REASONS.items()],
        missing="Say why you are looking: the reason is kept with the search",
        first="Choose a reason",
        initial=SearchReason.SCREENING.value,
    )
    said = TextField("If another reason: which?", required=False)

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if not self.errors:
            self.add_refusals(why_not_searched(data["words"], data["reason"], data["said"]))
        return data

    @property
    def asked(self) -> Asked:
        """What was asked for."""
        data = self.cleaned_data
        return Asked(data["words"], data["reason"], data["said"])


class NoteForm(ToldForm):
    """One event, as somebody tells it."""

    key = KeyField()
    happened_on = TextField(
        "When did it happen?",
        hint="In any usual form: 12 February 2026, 12/2/26. The first day, if it went on",
        missing="Say when it happened",
        width=20,
    )
    until = TextField("Last day, if it went on", required=False, width=20)
    text = LongTextField(
        "What happened?", missing="Write what happened", rows=4, count=True, max_length=LONGEST
    )
    kind = SelectField(
        "What kind of event?",
        list(NOTE_KINDS.items()),
        missing="Say what kind of event it was",
        first="Choose a kind",
    )
    source = TextField(
        "Who told this, or where does it stand?", missing="Say where this comes from"
    )
    agency = SelectField("Which agency?", [], required=False, first="None, or not known")
    certainty = ChoiceField("How sure is it?", CERTAINTIES, missing="Say how sure it is")
    significance = ChoiceField(
        "How much weight does it carry?",
        WEIGHTS,
        missing="Say how much weight it carries",
        inline=True,
        initial="1",
    )
    holds = MultiChoiceField("Does any of this hold?", HOLDS, required=False)

    def clean_happened_on(self) -> date | None:
        return self.day("happened_on")

    def clean_until(self) -> date | None:
        return self.day("until")

    @property
    def new(self) -> NewNote:
        """The line as it was told."""
        data = {name: self.cleaned_data[name] for name in self.fields if name != "key"}
        return NewNote(**data | {"significance": int(data["significance"])})


class ErrorForm(Form):
    """Why something never was."""

    because = TextField("Why is it an error?", missing="Say why it is an error")


class PrintForm(Form):
    """For whom, and why."""

    profile = ChoiceField(
        "Who is it for?",
        [(code.value, *words) for code, words in PROFILES.items()],
        missing="Choose for whom it is printed",
        initial=Profile.HUB.value,
    )
    recipient = TextField("Who gets it?", required=False, hint="Person and agency")
    said = TextField(
        "Why is it printed?",
        missing="Say why it is printed",
        hint="Stands on the print and in the log",
    )

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if not self.errors:
            self.add_refusals(why_not_printed(data["profile"], data["recipient"], data["said"]))
        return data
