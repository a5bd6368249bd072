"""One fact about one person: what it needs, and that it is taken back rather than changed (P3, P6)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from openmash.core.refusals import NotAllowed, NotReady
from openmash.foundation.ledger.models import Event
from openmash.frontdoor.enquiries.commands import items as do
from openmash.frontdoor.enquiries.models import EvidenceItem, ScopePerson
from openmash.frontdoor.enquiries.rules.items import Fact, why_not_noted
from openmash.frontdoor.enquiries.tests.builders import an_enquiry
from tests.fixtures import Enter

TODAY = date(2026, 11, 26)
NOTE = Fact(
    "Rang the crisis line twice: “I cannot see January”",
    category="mental_health",
    certainty="fact",
    tell_family="no",
    dated_from=date(2026, 11, 23),
    agency="brackenford-health",
)


@pytest.fixture
def child(enter: Enter) -> ScopePerson:
    """A child of an open enquiry. Leaves Tom on stage."""
    enquiry = an_enquiry(enter)
    enter("tom")
    return enquiry.scope.get(role="child")


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"text": "  "}, "Write down the fact"),
        ({"text": "x" * 2001}, "2,001 characters"),
        ({"category": "risk"}, "what the fact is about"),
        ({"certainty": ""}, "fact, reported"),
        ({"tell_family": "perhaps"}, "family may be told"),
        ({"handling": ("H9",)}, "handling"),
        ({"dated_from": None}, "Say when it was"),
        ({"dated_from": date(2026, 11, 27)}, "still to come"),
        ({"dated_from": None, "dated_words": "spring", "dated_to": TODAY}, "when it began"),
        ({"dated_to": date(2026, 11, 1)}, "ends before it begins"),
    ],
)
def test_a_fact_says_what_when_how_sure_and_who_is_told(
    change: dict[str, Any], reason: str
) -> None:
    assert list(why_not_noted(NOTE, TODAY)) == []
    (said,) = why_not_noted(replace(NOTE, **change), TODAY)
    assert reason in said


def test_every_reason_is_given_at_once() -> None:
    assert len(list(why_not_noted(Fact("", "", "", ""), TODAY))) == 5


def test_a_fact_is_kept_with_its_source_and_who_wrote_it_down(
    enter: Enter, child: ScopePerson
) -> None:
    item = do.note_item(child, NOTE, by=enter("tom"))
    item.refresh_from_db()
    assert (item.text, item.agency_id, item.is_health) == (NOTE.text, "brackenford-health", True)
    assert (item.noted_by, item.noted_by_role, item.handling) == ("Tom Ashdown", "MASH_SW", ["H1"])


def test_the_ledger_learns_the_kind_and_never_the_fact(enter: Enter, child: ScopePerson) -> None:
    item = do.note_item(child, NOTE, by=enter("tom"))
    event = Event.objects.get(name="item.noted")
    assert event.facts == {"item": str(item.pk), "category": "mental_health"}


@pytest.mark.parametrize("who", ["ruth", "aisha"])
def test_only_those_who_run_the_checks_write_facts_down(
    enter: Enter, child: ScopePerson, who: str
) -> None:
    with pytest.raises(NotAllowed):
        do.note_item(child, NOTE, by=enter(who))


def test_an_agency_elsewhere_is_no_source_here(enter: Enter, child: ScopePerson) -> None:
    with pytest.raises(NotReady, match="no such agency"):
        do.note_item(child, replace(NOTE, agency="oakmere-primary"), by=enter("tom"))


def test_a_fact_is_taken_back_once_with_a_reason_and_stays_readable(
    enter: Enter, child: ScopePerson
) -> None:
    item = do.note_item(child, NOTE, by=enter("tom"))
    with pytest.raises(NotReady):
        do.take_back(item, "", by=enter("tom"))
    do.take_back(item, "It was said of her sister", by=enter("tom"))
    with pytest.raises(NotReady, match="already"):
        do.take_back(item, "It was said of her sister", by=enter("tom"))
    item.refresh_from_db()
    assert item.text == NOTE.text
    assert item.taken_back_because == "It was said of her sister"


def test_the_database_keeps_what_a_fact_said(enter: Enter, child: ScopePerson) -> None:
    """Other words, another person, another source: none by any command, nor around them."""
    item = do.note_item(child, NOTE, by=enter("tom"))
    for column, value in (("text", "Nothing"), ("category", "other"), ("certainty", "opinion")):
        with pytest.raises(IntegrityError, match="stays as it was written"), transaction.atomic():
            EvidenceItem.objects.filter(pk=item.pk).update(**{column: value})


def test_a_fact_taken_back_is_not_brought_back(enter: Enter, child: ScopePerson) -> None:
    item = do.note_item(child, NOTE, by=enter("tom"))
    do.take_back(item, "It was said of her sister", by=enter("tom"))
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE enquiries_evidenceitem SET taken_back_at = NULL, taken_back_by = '',"
            " taken_back_because = '' WHERE id = %s",
            [item.pk],
        )


def test_pressed_twice_it_is_one_fact_and_other_words_are_another(
    enter: Enter, child: ScopePerson
) -> None:
    tom = enter("tom")
    one = do.note_item(child, NOTE, by=tom)
    assert do.note_item(child, NOTE, by=tom) == one
    do.note_item(child, replace(NOTE, certainty="reported"), by=tom)
    do.note_item(child, replace(NOTE, handling=("H1", "H4")), by=tom)  # to be held otherwise
    do.note_item(child, NOTE, by=enter("priya"))  # somebody else heard it too
    assert EvidenceItem.objects.count() == 4
    do.take_back(one, "It was said of her sister", by=enter("tom"))
    assert do.note_item(child, NOTE, by=enter("tom")) != one
