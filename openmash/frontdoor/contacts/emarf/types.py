"""Types of question: how an answer is read from a form, said to people, and doubted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from openmash.core.dates import odd_weekdays
from openmash.core.identifiers import check_nhs_number, check_postcode, check_upn, format_nhs_number
from openmash.core.phones import check_phone
from openmash.core.text import clean
from openmash.frontdoor.contacts.emarf.ages import read_age, read_day

if TYPE_CHECKING:
    from openmash.frontdoor.contacts.emarf.definition import Question

Value = str | list[str]


@dataclass(frozen=True)
class Kind:
    """A type of question. Nothing here refuses: a doubtful answer is kept and asked about."""

    read: Callable[[Sequence[str]], Value]
    say: Callable[[Question, Value], str]
    doubt: Callable[[str, date], str | None] = lambda text, today: None


def _first(raw: Sequence[str]) -> Value:
    return clean(raw[-1]).strip() if raw else ""


def _chosen(raw: Sequence[str]) -> Value:
    """The chosen codes, in order, once; the empty one is what lets a form unchoose them all."""
    return [code for code in dict.fromkeys(clean(code) for code in raw) if code]


def _as_typed(question: Question, value: Value) -> str:
    return str(value)


def _labels(question: Question, value: Value) -> str:
    codes = [value] if isinstance(value, str) else value
    return ", ".join(question.label_of(code) for code in codes if code)


def _nhs(question: Question, value: Value) -> str:
    checked = check_nhs_number(str(value)).value
    return format_nhs_number(checked or "")


def _odd_days(text: str, today: date) -> str | None:
    return "; ".join(odd_weekdays(text, today=today)) or None


_LINE = Kind(_first, _as_typed)
KINDS: dict[str, Kind] = {
    "line": _LINE,
    "text": Kind(_first, _as_typed, _odd_days),
    "one": Kind(_first, _labels),
    "many": Kind(_chosen, _labels),
    "age": Kind(_first, _as_typed, lambda text, today: read_age(text, today).doubt),
    "day": Kind(_first, _as_typed, lambda text, today: read_day(text, today).problem),
    "nhs": Kind(_first, _nhs, lambda text, today: check_nhs_number(text).problem),
    "upn": Kind(_first, _as_typed, lambda text, today: check_upn(text).problem),
    "postcode": Kind(_first, _as_typed, lambda text, today: check_postcode(text).problem),
    "phone": Kind(_first, _as_typed, lambda text, today: check_phone(text).problem),
}
CHOOSING = frozenset({"one", "many"})


def read_answer(question: Question, raw: Sequence[str]) -> Value:
    """What was typed or chosen, with only control characters and outer blanks taken off."""
    return KINDS[question.kind].read(raw)


def say_answer(question: Question, value: Value) -> str:
    """The answer in words, as pages show it."""
    return KINDS[question.kind].say(question, value)


def doubt_about(question: Question, value: Value, today: date) -> str | None:
    """What to ask about an answer, if anything; it is kept whatever is said (eMARF §8)."""
    return KINDS[question.kind].doubt(value, today) if isinstance(value, str) and value else None
