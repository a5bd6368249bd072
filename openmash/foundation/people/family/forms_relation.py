"""The form that says how two people are related, where one may not be in the register yet."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError

from openmash.foundation.people.family.forms import YES_NO_UNKNOWN, SayForm
from openmash.foundation.people.family.rules import KINSHIP, say_kin
from openmash.foundation.people.models import Certainty, Person
from openmash.foundation.ui.fields import (
    Choice,
    ChoiceField,
    DateField,
    HiddenField,
    SelectField,
    TextField,
)

NEW = "new"


class RelationForm(SayForm):
    """Who somebody is to the person of the page."""

    looked = HiddenField()
    new_key = HiddenField()
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
    certainty = ChoiceField(
        "How sure is it?",
        Certainty.choices,
        missing="Say how sure it is",
        inline=True,
        small=True,
        initial=Certainty.REPORTED,
    )
    starts_on = DateField("Since when?", required=False, hint="Leave empty if not known")

    def __init__(
        self, name: str, people: Sequence[Choice], data: Mapping[str, Any] | None = None
    ) -> None:
        super().__init__(data)
        self.initial["new_key"] = uuid.uuid4()
        self.fields["how"].choices = kinds_for(name)  # type: ignore[attr-defined]  # a select
        self.offer(people)

    def offer(self, people: Sequence[Choice]) -> None:
        """Whom one can choose; somebody else always comes last."""
        last: Choice = (NEW, "Somebody else")
        self.fields["who"].choices = (*people, last)  # type: ignore[attr-defined]  # radios

    def clean_new_key(self) -> uuid.UUID:
        """The key of a new person, made with the page."""
        try:
            return uuid.UUID(self.cleaned_data["new_key"])
        except ValueError as wrong:
            raise ValidationError("The page was not complete. Load it again") from wrong


def kinds_for(name: str) -> list[Choice]:
    """Every kind of relationship, said both ways."""
    codes = [code for kin in KINSHIP for code in dict.fromkeys((kin.code, kin.inverse))]
    return [(code, say_kin(code, name)) for code in codes]
