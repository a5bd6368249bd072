"""The forms that say something of a person. Each keeps its source, and what was typed."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from openmash.foundation.people.models import (
    Certainty,
    ContactPoint,
    Identifier,
    Person,
    PersonFlag,
    PersonName,
)
from openmash.foundation.ui.fields import (
    Choice,
    ChoiceField,
    DateField,
    HiddenField,
    LongTextField,
    MultiChoiceField,
    SelectField,
    TextField,
)
from openmash.foundation.ui.forms import Form

YES_NO_UNKNOWN: tuple[Choice, ...] = (
    ("yes", "Yes"),
    ("no", "No"),
    ("unknown", "Not known: nobody has asked"),
)
ANSWERS = {"yes": True, "no": False}
SOURCE = "Say who told us, or where it is written"
LAST = ("source", "key")


def answer(value: str) -> bool | None:
    """Yes, no, or not known."""
    return ANSWERS.get(value)


def how_sure() -> ChoiceField:
    """Whether it is a fact, was reported, or is somebody's opinion."""
    return ChoiceField(
        "How sure is it?",
        Certainty.choices,
        missing="Say how sure it is",
        inline=True,
        small=True,
        initial=Certainty.REPORTED,
    )


class SayForm(Form):
    """A key made with the page, so that pressing twice says it once; a source always."""

    key = HiddenField()
    source = TextField(
        "Source", missing=SOURCE, hint="Who told us, or where it is written: GP letter, school roll"
    )

    def __init__(
        self, data: Mapping[str, Any] | None = None, initial: Mapping[str, Any] | None = None
    ) -> None:
        super().__init__(data, initial={"key": uuid.uuid4(), **(initial or {})})
        self.order_fields([*(name for name in self.fields if name not in LAST), *LAST])

    def clean_key(self) -> uuid.UUID:
        """The page's key; a new one where it came without."""
        try:
            return uuid.UUID(self.cleaned_data["key"])
        except ValueError:
            return uuid.uuid4()


class NameForm(SayForm):
    """A name somebody has, had or is known by."""

    kind = SelectField(
        "What kind of name?",
        PersonName.Kind.choices,
        missing="Choose what kind of name it is",
        first="Choose",
    )
    given = TextField("First names", required=False, spellcheck=False)
    family = TextField("Surname", required=False, spellcheck=False)
    starts_on = DateField("Since when?", required=False, hint="Leave empty if not known")


class NumberForm(SayForm):
    """A number; one that cannot be right is kept with a warning."""

    kind = SelectField(
        "Which number?",
        Identifier.Kind.choices,
        missing="Choose which number it is",
        first="Choose",
    )
    value = TextField(
        "Number",
        missing="Give the number",
        hint="As you have it: a wrong one is kept, with a warning",
        width=20,
        spellcheck=False,
    )
    verified = MultiChoiceField(
        "Is it verified?",
        [("yes", "It has been checked with those who give the number")],
        required=False,
    )


class AddressForm(SayForm):
    """Where somebody lives or lived."""

    kind = ChoiceField(
        "What is it for them?",
        [
            ("main", "Main home"),
            ("second", "Second home", "A child may have two"),
            ("temporary", "Temporary"),
            ("refuge", "Refuge", "Always protected"),
        ],
        missing="Choose what kind of home it is",
        small=True,
    )
    lines = TextField("Address", missing="Give the address", hint="House, street, town")
    postcode = TextField("Postcode", required=False, width=10, spellcheck=False)
    protect = MultiChoiceField(
        "Must it be kept from somebody?",
        [
            (
                "yes",
                "Protect this address",
                "From now on only MASH social workers, managers and the emergency duty team can read it",
            )
        ],
        required=False,
    )
    certainty = how_sure()
    starts_on = DateField("Since when?", required=False, hint="Leave empty if not known")
    ends_on = DateField("Until when?", required=False, hint="Only if they no longer live there")


class ContactForm(SayForm):
    """A telephone number or e-mail address, and whether it is safe to use."""

    kind = ChoiceField(
        "What is it?",
        ContactPoint.Kind.choices,
        missing="Choose telephone or e-mail",
        inline=True,
        small=True,
        initial=ContactPoint.Kind.PHONE,
    )
    value = TextField("Number or e-mail address", missing="Give the number", spellcheck=False)
    safe = ChoiceField(
        "Is it safe to use?",
        YES_NO_UNKNOWN,
        required=False,
        hint="Ask: might somebody dangerous hear, read or answer it?",
        small=True,
    )
    safe_times = TextField("Safe times", required=False, hint="Such as: weekdays, 09:00 to 15:00")
    starts_on = DateField("Since when?", required=False)


class FlagForm(SayForm):
    """What everybody has to know before they act."""

    code = SelectField(
        "What has to be known?", PersonFlag.Code.choices, missing="Choose the flag", first="Choose"
    )
    starts_on = DateField("Since when?", required=False)


class BirthForm(SayForm):
    """What is known on the day a child is born."""

    given = TextField("First names", required=False, spellcheck=False)
    family = TextField("Surname", required=False, spellcheck=False)
    birth_date = DateField("Date of birth", missing="Give the date of birth")
    sex = ChoiceField(
        "Sex", Person.Sex.choices, missing="Choose; *Not known* is an answer", inline=True
    )


class LifeForm(SayForm):
    """What is right of somebody's birth, death and sex; begins with what is known."""

    version = HiddenField()
    birth_date = DateField(
        "Date of birth",
        required=False,
        called="The date of birth",
        hint="Leave it empty if nobody knows it",
    )
    estimated = MultiChoiceField("How sure is it?", [("yes", "It is an estimate")], required=False)
    sex = ChoiceField("Sex", Person.Sex.choices, missing="Choose the sex", inline=True)
    death_date = DateField(
        "Date of death", required=False, called="The date of death", hint="Only if they have died"
    )

    def clean_version(self) -> int:
        """Of the record, when the page was shown; a page without it is older than any."""
        found = self.cleaned_data["version"]
        return int(found) if str(found).isdecimal() else -1


class DueForm(SayForm):
    """When an unborn child is due; begins with what is known."""

    version = HiddenField()
    due = DateField(
        "When is the baby due?",
        required=False,
        called="The day the baby is due",
        hint="Leave it empty if nobody knows it",
    )

    clean_version = LifeForm.clean_version


class ChangeForm(Form):
    """No longer so, or never so."""

    what = ChoiceField(
        "What is wrong with it?",
        [
            ("ended", "It is no longer so", "It stays as what was so before"),
            (
                "error",
                "It was never so",
                "It stays readable, with your reason; nobody is found by it",
            ),
        ],
        missing="Choose whether it has ended or was never so",
        conditional={"ended": "ends_on", "error": "because"},
    )
    ends_on = DateField("Until when was it so?", missing="Give the last day, as near as is known")
    because = LongTextField("Why was it never so?", missing="Say why it was never so", rows=3)
