"""The chronology: what is in it, for whom, and what is written into it by hand (L42, data.md §4)."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import date, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from openmash.core.refusals import MovedMeanwhile, NotAllowed, NotReady
from openmash.foundation.access.models import ReadLog
from openmash.foundation.people.chronology.composing import compose, household
from openmash.foundation.people.chronology.searching import FOUND, Asked, search
from openmash.foundation.people.commands import (
    NewNote,
    add_address,
    add_flag,
    add_note,
    correct_note,
    end_involvement,
    mark_note_in_error,
)
from openmash.foundation.people.models import ChronologyNote, Person
from openmash.foundation.people.tests.lives import a_child, a_note, entries_of, texts_of, works_with
from tests.fixtures import Enter

HOME = ("14 Mill Row, Brackenford", "ZZ1 4MR")


def test_a_life_is_read_from_the_records_themselves_with_source_and_certainty(enter: Enter) -> None:
    by = enter("tom")
    isla = a_child(by)
    add_address(isla, *HOME, source="school", by=by, starts_on=date(2022, 5, 1))
    nurse = works_with(isla, by)
    end_involvement(nurse, on=date(2026, 1, 31), by=by)
    add_flag(isla, "child_in_need", source="the plan", by=by, starts_on=date(2025, 10, 1))
    a_note(isla, by)
    assert texts_of(isla, by=by) == [
        "Born",
        "Moved to 14 Mill Row, Brackenford, ZZ1 4MR",
        "School nursing, Brackenford Healthcare Trust began to work with them",
        "Child in need or family help plan: begun",
        "School nursing, Brackenford Healthcare Trust ceased to work with them",
        "Cut lip, said she fell",
    ]
    note = entries_of(isla, by=by)[-1].line
    assert (note.source, note.certainty) == ("Emergency department", "reported")


def test_what_stands_on_a_joined_record_belongs_to_the_human_being_once(enter: Enter) -> None:
    by = enter("tom")
    isla, other = a_child(by), a_child(by, "Eilidh", "Tarrent")
    works_with(isla, by)
    works_with(other, by)
    a_note(other, by)
    Person.objects.filter(pk=other.pk).update(root=isla)
    assert texts_of(isla, by=by) == [
        "Born",
        "School nursing, Brackenford Healthcare Trust began to work with them",
        "Cut lip, said she fell",
    ]


def test_a_household_reads_as_one_and_says_whose_each_line_is(enter: Enter) -> None:
    by = enter("tom")
    isla, noah, before = a_child(by), a_child(by, "Noah"), a_child(by, "Una", "Earlier")
    add_address(isla, *HOME, source="school", by=by, starts_on=date(2022, 5, 1))
    add_address(noah, "14 mill row", "zz14mr", source="GP", by=by)
    gone = add_address(before, *HOME, source="GP", by=by, starts_on=date(2015, 1, 1))
    type(gone).objects.filter(pk=gone.pk).update(ends_on=date(2020, 1, 1))
    assert household(isla, by=by) == [isla.pk, noah.pk]
    for child in (isla, noah):
        works_with(child, by)
    together = [e for e in entries_of(isla, noah, by=by) if e.line.kind == "involvement"]
    assert [set(e.people) for e in together] == [{isla.pk, noah.pk}]


def test_a_protected_address_is_only_said_to_be_one_and_makes_no_household(enter: Enter) -> None:
    tom = enter("tom")
    isla, noah = a_child(tom), a_child(tom, "Noah")
    day = date(2026, 3, 1)
    add_address(isla, *HOME, source="refuge", by=tom, confidential=True, starts_on=day)
    add_address(noah, *HOME, source="GP", by=tom)
    a_note(isla, tom, "Seen at 14, Mill Row with her bag; letters to ZZ14MR")
    assert "Moved to a protected address" in texts_of(isla, by=tom)
    assert household(isla, by=tom) == [isla.pk, noah.pk]
    aisha = enter("aisha")
    said = " ".join(texts_of(isla, by=aisha))
    assert "Mill Row" not in said
    assert "ZZ14MR" not in said
    assert "[protected address]" in said
    assert household(isla, by=aisha) == [isla.pk]


def test_a_restricted_or_foreign_persons_lines_are_nowhere_and_in_no_count(enter: Enter) -> None:
    by = enter("tom")
    isla, noah = a_child(by), a_child(by, "Noah")
    for child in (isla, noah):
        add_address(child, *HOME, source="school", by=by)
    a_note(noah, by, "Nobody may read this")
    Person.objects.filter(pk=noah.pk).update(readers=[by.user])
    aisha = enter("aisha")
    assert household(isla, by=aisha) == [isla.pk]
    assert compose([isla.pk, noah.pk], by=aisha).names == {isla.pk: "Isla Tarrant"}
    assert texts_of(isla, noah, by=aisha) == ["Born"]
    assert texts_of(isla, by=enter("mari")) == []


def test_the_steward_keeps_the_register_and_writes_no_chronology(enter: Enter) -> None:
    isla = a_child(enter("tom"))
    for key in ("hal", "dev", "ruth", "sam"):
        with pytest.raises(NotAllowed):
            a_note(isla, enter(key))
    a_note(isla, enter("ravi"), "Rung at night: Kelly afraid")
    assert ChronologyNote.objects.count() == 1
    enter("hal")
    assert ChronologyNote.objects.count() == 0, "the database keeps it from the steward, too"


def test_pressing_twice_writes_one_line_and_a_line_cannot_be_in_the_future(enter: Enter) -> None:
    by, key = enter("tom"), uuid.uuid4()
    isla = a_child(by)
    new = NewNote("Fell in the yard", "education", date(2026, 11, 20), "Ruth Hart")
    assert add_note(isla, new, key=key, by=by) == add_note(isla, new, key=key, by=by)
    assert ChronologyNote.objects.count() == 1
    tomorrow = by.at.date() + timedelta(days=1)
    with pytest.raises(NotReady) as refusal:
        add_note(isla, replace(new, text=" ", happened_on=tomorrow), key=uuid.uuid4(), by=by)
    assert len(refusal.value.reasons) == 2


def test_a_correction_takes_the_place_and_the_original_stays(enter: Enter) -> None:
    by, key = enter("tom"), uuid.uuid4()
    isla = a_child(by)
    note = a_note(isla, by)
    right = NewNote("Cut lip, said that Craig was there", "health", date(2026, 2, 12), "ED letter")
    once = correct_note(note, right, key=key, by=by)
    assert correct_note(note, right, key=key, by=by) == once
    assert texts_of(isla, by=by)[1:] == ["Cut lip, said that Craig was there"]
    note.refresh_from_db()
    assert note.text == "Cut lip, said she fell"
    with pytest.raises(MovedMeanwhile):
        correct_note(note, right, key=uuid.uuid4(), by=enter("priya"))
    with pytest.raises(MovedMeanwhile):
        mark_note_in_error(note, "Written for the wrong child", by=by)


def test_what_was_entered_in_error_leaves_with_a_reason_and_stays_readable(enter: Enter) -> None:
    by = enter("tom")
    isla = a_child(by)
    note = a_note(isla, by)
    with pytest.raises(NotReady):
        mark_note_in_error(note, "wrong", by=by)
    mark_note_in_error(note, "Written for the wrong child", by=by)
    assert texts_of(isla, by=by) == ["Born"]
    assert ChronologyNote.objects.get(pk=note.pk).in_error_by == "Tom Ashdown"
    with pytest.raises(MovedMeanwhile):
        mark_note_in_error(note, "Written for the wrong child", by=enter("priya"))


def test_a_search_finds_other_forms_of_a_word_marks_them_and_is_logged(enter: Enter) -> None:
    by = enter("tom")
    isla = a_child(by)
    a_note(isla, by, "Two bruises on her arm")
    a_note(isla, by, "Sang in the choir")
    chronology = compose([isla.pk], by=by)
    hits = search(chronology, isla, Asked("bruised", "screening"), by=by)
    assert [hit.text for hit in hits.values()] == [f"Two {FOUND}bruises\x03 on her arm"]
    line = ReadLog.objects.get(action="search")
    assert line.facts == {"words": "bruised", "reason": "screening", "in": "chronology"}
    assert line.subject == isla.subject


@pytest.mark.parametrize(
    "words", ["'); DROP TABLE people_person; --", "<b>& | ! :* ((", "x" * 1900, "“ü”"]
)
def test_odd_words_find_nothing_and_break_nothing(enter: Enter, words: str) -> None:
    by = enter("tom")
    isla = a_child(by)
    assert search(compose([isla.pk], by=by), isla, Asked(words, "screening"), by=by) == {}


def test_a_search_needs_words_that_say_something_and_a_reason(enter: Enter) -> None:
    by = enter("tom")
    isla = a_child(by)
    chronology = compose([isla.pk], by=by)
    for asked in (Asked("", "screening"), Asked("lip", "nosy"), Asked("lip", "other", "because")):
        with pytest.raises(NotReady):
            search(chronology, isla, asked, by=by)
    for words in ("the and", "x" * 5000):
        with pytest.raises(NotReady, match="no word in this"):
            search(chronology, isla, Asked(words, "screening"), by=by)


def test_two_thousand_lines_take_as_many_queries_as_two(
    enter: Enter, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    by = enter("tom")
    isla = a_child(by)
    first = a_note(isla, by)
    fields = [f.attname for f in ChronologyNote._meta.concrete_fields if not f.primary_key]
    columns = {name: getattr(first, name) for name in fields}
    ChronologyNote.objects.bulk_create(ChronologyNote(**columns) for _ in range(2000))
    with django_assert_max_num_queries(14):
        assert len(compose([isla.pk], by=by).entries) == 2002
