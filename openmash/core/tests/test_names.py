"""Finding and comparing names, whoever wrote them down (data dictionary §1.4)."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openmash.core.names import (
    NameFacts,
    normalise,
    one_slip_apart,
    search_keys,
    similarity_reasons,
)
from openmash.core.phonetics import full_forms, sound

few = settings(max_examples=60)
ODD = ["", "   ", "\u0301\u0302\u0303", "'", "-", "\u202b\u200f", "👩\u200d👧", "\x00", "ﬁ", "İI"]
LONG = [
    "x" * 5000,
    "Ann " * 1250,
    "\u0301" * 5000,
    "ﷺ" * 5000,
    "محمد " * 1000,
    "y" * 2499 + " " * 2501,
]


@pytest.mark.parametrize(
    ("given_name", "plain"),
    [
        ("Zoë O’Brien-Łukasz", "zoe obrien lukasz"),
        ("GROSS Straße Ærø", "gross strasse aero"),
        ("Zoe\u0308", "zoe"),
        ("أحمد", "احمد"),
        ("\u202bمُحَمَّد\u202c", "محمد"),
        ("कुमार", "कुमार"),
        ("Nguyễn Thị", "nguyen thi"),
    ],
)
def test_names_are_compared_without_accents_marks_and_capitals(given_name: str, plain: str) -> None:
    assert normalise(given_name) == plain


ONE_SOUND = [
    "Hussein Husain Hussain Hossain",
    "Mohammed Muhammad Mohamed Mohammad Muhammed",
    "Stephen Steven",
    "Yusuf Youssef Yousaf Joseph",
    "Choudhury Chowdhury Chaudhry",
    "Aisha Ayesha Aysha",
    "Fatima Fatimah Fatema",
    "Omar Umar",
    "Ibrahim Ebrahim",
    "Catherine Kathryn Katherine",
    "Geoffrey Jeffrey",
    "Shaun Sean Shawn",
    "Schmidt Smith Smyth",
    "MacDonald McDonald",
    "Thomson Thompson",
    "Michael Mikael",
    "Chloe Khloe",
    "Siddiqui Siddique",
    "Knight Night",
    "Leigh Lee Li",
    "Zainab Zaynab",
    "Yasmin Jasmine",
]


@pytest.mark.parametrize("spellings", ONE_SOUND)
def test_spellings_of_one_name_sound_the_same(spellings: str) -> None:
    assert len({sound(word) for word in spellings.casefold().split()}) == 1


def test_different_names_sound_different() -> None:
    names = "smith jones taylor brown williams wilson johnson davies patel khan begum nowak kaur"
    assert len({sound(name) for name in names.split()}) == len(names.split())


FOUND = [
    ("Amina Begum", "Begum, Amina"),
    ("Layla Al Masri", "leila almasri"),
    ("Layla Al-Masri", "LAYLA EL MASRI"),
    ("Wei Fang Chen", "Chen Weifang"),
    ("Siobhan O'Brien", "siobhan obrien"),
    ("Siobhan O Brien", "Siobhán O’Brien"),
    ("Abdul Rahman Warsame", "Abdelrahman Warsame"),
    ("Bob Carter", "Robert Carter"),
    ("Mohd Iqbal", "Muhammad Iqbal"),
    ("Chloe Smith-Jones", "Chloe Jones"),
]


@pytest.mark.parametrize(("one", "two"), FOUND)
def test_a_name_is_found_by_each_of_its_parts_however_written(one: str, two: str) -> None:
    shared = search_keys(one) & search_keys(two)
    assert len({key for key in shared if key.startswith("s:")}) >= 2


def test_people_without_a_likeness_share_no_key() -> None:
    assert not search_keys("Amina Begum") & search_keys("Tyler Wright")
    assert not search_keys("Ali de Souza") & search_keys("Maria de Witt")


JAYDEN = NameFacts("Jayden", "Carter", birth_date=date(2019, 3, 4), sex="M")
LIKENESS = [
    # what the second record says instead              for                               against
    ({}, {"same surname", "same first name", "same date of birth"}, set()),
    ({"family": "Karter"}, {"same surname by sound"}, set()),
    ({"family": "Carter-Lowe"}, {"part of the surname is the same"}, set()),
    ({"family": "Catrer"}, {"surnames one letter apart"}, set()),
    ({"family": "Nowak"}, {"same first name"}, {"different surnames"}),
    ({"given": "Carter", "family": "Jayden"}, {"first name and surname swapped"}, set()),
    ({"given": "J"}, {"same first letter of the first name"}, set()),
    ({"given": "Jaiden"}, {"same first name by sound"}, set()),
    ({"given": "Kyle"}, {"same surname"}, {"different first names", "may be twins"}),
    ({"given": ""}, {"same surname"}, set()),
    ({"birth_date": date(2019, 4, 3)}, {"day and month swapped"}, set()),
    ({"birth_date": date(2018, 3, 4)}, {"dates of birth one year apart"}, set()),
    ({"birth_date": date(2019, 3, 14)}, {"dates of birth one digit apart"}, set()),
    ({"birth_date": date(2011, 7, 30)}, {"same surname"}, {"different dates of birth"}),
    ({"birth_date": None}, {"same surname"}, set()),
    ({"sex": "F"}, {"same surname"}, {"different sex recorded"}),
]


@pytest.mark.parametrize(("said", "speaks_for", "against"), LIKENESS)
def test_likeness_is_explained_in_words(
    said: dict[str, object], speaks_for: set[str], against: set[str]
) -> None:
    other = replace(JAYDEN, **said)  # type: ignore[arg-type]
    found_for, found_against = similarity_reasons(JAYDEN, other)
    assert speaks_for <= set(found_for)
    assert set(found_against) == against


def test_first_names_may_be_swapped_shortened_or_shared() -> None:
    assert first_names("Ali Mohammed", "Mohammed Ali") == ["first names swapped"]
    assert first_names("Elizabeth", "Liz") == ["one first name is short for the other"]
    assert first_names("Bob", "Rob") == ["one first name is short for the other"]
    assert first_names("Jayden Lee", "Jayden Tyrone") == ["same first name"]
    assert first_names("Lee Jayden", "Tyrone Jayden") == ["share one of the first names"]


def test_short_names_that_merely_sound_alike_are_different() -> None:
    assert first_names("Amy", "Emma") == []
    assert first_names("Lee", "Leigh") == ["same first name by sound"]


def first_names(one: str, two: str) -> list[str]:
    return similarity_reasons(NameFacts(given=one), NameFacts(given=two))[0]


def test_a_house_is_the_same_by_its_number_or_by_its_door_in_the_postcode() -> None:
    home = NameFacts(address="12A High Street", postcode="WS1 1TP", uprn="10090012345")
    assert similarity_reasons(home, NameFacts(uprn="10090012345"))[0] == ["same house"]
    assert similarity_reasons(home, replace(home, uprn="", address="12a, High St"))[0] == [
        "same house"
    ]
    assert similarity_reasons(home, replace(home, uprn="", address="14 High St"))[0] == [
        "same postcode"
    ]
    assert similarity_reasons(NameFacts(), NameFacts()) == ([], [])


def test_another_name_and_a_shared_telephone_speak_for_one_person() -> None:
    before = NameFacts("Sara", "Nowak", phones=frozenset({"+447700900982"}))
    after = replace(before, family="Khan", other_names=("Nowak, Sara",))
    speaks_for, against = similarity_reasons(before, after)
    assert {"known by that name", "same telephone number"} <= set(speaks_for)
    assert against == ["different surnames"]


@pytest.mark.parametrize(
    ("one", "two", "apart"),
    [
        *(("carter", "catrer", True), ("carter", "carer", True), ("carter", "cartera", True)),
        *(("carter", "barter", True), ("carter", "carter", False), ("carter", "catrre", False)),
        *(("khan", "kahn", True), ("lee", "leo", False), ("abcd", "bacd", True)),
    ],
)
def test_a_slip_is_one_letter_or_two_neighbours(one: str, two: str, apart: bool) -> None:
    assert one_slip_apart(one, two) is one_slip_apart(two, one) is apart


def test_a_short_form_may_stand_for_several_names() -> None:
    assert full_forms("alex") == {"alex", "alexander", "alexandra"}
    assert full_forms("nobody") == {"nobody"}


@pytest.mark.parametrize("name", [*ODD, *LONG])
def test_odd_and_endless_names_are_taken_calmly(name: str) -> None:
    assert len(search_keys(name)) <= 100
    assert all(len(key) <= 100 for key in search_keys(name))
    similarity_reasons(NameFacts(name, name, (name,)), NameFacts("Amina", name, (name,)))


@few
@given(st.text(st.characters()), st.text(st.characters()))
def test_no_name_breaks_the_comparison_and_both_ways_agree(one: str, two: str) -> None:
    first, second = NameFacts(one, two, address=two), NameFacts(two, one, (one,), address=one)
    assert similarity_reasons(first, second) == similarity_reasons(second, first)
    assert search_keys(f"{one} {two}") or not normalise(f"{one} {two}")
    assert normalise(normalise(one)) == normalise(one)
