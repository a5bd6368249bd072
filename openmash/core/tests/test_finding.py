"""What a record is found by, and what a search box says."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openmash.core.facts import Facts, NameWords, Place
from openmash.core.finding import asked_keys, slips, stored_keys, swap
from openmash.core.looking import Asked, read_box, split_name

TODAY = date(2026, 11, 25)
few = settings(max_examples=60, deadline=None)
ONE_PERSON = [
    ("Amina Begum", "Begum, Amina"),
    ("Layla Al Masri", "leila almasri"),
    ("Wei Fang Chen", "Chen Weifang"),
    ("Siobhan O'Brien", "siobhan obrien"),
    ("Abdul Rahman Warsame", "Abdelrahman Warsame"),
    ("Bob Carter", "Robert Carter"),
    ("Mohd Iqbal", "Muhammad Iqbal"),
    ("Chloe Smith-Jones", "Chloe Jones"),
    ("Isla Tarrant", "Isal Tarrant"),
    ("Kowalska Anna", "Anna Kowalski"),
]


def named(full: str, **more: object) -> Facts:
    return Facts(names=(NameWords.of(*split_name(full)),), **more)  # type: ignore[arg-type]  # a test's own


@pytest.mark.parametrize(("stored", "asked"), ONE_PERSON)
def test_a_name_is_found_however_it_is_written(stored: str, asked: str) -> None:
    assert stored_keys(named(stored)) & asked_keys(named(asked)).keys()


def test_people_without_a_likeness_share_no_key() -> None:
    assert not stored_keys(named("Amina Begum")) & asked_keys(named("Tyler Wright")).keys()


@pytest.mark.parametrize("asked", [date(2019, 3, 14), date(2019, 3, 4), date(2020, 3, 14)])
def test_a_slipped_birth_date_still_finds_with_one_word_of_the_name(asked: date) -> None:
    stored = named("Isla Tarrant", birth_date=date(2019, 3, 14))
    other = named("Isla Somebody", birth_date=asked)
    assert stored_keys(stored) & asked_keys(other).keys()


def test_a_swapped_date_is_a_date_or_nothing() -> None:
    assert swap(date(2019, 3, 4)) == date(2019, 4, 3)
    assert swap(date(2019, 3, 14)) is None
    assert all(one != date(1, 1, 1) for one in slips(date(1, 1, 1)))


@few
@given(st.text(), st.text(), st.dates())
def test_nothing_typed_makes_endlessly_many_keys(one: str, two: str, born: date) -> None:
    place = (Place.of(one, two),)
    facts = Facts(names=(NameWords.of(one * 50, two * 50),), birth_date=born, places=place)
    assert len(stored_keys(facts)) < 600
    assert len(asked_keys(facts)) < 2500
    read_box(one + two, TODAY)


BOXES = [
    ("isla tarrant 14/3/19", Asked("isla", "tarrant", date(2019, 3, 14))),
    ("Tarrant, Isla", Asked("Isla", "Tarrant")),
    ("isla tarrant 7", Asked("isla", "tarrant", age=7)),
    ("Isla, aged 7", Asked("Isla", age=7)),
    ("14th March 2019 isla", Asked("isla", birth_date=date(2019, 3, 14))),
    ("2019-03-14", Asked(birth_date=date(2019, 3, 14))),
    ("999 104 7212", Asked(nhs_number="9991047212")),
    ("b801200005001", Asked(upn="B801200005001")),
    ("zz14mr", Asked(postcode="ZZ1 4MR")),
    ("14 Mill Row, ZZ1 4MR", Asked(address="14 Mill Row", postcode="ZZ1 4MR")),
    ("tarrant 14 ZZ1 4MR", Asked("tarrant", address="14", postcode="ZZ1 4MR")),
    ("07700 900982", Asked(phone="+447700900982")),
    ("7", Asked(age=7)),
    ("", Asked()),
]


@pytest.mark.parametrize(("typed", "asked"), BOXES)
def test_one_box_is_taken_apart(typed: str, asked: Asked) -> None:
    assert read_box(typed, TODAY) == asked


def test_an_age_alone_is_not_enough_and_an_impossible_date_is_said() -> None:
    assert not read_box("7", TODAY).enough
    assert read_box("isla 7", TODAY).enough
    assert read_box("isla 32/13/2019", TODAY).problems
    assert read_box("01/01/0001", TODAY).birth_date in {date(1, 1, 1), None}


@pytest.mark.parametrize(
    "typed", ["x" * 5000, "\u0301" * 5000, "' OR 1=1 --", "<b>Isla</b>", "0001-01-01"]
)
def test_odd_boxes_are_taken_calmly(typed: str) -> None:
    asked_keys(read_box(typed, TODAY).facts(TODAY))
