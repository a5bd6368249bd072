"""What agencies told stands in the life of whom it is about, for those who may read it (L42, L43)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from openmash.foundation.people.chronology.lines import Line
from openmash.foundation.people.chronology.rules import redact
from openmash.foundation.people.models import Person
from openmash.foundation.people.tests.lives import entries_of
from openmash.frontdoor.contacts.tests.builders import only_child
from openmash.frontdoor.enquiries.commands import items
from openmash.frontdoor.enquiries.models import EvidenceItem, MashEnquiry
from openmash.frontdoor.enquiries.rules.items import Fact
from openmash.frontdoor.enquiries.tests.builders import an_enquiry, screened, with_family
from tests.fixtures import Enter

FELL = Fact(
    "Cut lip, “fell on the step”",
    category="injury",
    certainty="reported",
    tell_family="yes",
    dated_from=date(2026, 2, 12),
    agency="brackenford-health",
    source_system="emergency department",
)
MISSED = Fact("Eleven days away since September", "education", "fact", "no", dated_words="autumn")


def told(enter: Enter, *facts: Fact) -> tuple[MashEnquiry, Person]:
    """An enquiry about a known child, of whom these facts were told. Leaves Tom on stage."""
    contact = screened(enter)
    with_family(enter, contact)
    enquiry = an_enquiry(enter, contact)
    tom = enter("tom")
    for fact in facts:
        items.note_item(enquiry.scope.get(role="child"), fact, by=tom)
    person = only_child(contact).person
    assert person is not None
    return enquiry, person


def told_lines(enter: Enter, person: Person, who: str = "tom") -> list[Line]:
    lines = [entry.line for entry in entries_of(person, by=enter(who))]
    return [line for line in lines if line.kind.startswith("told_")]


def test_a_fact_stands_on_its_day_with_source_certainty_and_weight(enter: Enter) -> None:
    _, person = told(enter, FELL)
    (line,) = told_lines(enter, person)
    assert (line.day, line.kind, line.certainty) == (date(2026, 2, 12), "told_health", "reported")
    assert line.text == "Injury: Cut lip, “fell on the step”"
    assert line.source == "Brackenford Healthcare Trust, emergency department"
    assert line.significance == 2


def test_without_a_day_it_stands_where_it_was_told_in_the_words_of_its_source(
    enter: Enter,
) -> None:
    _, person = told(enter, MISSED)
    (line,) = told_lines(enter, person)
    assert line.text.startswith("School or nursery (autumn): Eleven days")
    assert (line.kind, line.day) == ("told_school", enter("tom").at.date())


def test_taken_back_it_is_gone(enter: Enter) -> None:
    _, person = told(enter, FELL)
    items.take_back(EvidenceItem.objects.get(), "It was her sister who fell", by=enter("tom"))
    assert told_lines(enter, person) == []


def test_only_those_who_may_read_answers_meet_it(enter: Enter) -> None:
    """Screening sees that agencies answered, not what (`roles.md` §3)."""
    _, person = told(enter, FELL, MISSED)
    assert len(told_lines(enter, person)) == 2
    assert told_lines(enter, person, "aisha") == []


@pytest.mark.parametrize(
    ("change", "hub", "partner", "family"),
    [
        ({}, True, True, True),
        ({"tell_family": "ask"}, True, True, False),
        ({"handling": ("H1", "H2")}, True, True, False),
        ({"handling": ("H3",)}, True, False, False),
        ({"handling": ("H4",)}, False, False, False),
    ],
)
def test_what_its_source_said_of_it_holds_on_every_print(
    enter: Enter, change: dict[str, object], hub: bool, partner: bool, family: bool
) -> None:
    _, person = told(enter, replace(FELL, **change))  # type: ignore[arg-type]  # as above
    (line,) = told_lines(enter, person)
    for profile, printed in (("hub", hub), ("partner", partner), ("family", family)):
        assert (redact(line, profile) is not None) is printed, profile


def test_a_parents_fact_stands_in_the_parents_life_alone(enter: Enter) -> None:
    enquiry, child = told(enter)
    kelly = enquiry.scope.get(person__display_name="Kelly Tarrant")
    items.note_item(kelly, FELL, by=enter("tom"))
    assert told_lines(enter, child) == []
    assert kelly.person is not None
    assert len(told_lines(enter, kelly.person)) == 1
