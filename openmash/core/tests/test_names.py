"""Finding and comparing names, whoever wrote them down (data dictionary §1.4)."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openmash.core.names import normalise, one_slip_apart, place_key, words_of
from openmash.core.phonetics import sound
from openmash.core.spellings import full_forms

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
    assert len(words_of(name)) <= 12
    assert place_key(name, "ZZ1 4MR") == place_key(name, "zz14mr")


@few
@given(st.text(st.characters()))
def test_what_is_plain_stays_plain(one: str) -> None:
    assert normalise(normalise(one)) == normalise(one)
