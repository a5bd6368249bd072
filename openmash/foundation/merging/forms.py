"""The forms of merging. They look at the shape of an answer; the rules say what is missing."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError

from openmash.foundation.merging.facts import Fact
from openmash.foundation.merging.queries.compared import Choice
from openmash.foundation.merging.queries.waiting import STATE, Looking
from openmash.foundation.people.commands import NewPerson
from openmash.foundation.people.models import Person, Restriction
from openmash.foundation.people.queries import SearchTerms
from openmash.foundation.ui.fields import (
    ChoiceField,
    DateField,
    HiddenField,
    LongTextField,
    MultiChoiceField,
    SelectField,
    TextField,
)
from openmash.foundation.ui.forms import Form

WHY = "Say why: this is kept with the record"
Data = Mapping[str, Any] | None


def looking(query: Mapping[str, str]) -> Looking:
    """What the address asks the queue for; nonsense is read as nothing."""
    page, state = query.get("page", "1"), query.get("state", "")
    return Looking(
        state=state if state in set(STATE) else STATE.WAITING,
        sure=query.get("sure", ""),
        who=query.get("who", ""),
        page=max(1, int(page)) if page.isascii() and page.isdigit() and len(page) < 5 else 1,
    )


class SameAsForm(Form):
    """Whom a person may be the same as; the reason for looking is the register itself."""

    words = TextField(
        "Name, NHS number or pupil number of the other record",
        required=False,
        hint="Names in any order; spelling need not be right",
        spellcheck=False,
    )
    birth_date = DateField("Date of birth", required=False)

    def terms(self) -> SearchTerms:
        """What was asked for, with the reason that is kept."""
        said = "Looking for another record of the same person"
        return SearchTerms(**self.cleaned_data, reason="other", said=said)


class AnswerForm(Form):
    """Same person or not, why, and which value stands where the two differ."""

    because = LongTextField("Why?", missing=WHY, rows=2, hint="What you compared, and with what")
    seen = HiddenField()

    def __init__(self, choices: Sequence[Choice], seen: str, data: Data = None) -> None:
        super().__init__(data, initial={"seen": seen})
        self._choices = [choice.name for choice in choices]
        for choice in choices:
            self.fields[choice.name] = ChoiceField(
                choice.question,
                [(str(key), words) for key, words in choice.values],
                required=False,
                hint="Choose none, and the older record’s stays",
                small=True,
            )
        self.order_fields([*self._choices, "because", "seen"])

    @property
    def chosen(self) -> dict[str, uuid.UUID]:
        """Which record's value was chosen, by what it says."""
        given = {name: self.cleaned_data.get(name) for name in self._choices}
        return {name: uuid.UUID(key) for name, key in given.items() if key}


class WhyForm(Form):
    """Why, in words that somebody else understands a year later."""

    because = LongTextField("Why?", missing=WHY, rows=3)


class UndoForm(WhyForm):
    """Why two records are taken apart, and whose is what was written since."""

    theirs = MultiChoiceField(
        "What was written since the join: tick what belongs to the other record",
        [],
        required=False,
        small=True,
        hint="Whatever you leave stays where it was written",
    )

    def __init__(self, facts: Iterable[Fact], data: Data = None) -> None:
        super().__init__(data)
        _offer(self, "theirs", facts)
        self.order_fields(["theirs", "because"])


class SplitForm(WhyForm):
    """Who the other person is, and what belongs to them."""

    key = HiddenField(required=True)
    given = TextField("First names of the other person", required=False, spellcheck=False)
    family = TextField("Surname of the other person", required=False, spellcheck=False)
    kind = ChoiceField(
        "Who is the other person?",
        [(Person.Kind.CHILD.value, "A child"), (Person.Kind.ADULT.value, "An adult")],
        missing="Say whether the other person is a child or an adult",
        inline=True,
        small=True,
    )
    birth_date = DateField("Their date of birth", required=False)
    sex = ChoiceField(
        "Their sex",
        [(code, words) for code, words in Person.Sex.choices],
        required=False,
        inline=True,
        small=True,
        initial=Person.Sex.UNKNOWN.value,
    )
    theirs = MultiChoiceField("What belongs to the other person?", [], required=False, small=True)

    def __init__(self, facts: Iterable[Fact], data: Data = None) -> None:
        super().__init__(data, initial={"key": str(uuid.uuid4())})
        _offer(self, "theirs", facts)
        self.order_fields(
            ["given", "family", "kind", "birth_date", "sex", "theirs", "because", "key"]
        )

    def clean_key(self) -> uuid.UUID:
        """A key that cannot be one came from a page that was tampered with."""
        try:
            return uuid.UUID(self.cleaned_data["key"])
        except ValueError as wrong:
            raise ValidationError("The page was not complete. Load it again") from wrong

    def new(self) -> NewPerson:
        """The other person, as far as is known."""
        said = self.cleaned_data
        return NewPerson(
            said["given"],
            said["family"],
            "Parted from another record",
            kind=said["kind"],
            birth_date=said["birth_date"],
            sex=said["sex"] or Person.Sex.UNKNOWN,
        )


class ReadersForm(WhyForm):
    """Who alone may know of a person, and why."""

    readers = MultiChoiceField(
        "Who alone may know of this person?",
        [],
        required=False,
        small=True,
        hint="Name yourself too. A protected identity has at most five readers",
    )
    knowingly = MultiChoiceField(
        "Workers on an open case who are not named",
        [("yes", "I know that they can no longer open this person")],
        required=False,
        small=True,
    )

    def __init__(self, users: Sequence[tuple[str, str]], data: Data = None, **more: Any) -> None:
        super().__init__(data, **more)
        self.fields["readers"].choices = users  # type: ignore[attr-defined]  # checkboxes
        self.order_fields(["marker", "readers", "knowingly", "because"])

    @property
    def is_knowing(self) -> bool:
        """Whether workers are shut out knowingly."""
        return "yes" in self.cleaned_data["knowingly"]


class RestrictForm(ReadersForm):
    """Why a person is restricted, and to whom."""

    marker = SelectField(
        "What kind of restriction?",
        [(code, words) for code, words in Restriction.Marker.choices],
        missing="Choose the kind of restriction",
        first="Choose",
    )


def _offer(form: Form, name: str, facts: Iterable[Fact]) -> None:
    """Facts as checkboxes, each with where it was said."""
    offered = [(fact.code, fact.words, fact.source) for fact in facts]
    if offered:
        form.fields[name].choices = offered  # type: ignore[attr-defined]  # checkboxes
    else:
        del form.fields[name]
