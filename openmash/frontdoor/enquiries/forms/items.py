"""Writing a fact down: about whom, what, when, how sure, from whom (P3, P6)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from openmash.foundation.ui.fields import (
    Choice,
    ChoiceField,
    DateField,
    LongTextField,
    SelectField,
    TextField,
)
from openmash.foundation.ui.forms import Form
from openmash.frontdoor.enquiries.rules.items import (
    LONGEST,
    Fact,
    handling_of,
    why_not_put_to_health,
)
from openmash.frontdoor.enquiries.states.items import (
    CATEGORY_WORDS,
    CERTAINTY_WORDS,
    HANDLING_WORDS,
    PASSING_ON,
    TELL_WORDS,
    TellFamily,
)


class FactForm(Form):
    """One fact about one person; two facts are written down one after the other."""

    about = ChoiceField("About whom?", (), missing="Choose whom it is about", small=True)
    category = SelectField(
        "What is it about?",
        [(code.value, words) for code, words in CATEGORY_WORDS.items()],
        missing="Say what the fact is about",
        first="Choose",
    )
    text = LongTextField("The fact, as its source gives it", missing="Write down the fact",
                         max_length=LONGEST, rows=4)  # fmt: skip
    on = DateField("On which day was it?", required=False, hint="Leave it empty where nobody knows")
    when = TextField("Or when, in words", required=False, hint="For example “last winter”")
    certainty = ChoiceField(
        "How sure is it?",
        [(code.value, words) for code, words in CERTAINTY_WORDS.items()],
        missing="Say whether it is a fact, reported by somebody, or an opinion",
        small=True,
    )
    agency = SelectField("Whose record is it?", (), required=False, first="The hub’s own")
    source = TextField("Who told you, and how?", required=False,
                       hint="For example: crisis team, by secure e-mail")  # fmt: skip
    tell_family = ChoiceField(
        "May the family be told?",
        [(code.value, words) for code, words in TELL_WORDS.items()],
        missing="Say whether the family may be told",
        initial=TellFamily.ASK.value,
        small=True,
    )
    passing_on = SelectField(
        "May it be passed on?",
        [(code.value, HANDLING_WORDS[code]) for code in PASSING_ON],
        required=False,
        first="For safeguarding, as needed",
    )

    def __init__(
        self,
        people: Sequence[Choice],
        agencies: Sequence[tuple[str, str]],
        data: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(data)
        self.fields["about"].choices = people  # type: ignore[attr-defined]  # radios
        self.fields["agency"].choices = agencies  # type: ignore[attr-defined]  # a select

    @property
    def fact(self) -> Fact:
        """What was written."""
        said = self.cleaned_data
        return Fact(
            text=said["text"],
            category=said["category"],
            certainty=said["certainty"],
            tell_family=said["tell_family"],
            dated_from=said["on"],
            dated_words=said["when"] or "",
            agency=said["agency"] or "",
            source_system=said["source"] or "",
            handling=handling_of(said["tell_family"], said["passing_on"]),
        )


class ToHealthForm(Form):
    """What of health a fact is about, that its source filed under something else."""

    category = ChoiceField(
        "What of health is it about?",
        (),
        missing="Say what of health it is about",
        hint="Once it is with the health practitioners it stays there.",
        small=True,
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, was: str = "") -> None:
        super().__init__(data)
        open_ones = [
            (code.value, words)
            for code, words in CATEGORY_WORDS.items()
            if not any(why_not_put_to_health(was, code))
        ]
        self.fields["category"].choices = open_ones  # type: ignore[attr-defined]  # radios
        if len(open_ones) == 1:
            self.initial["category"] = open_ones[0][0]
