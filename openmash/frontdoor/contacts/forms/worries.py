"""The pages of a worry, drawn from the definition; they refuse nothing and keep everything."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from django.http import QueryDict
from markupsafe import Markup, escape

from openmash.foundation.ui.asking import GovField
from openmash.foundation.ui.drawing import Drawn
from openmash.foundation.ui.fields import (
    ChoiceField,
    LongTextField,
    MultiChoiceField,
    PhoneField,
    TextField,
)
from openmash.foundation.ui.forms import Form
from openmash.frontdoor.contacts.commands.drafting import Conflict, Saved, Spent, Typed
from openmash.frontdoor.contacts.emarf.definition import Page, Question, When
from openmash.frontdoor.contacts.emarf.filled import Filled
from openmash.frontdoor.contacts.emarf.naming import field_name, parse_field
from openmash.frontdoor.contacts.emarf.types import Value, doubt_about, read_answer, say_answer
from openmash.frontdoor.contacts.forms.answering import LONGEST
from openmash.frontdoor.contacts.models import ContactChild
from openmash.frontdoor.contacts.queries.drafts import Held
from openmash.frontdoor.contacts.rules.sending import Safety

FEW, MANY = 3, 12
SHORT_WIDTHS = {"postcode": 10, "upn": 20, "nhs": 20, "day": 20}
TAKE = "take:"
SENT = "was:"  # what a page has sent of a field and had no answer to
BECAUSE = {
    ("is:unborn", "yes"): "The unborn baby",
    ("is:under_one", "yes"): "The baby",
    ("is:sender", "school"): "School",
    ("is:sender", "gp_practice"): "Your service",
    ("is:sender", "health_trust"): "Your service",
    ("is:sender", "adult_service"): "The adult you work with",
}
MOST_SECONDS = 60  # idle time is not work (eMARF §2)
Values = Mapping[str, Value]


@dataclass(frozen=True)
class Place:
    """One question on the page, and whom it is about."""

    question: Question
    child: ContactChild | None

    @property
    def name(self) -> str:
        """The name of its field."""
        return field_name(self.question.key, self.child.position if self.child else None)


@dataclass(frozen=True)
class Fold:
    """Questions that wait behind a line of words until somebody opens it."""

    title: str
    fields: tuple[Drawn, ...]
    is_open: bool


@dataclass(frozen=True)
class Block:
    """The questions about one child, one person of the household, or the whole worry."""

    title: str
    position: int
    fields: tuple[Drawn, ...]
    folds: tuple[Fold, ...]


class WorryForm(Form):
    """One page of the form, for one child or for all."""

    def __init__(
        self,
        filled: Filled,
        page: Page,
        child: ContactChild | None = None,
        *,
        typed: Values | None = None,
        conflicts: tuple[Conflict, ...] = (),
        seen: Mapping[str, int] | None = None,
    ) -> None:
        """`typed` stands before what is kept; `seen` are the versions its writer had before them."""
        self.restored = seen is not None
        self.filled, self.page, self.child = filled, page, child
        self.places = {place.name: place for place in _places(filled, page, child)}
        self.conflicts = {conflict.field: conflict for conflict in conflicts}
        kept = {name: self._kept(place) for name, place in self.places.items()}
        super().__init__(
            initial={**kept, **(typed or {})},
            versions={**self._versions(), **self._seen(seen or {})},
        )
        self.fields.update({name: self._field(place) for name, place in self.places.items()})

    def _kept(self, place: Place) -> Value:
        """What was answered; before any answer, what is chosen already."""
        answered = (place.child.pk if place.child else None, place.question.key)
        if answered in self.filled.answers:
            kept: Value = self.filled.answers[answered].value
            return kept
        return place.question.default

    def blocks(self) -> list[Block]:
        """The page in the order of the definition: child by child, row by row, then for all."""
        inside = {name for _, _, name in self._openings()}
        shown = [place for name, place in self.places.items() if name not in inside]
        return [self._block(list(places)) for _, places in groupby(shown, key=_about)]

    def conflict_of(self, field: Drawn) -> Conflict | None:
        """What somebody wrote here meanwhile."""
        return self.conflicts.get(field.name)

    @property
    def is_full(self) -> bool:
        """Whether every row of a list of people is used."""
        rows = {question.row for question in self.page.questions if question.row}
        return bool(rows) and _used_rows(self.filled, self.page) >= max(rows)

    def picture_of(self, field: Drawn) -> str:
        """The drawing that the choices of a question are numbered by."""
        return self.places[field.name].question.picture

    def theirs(self, conflict: Conflict) -> str:
        """The other text, in words."""
        return say_answer(self.places[conflict.field].question, conflict.theirs) or "nothing"

    def _block(self, places: list[Place]) -> Block:
        first = places[0]
        folds = [
            self._fold(title, [place.name for place in group])
            for title, group in groupby(places, key=lambda place: place.question.fold)
            if title
        ]
        return Block(
            title=self._title(first),
            position=first.child.position if first.child else 0,
            fields=tuple(self[p.name] for p in places if not p.question.fold),
            folds=tuple(folds),
        )

    def _title(self, place: Place) -> str:
        if place.question.row:
            return f"Person {place.question.row}"
        if self.child or not place.child or self.page.key != "children":
            return self._because(place)
        return f"Child {[c.pk for c in self.filled.children].index(place.child.pk) + 1}"

    def _because(self, place: Place) -> str:
        """The chosen worry, or what else brought up a group of questions about one child."""
        chosen = self.filled.codes(self.child, "B1") if self.child else ()
        worries = self.filled.definition.questions.get("B1")  # a child is not asked to choose
        codes = [when.value for when in place.question.when if when.question == "B1"]
        known = [BECAUSE.get((when.question, when.value), "") for when in place.question.when]
        worded = (worries.label_of(code) for code in codes if worries and code in chosen)
        return ", ".join(dict.fromkeys(filter(None, [*worded, *known])))

    def _fold(self, title: str, names: list[str]) -> Fold:
        words = self._named(title, self.places[names[0]].child)
        is_open = any(self[name].value() or name in self.conflicts for name in names)
        return Fold(words, tuple(self[name] for name in names), is_open)

    def _versions(self) -> dict[str, int]:
        return {name: self._version(place) for name, place in self.places.items()}

    def _seen(self, seen: Mapping[str, int]) -> dict[str, int]:
        return {name: version for name, version in seen.items() if name in self.places}

    def _version(self, place: Place) -> int:
        answer = self.filled.answers.get(
            (place.child.pk if place.child else None, place.question.key)
        )
        return answer.version if answer else 0

    def _field(self, place: Place) -> GovField:
        return FIELDS.get(place.question.kind, _line)(self, place)

    def words(self, place: Place) -> str:
        """The question, with the child's name."""
        return self._named(place.question.text, place.child)

    def hint(self, place: Place) -> Markup:
        """The help under a question, and what seems doubtful about the answer (§8: warn, allow)."""
        words = escape(self._named(place.question.hint, place.child))
        value = self.filled.value(place.child, place.question.key)
        doubt = doubt_about(place.question, value, self.filled.today)
        asked = Markup('<strong class="om-doubt">Please check: {}.</strong>').format(doubt or "")
        return Markup("<br>").join(part for part in (words, asked if doubt else "") if part)

    def opens(self, place: Place) -> dict[str, tuple[str, ...]]:
        """The questions of this page that a choice opens."""
        found: dict[str, tuple[str, ...]] = {}
        for name, other in self.places.items():
            for when in other.question.when:
                if when.question == place.question.key and when.value and _same(place, other):
                    found[when.value] = (*found.get(when.value, ()), name)
        return found

    def _named(self, words: str, child: ContactChild | None) -> str:
        return words.replace("{child}", self.filled.called(child) if child else "the child")


