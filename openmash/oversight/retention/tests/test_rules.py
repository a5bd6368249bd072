"""When a record is due: every class, the longest of them, and never sharper than a month (`data.md` §7)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openmash.core.dates import say_date
from openmash.foundation.reference.commands import SETTINGS
from openmash.oversight.retention.rules import (
    Child,
    Facts,
    Hold,
    Rule,
    read_rule,
    when_due,
    why_held,
    why_not_another,
    why_not_placed,
    years_later,
)
from openmash.oversight.retention.states import SETTING, Class, Scope

RULES = {one: read_rule(*SETTINGS[SETTING.format(one)]) for one in Class}
BORN = date(2010, 3, 14)
ADVICE = Facts(date(2024, 5, 2), date(2024, 5, 20), (Child(BORN),))
DAYS = st.dates(date(1990, 1, 1), date(2060, 12, 31))


def test_every_class_has_a_rule_with_its_source() -> None:
    assert all(rule and rule.words and "default" in rule.source for rule in RULES.values())


@pytest.mark.parametrize(
    ("facts", "of_class", "on"),
    [
        # 6 years after, or to 25, whichever is later
        (ADVICE, Class.CONTACT, date(2035, 4, 1)),
        (replace(ADVICE, children=(Child(date(1999, 1, 1)),)), Class.CONTACT, date(2030, 6, 1)),
        # to the 25th birthday, 10 years at least
        (replace(ADVICE, enquiry=True), Class.ENQUIRY, date(2035, 4, 1)),
        (
            replace(ADVICE, assessed=True, children=(Child(date(1999, 1, 1)),)),
            Class.ENQUIRY,
            date(2034, 6, 1),
        ),
        (replace(ADVICE, protected=True, enquiry=True), Class.PROTECTION, date(2059, 6, 1)),
        (replace(ADVICE, looked_after=True), Class.LOOKED_AFTER, date(2085, 4, 1)),
        # the youngest child counts
        (replace(ADVICE, children=(Child(BORN), Child(date(2020, 12, 31)))), Class.CONTACT,
         date(2046, 1, 1)),
        # whoever has no known birth date may have been born the day it came
        (replace(ADVICE, children=(Child(BORN), Child(None))), Class.CONTACT, date(2049, 6, 1)),
        (replace(ADVICE, children=()), Class.CONTACT, date(2049, 6, 1)),
    ],
)  # fmt: skip
def test_the_longest_rule_counts(facts: Facts, of_class: Class, on: date) -> None:
    due = when_due(facts, RULES)
    assert (due.of_class, due.on) == (of_class, on)
    assert due.because


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        (replace(ADVICE, ended=None), "open"),
        (replace(ADVICE, hidden=True), "restricted"),
        (replace(ADVICE, used_by_other=True), "rests on it"),
    ],
)
def test_what_stays_whatever_its_rule(facts: Facts, why: str) -> None:
    due = when_due(facts, RULES)
    assert due.on is None
    assert why in " ".join(due.because)


@pytest.mark.parametrize(
    "value",
    [None, {}, {"years": 0}, {"years": "6"}, {"years": -1}, {"years": True}, {"weeks": 6}, 6],
)
def test_a_rule_that_cannot_be_read_keeps_everything(value: object) -> None:
    assert read_rule(value) is None
    due = when_due(ADVICE, {**RULES, Class.CONTACT: read_rule(value)})
    assert due.on is None
    assert "No rule that can be read" in " ".join(due.because)


def test_a_class_without_a_rule_keeps_what_another_class_would_let_go() -> None:
    facts = replace(ADVICE, protected=True)
    assert when_due(facts, {**RULES, Class.PROTECTION: None}).on is None


@given(DAYS, DAYS, st.booleans())
def test_no_due_date_tells_a_birthday_and_none_is_early(
    born: date, ended: date, enquiry: bool
) -> None:
    facts = Facts(min(born, ended), ended, (Child(born),), enquiry=enquiry)
    due = when_due(facts, RULES)
    assert due.on is not None
    assert due.on.day == 1
    assert due.on > years_later(born, 25)
    assert due.on > years_later(ended, 10 if enquiry else 6)
    assert not any(say_date(born) in why for why in due.because)


def test_a_leap_day_is_kept_to_march() -> None:
    assert years_later(date(2024, 2, 29), 1) == date(2025, 3, 1)


@pytest.mark.parametrize(
    ("hold", "covers"),
    [
        (Hold(Scope.ALL), True),
        (Hold(Scope.CLASS, of_class="enquiry"), True),
        (Hold(Scope.CLASS, of_class="protection"), False),
        (Hold(Scope.CONTACT, frozenset({"c1"})), True),
        (Hold(Scope.CONTACT, frozenset({"c2"})), False),
        (Hold(Scope.PERSON, frozenset({"p1", "p9"})), True),
        (Hold(Scope.PERSON, frozenset({"c1"})), False),
    ],
)
def test_a_hold_covers_what_it_is_on(hold: Hold, covers: bool) -> None:
    held = list(why_held("c1", {"p1", "p2"}, ["contact", "enquiry"], [hold]))
    assert bool(held) == covers


def test_two_people_always() -> None:
    assert list(why_not_another("ines", "ines", "placed")) != []
    assert list(why_not_another("ines", "grace", "placed")) == []


def test_a_hold_needs_something_and_a_reason() -> None:
    assert [field for field, _ in why_not_placed(Scope.PERSON, False, "x")] == ["number", "reason"]
    assert list(why_not_placed(Scope.ALL, True, "An inquiry has asked for it")) == []


def test_a_rule_is_read_out_whole() -> None:
    assert Rule(6, 25).words == (
        "6 years after it ended, or until the youngest child would be 25, whichever is later"
    )
    assert Rule(35).words == "35 years after it ended"
