"""The form that says how two people are related, where one may not be in the register yet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from openmash.foundation.people.family.forms import YES_NO_UNKNOWN, SayForm, how_sure
from openmash.foundation.people.family.rules import KINSHIP, say_kin
from openmash.foundation.people.models import Person
from openmash.foundation.ui.fields import (
    Choice,
    ChoiceField,
    DateField,
    HiddenField,
    KeyField,
    SelectField,
    TextField,
)

NEW = "new"


class RelationForm(SayForm):
    """Who somebody is to the person of the page."""

    looked = HiddenField()
    new_key = KeyField()
    who = ChoiceField(
        "Who?",
        (),
        missing="Choose the person, or somebody else",
        conditional={NEW: ("given", "family", "birth_date", "kind", "sex")},
        small=True,
    )
    given = TextField("First names", required=False, spellcheck=False)
    family = TextField("Surname", required=False, spellcheck=False)
    birth_date = DateField("Date of birth, if known", required=False)
    kind = ChoiceField(
        "Child or adult?",
        Person.Kind.choices,
        missing="Say whether it is a child or an adult",
        inline=True,
        small=True,
    )
    sex = ChoiceField(
        "Sex",
        Person.Sex.choices,
        missing="Choose; *Not known* is an answer",
        inline=True,
        small=True,
    )
    how = SelectField("What are they?", (), missing="Choose how they are related", first="Choose")
    responsible = ChoiceField(
        "Do they have parental responsibility?", YES_NO_UNKNOWN, required=False, small=True
    )
    lives_with = ChoiceField("Do they live together?", YES_NO_UNKNOWN, required=False, small=True)
    certainty = how_sure()
    starts_on = DateField("Since when?", required=False, hint="Leave empty if not known")

    def __init__(
        self,
        name: str,
        people: Sequence[Choice],
        data: Mapping[str, Any] | None = None,
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=initial)
        self.fields["how"].choices = kinds_for(name)  # type: ignore[attr-defined]  # a select
        self.offer(people)

    def offer(self, people: Sequence[Choice]) -> None:
        """Whom one can choose; somebody else always comes last."""
        last: Choice = (NEW, "Somebody else")
        self.fields["who"].choices = (*people, last)  # type: ignore[attr-defined]  # radios


def kinds_for(name: str) -> list[Choice]:
    """Every kind of relationship, said both ways."""
    codes = [code for kin in KINSHIP for code in dict.fromkeys((kin.code, kin.inverse))]
    return [(code, say_kin(code, name)) for code in codes]