def _places(filled: Filled, page: Page, child: ContactChild | None) -> Iterator[Place]:
    """What this page asks: of one child, or of each child and then of all."""
    here = {question.key for question in page.questions}
    rows = _rows(filled, page)
    for about in [child] if child else [*filled.children, None]:
        for question in page.questions:
            opened = any(when.question in here and when.value for when in question.when)
            wanted = question.per_child == (about is not None) and question.row <= rows
            if wanted and (opened or filled.is_asked(question, about)):
                yield Place(question, about)


def _rows(filled: Filled, page: Page) -> int:
    """Every person already named, and room for one more."""
    return _used_rows(filled, page) + 1


def _used_rows(filled: Filled, page: Page) -> int:
    used = [q.row for q in page.questions if q.row and filled.value(None, q.key)]
    return max(used, default=0)


def _about(place: Place) -> tuple[int, int, tuple[When, ...]]:
    """What stands together: a child, a person of the household, what one thing brought up."""
    causes = {"B1", *(question for question, _ in BECAUSE)}
    brought_up = tuple(when for when in place.question.when if when.question in causes)
    child = place.child.position if place.child else 0
    return (child, place.question.row, () if place.question.row else brought_up)


def _same(one: Place, two: Place) -> bool:
    return one.child == two.child


def _choices(question: Question) -> list[tuple[str, str, str]]:
    """What can be chosen; numbered where a drawing shows the numbers, but for the last way out."""
    last = len(question.options) if question.picture else 0
    return [
        (one.code, f"{number} {one.label}" if number < last else one.label, one.hint)
        for number, one in enumerate(question.options, 1)
    ]


