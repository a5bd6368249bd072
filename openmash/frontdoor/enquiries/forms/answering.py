"""The form of an agency's answer: for each person how they are known, the template, and facts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import QueryDict

from openmash.core.dates import read_date
from openmash.foundation.ui.fields import (
    ChoiceField,
    GovField,
    IntegerField,
    LongTextField,
    SelectField,
    TextField,
)
from openmash.foundation.ui.forms import Form
from openmash.frontdoor.enquiries.commands.answering import TypedField
from openmash.frontdoor.enquiries.first_templates import For, Kind
from openmash.frontdoor.enquiries.models import CheckDraft, CheckPerson
from openmash.frontdoor.enquiries.queries.answering import RequestPage
from openmash.frontdoor.enquiries.rules.items import LONGEST, Fact, handling_of
from openmash.frontdoor.enquiries.rules.requests import Reply
from openmash.frontdoor.enquiries.states import Outcome, Refusal
from openmash.frontdoor.enquiries.states.checks import REFUSAL_WORDS
from openmash.frontdoor.enquiries.states.items import (
    CATEGORY_WORDS,
    CERTAINTY_WORDS,
    HANDLING_WORDS,
    Category,
    Handling,
    TellFamily,
)

MOST_ITEMS = 8
OUTCOMES = (
    (Outcome.INFO, "We know something that may matter"),
    (Outcome.NOTHING_RELEVANT, "We know them, nothing relevant"),
    (Outcome.NOT_KNOWN, "Not known here"),
    (Outcome.NOT_SEARCHED, "We have not searched"),
)
YES_NO = (("yes", "Yes"), ("no", "No"), ("not_known", "Not known"))
MAY_TELL = (
    (TellFamily.YES, "Yes"),
    (TellFamily.ASK, "Ask us first"),
    (TellFamily.NO, "No"),
)
PASSING_ON = (
    (Handling.H3, "Only after asking us"),
    (Handling.H4, HANDLING_WORDS[Handling.H4]),
)
# What an agency of this kind tells most often stands first in the list.
FIRST_CATEGORY: dict[str, Category] = {
    "education": Category.EDUCATION,
    "police": Category.POLICE,
    "housing": Category.HOUSING,
    "social_care": Category.SOCIAL_CARE,
    "adult_social_care": Category.SOCIAL_CARE,
    "substance_misuse": Category.SUBSTANCE,
    "domestic_abuse": Category.DOMESTIC_ABUSE,
    "health_mental": Category.MENTAL_HEALTH,
}


@dataclass(frozen=True)
class ItemFields:
    """The names of the fields of one fact."""

    text: str
    when: str
    category: str
    certainty: str
    tell: str
    passing: str

    @property
    def names(self) -> tuple[str, ...]:
        """In the order of the page."""
        return (self.text, self.when, self.category, self.certainty, self.tell, self.passing)


@dataclass(frozen=True)
class PersonFields:
    """The names of the fields about one person."""

    person: CheckPerson
    outcome: str
    why: str
    questions: tuple[tuple[str, str], ...]  # name, code
    items: tuple[ItemFields, ...]


class AnswerForm(Form):
    """Everything about everybody; nothing has to be answered, so that a part can be sent."""

    def __init__(self, page: RequestPage, data: Mapping[str, Any] | None = None) -> None:
        drafts = page.drafts
        super().__init__(data, initial={name: one.value for name, one in drafts.items()})
        self.template, self.version = page.check.template, str(page.check.form_id or "")
        content = page.check.form.content if page.check.form else {}
        self.asked: Sequence[Mapping[str, Any]] = content.get("questions", ())
        filled = set(data or ()) | set(drafts)
        self.people = tuple(self._person(one, filled) for one in page.people)
        self.versions = {
            name: drafts[name].version if name in drafts else 0 for name in self.fields
        }

    def typed(self, posted: QueryDict) -> list[TypedField]:
        """What was posted of the fields there are, with the versions it started from."""
        return [_typed(name, posted) for name in self.fields if name in posted]

    def replies(self, today: date) -> list[Reply]:
        """What is said of each person of whom anything is said."""
        return [one for one in (self._reply(of, today) for of in self.people) if one is not None]

    def _person(self, person: CheckPerson, filled: set[str]) -> PersonFields:
        start = f"p{person.position}"
        outcome, why = f"{start}_outcome", f"{start}_why"
        self.fields[outcome] = ChoiceField(
            f"Do you know {person.name}?",
            OUTCOMES,
            required=False,
            conditional={Outcome.NOT_SEARCHED: why},
            small=True,
        )
        self.fields[why] = LongTextField("Why not?", required=False, rows=2)
        questions = tuple(self._questions(person, start))
        last = max((n for n in range(1, MOST_ITEMS) if f"{start}_i{n}_text" in filled), default=0)
        items = tuple(self._item(f"{start}_i{n}") for n in range(1, min(last + 1, MOST_ITEMS) + 1))
        return PersonFields(person, outcome, why, questions, items)

    def _questions(self, person: CheckPerson, start: str) -> Iterator[tuple[str, str]]:
        mine = {For.ALL, For.CHILD if person.is_child else For.ADULT}
        for one in self.asked:
            if one["of"] in mine:
                name = f"{start}_q_{one['code']}"
                self.fields[name] = _question(one)
                yield name, one["code"]

    def _item(self, start: str) -> ItemFields:
        parts = ("text", "when", "category", "certainty", "tell", "passing")
        of = ItemFields(*(f"{start}_{part}" for part in parts))
        self.fields[of.text] = LongTextField(
            "What you know", required=False, rows=3, max_length=LONGEST,
            hint="One fact. Facts first; say who told you, if somebody did.",
        )  # fmt: skip
        self.fields[of.when] = TextField(
            "When was it?", required=False, width=20, hint="A day, a month, or in words"
        )
        self.fields[of.category] = SelectField(
            "What is it about?", _categories(self.template), required=False, first="Choose"
        )
        self.fields[of.certainty] = ChoiceField(
            "How sure are you?", list(CERTAINTY_WORDS.items()), required=False, small=True
        )
        self.fields[of.tell] = ChoiceField(
            "May the family be told that this came from you?",
            MAY_TELL,
            required=False,
            small=True,
            inline=True,
        )
        self.fields[of.passing] = SelectField(
            "May the hub pass it on?",
            PASSING_ON,
            required=False,
            first="For safeguarding, as needed",
        )
        return of

    def _reply(self, of: PersonFields, today: date) -> Reply | None:
        said = self.cleaned_data
        told = {code: str(said[name]) for name, code in of.questions if _is_said(said[name])}
        facts = tuple(self._fact(item, today) for item in of.items if said[item.text])
        outcome = said[of.outcome] or (Outcome.INFO if told or facts else "")
        if not outcome:
            return None
        key, name, why = str(of.person.pk), of.person.name, said[of.why] or ""
        return Reply(key, name, outcome, why, told, facts)

    def _fact(self, of: ItemFields, today: date) -> Fact:
        said = self.cleaned_data
        words = said[of.when]
        read = read_date(words, today=today, years_ahead=0)
        is_day = read.value is not None and not read.problem
        return Fact(
            text=said[of.text],
            category=said[of.category],
            certainty=said[of.certainty],
            tell_family=said[of.tell] or TellFamily.ASK,
            dated_from=read.value if is_day else None,
            dated_words=words,
            handling=handling_of(said[of.tell], said[of.passing]),
        )


class DeclineForm(Form):
    """The reason in law, and what it means here."""

    ground = ChoiceField(
        "Why may you not share it?",
        [(code.value, words) for code, words in REFUSAL_WORDS.items()],
        missing="Choose the reason in law",
    )
    words = LongTextField(
        "What does that mean here?",
        missing="Say why here",
        hint="Which law or order, or which agency is the right one. Nothing about the people themselves.",
        rows=3,
    )

    @property
    def ground_given(self) -> str:
        """The code of the reason."""
        return str(Refusal(self.cleaned_data["ground"]))


class PassForm(Form):
    """Which colleague."""

    to = SelectField("Who answers instead?", (), missing="Choose a colleague", first="Choose")

    def __init__(
        self, colleagues: Sequence[tuple[str, str]], data: Mapping[str, Any] | None = None
    ) -> None:
        super().__init__(data)
        self.fields["to"].choices = colleagues  # type: ignore[attr-defined]  # a select


def with_drafts(posted: QueryDict, drafts: Mapping[str, CheckDraft]) -> QueryDict:
    """What a page sent, and what is kept of every field it did not have, or showed empty and left so.

    A page that was opened before a colleague added a fact takes nothing back by being silent of it.
    """
    whole = posted.copy()
    for name, draft in drafts.items():
        if name not in posted or _typed(name, posted).is_silent:
            whole[name] = draft.value
    return whole


def _typed(name: str, posted: QueryDict) -> TypedField:
    base, sent = posted.get(f"v:{name}", ""), posted.get(f"was:{name}")
    return TypedField(
        name, posted.get(name, ""), int(base) if base.isascii() and base.isdigit() else None, sent
    )


def _question(one: Mapping[str, Any]) -> GovField:
    words = one["words"]
    match one["kind"]:
        case Kind.YES_NO:
            return ChoiceField(words, YES_NO, required=False, small=True, inline=True)
        case Kind.NUMBER:
            return IntegerField(words, required=False, low=0)
        case Kind.DATE:
            return TextField(words, required=False, width=20, hint="A day, a month or a year")
        case Kind.CHOICE:
            choices = [(choice.casefold(), choice) for choice in one["choices"]]
            return ChoiceField(words, choices, required=False, small=True, inline=True)
        case _:
            return LongTextField(words, required=False, rows=2, max_length=LONGEST)


def _categories(template: str) -> list[tuple[str, str]]:
    first = FIRST_CATEGORY.get(template)
    codes = ([first] if first else []) + [code for code in CATEGORY_WORDS if code != first]
    return [(code.value, CATEGORY_WORDS[code]) for code in codes]


def _is_said(value: object) -> bool:
    return value is not None and value != ""