def _line(form: WorryForm, place: Place) -> GovField:
    width = SHORT_WIDTHS.get(place.question.kind)
    return TextField(
        form.words(place), hint=form.hint(place), required=False, max_length=LONGEST, width=width
    )


def _text(form: WorryForm, place: Place) -> GovField:
    rows = 6 if place.question.longest > 1000 else 3
    return LongTextField(
        form.words(place), hint=form.hint(place), required=False, max_length=LONGEST, rows=rows
    )


def _phone(form: WorryForm, place: Place) -> GovField:
    return PhoneField(form.words(place), hint=form.hint(place), required=False, max_length=LONGEST)


def _one(form: WorryForm, place: Place) -> GovField:
    choices = _choices(place.question)
    short = len(choices) <= FEW and not form.opens(place)
    return ChoiceField(
        form.words(place),
        choices,
        hint=form.hint(place),
        required=False,
        conditional=form.opens(place),
        inline=short,
        small=place.question.row > 0,
    )


def _many(form: WorryForm, place: Place) -> GovField:
    return MultiChoiceField(
        form.words(place),
        _choices(place.question),
        hint=form.hint(place),
        required=False,
        small=len(place.question.options) > MANY,
        classes="om-columns" if len(place.question.options) > MANY else "",
    )


FIELDS: dict[str, Callable[[WorryForm, Place], GovField]] = {
    "text": _text,
    "one": _one,
    "many": _many,
    "phone": _phone,
}


def typed_in(filled: Filled, data: QueryDict) -> list[Typed]:
    """Every answer a post carries, whatever page it came from, except those taken from others."""
    children = {child.position: child for child in filled.children}
    return [
        typed
        for name in data
        if data.get(TAKE + name) is None and (typed := _typed(filled, children, name, data))
    ]


def values_in(filled: Filled, data: QueryDict) -> dict[str, Value]:
    """The same by field, to draw the page again with what was typed."""
    return {
        field_name(typed.question, typed.child.position if typed.child else None): typed.value
        for typed in typed_in(filled, data)
    }


def _typed(
    filled: Filled, children: Mapping[int, ContactChild], name: str, data: QueryDict
) -> Typed | None:
    found = parse_field(name)
    if not found or found[0] not in filled.definition.questions:
        return None
    question = filled.definition.questions[found[0]]
    child = children.get(found[1]) if found[1] is not None else None
    if question.per_child != (child is not None):
        return None
    value = read_answer(question, data.getlist(name))
    sent = read_answer(question, data.getlist(SENT + name)) if SENT + name in data else None
    return Typed(child, question.key, value, _number(data.get(f"v:{name}", "0")), sent)


def short_form(
    filled: Filled,
    *,
    held: Held | None,
    typed: Values | None,
    conflicts: tuple[Conflict, ...],
) -> WorryForm:
    """The few questions of a child in danger: who, where, with whom, and a number to ring (§4 A3)."""
    keys = list(filled.definition.short)
    keys = ["A1_name", *keys] if not any(child.name for child in filled.children) else keys
    questions = tuple(filled.definition.questions[key] for key in keys)
    page = Page("danger", "", "needed", questions=questions)
    known: dict[str, Value] = {"X2": filled.text(None, "X2") or _own_number(filled)}
    if held is not None:
        return WorryForm(filled, page, typed=values_in(filled, held.data), seen=held.versions)
    return WorryForm(filled, page, typed=typed or known, conflicts=conflicts)


def _own_number(filled: Filled) -> str:
    sender = filled.contact.sender
    return sender.phone if sender else ""


def saved_as_json(filled: Filled, saved: Saved) -> dict[str, object]:
    """What saving while typing is told: versions, and what somebody else wrote meanwhile."""
    answer: dict[str, object] = {"versions": saved.versions}
    if saved.conflicts:
        answer["conflict"] = {one.field: _theirs(filled, one) for one in saved.conflicts}
    return answer


def _theirs(filled: Filled, conflict: Conflict) -> dict[str, object]:
    question = filled.definition.questions[conflict.question]
    words = say_answer(question, conflict.theirs)
    by = "Another device of yours"
    return {"theirs": conflict.theirs, "words": words, "by": by, "version": conflict.version}


def says_danger(data: QueryDict) -> bool:
    """Whether a post says that a child is in danger right now (A3)."""
    return data.get("A3") == Safety.NOT_SAFE


def spent_in(data: QueryDict, *, elapsed: float, answered: int) -> Spent:
    """Active seconds since the page last told of them, else as the server can tell (§2).

    An input is a question that had no answer and has one now. A page without scripts tells nothing.
    """
    told, most = data.get("active_seconds", ""), int(max(elapsed, 0))
    if told:
        return Spent(min(_number(told), most or MOST_SECONDS), answered)
    return Spent(min(most, MOST_SECONDS * answered), answered)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 8 else 0
