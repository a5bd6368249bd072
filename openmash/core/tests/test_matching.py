"""Named evidence, its weight, and the word it comes to (data dictionary §1.4)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openmash.core.facts import Facts, NameWords, Place
from openmash.core.matching import THRESHOLDS, Likelihood, Match, compare

few = settings(max_examples=60, deadline=None)


def known(given_: str = "", family: str = "", born: date | None = None, **more: object) -> Facts:
    return Facts(names=(NameWords.of(given_, family),), birth_date=born, **more)  # type: ignore[arg-type]  # a test's own


BORN = date(2019, 3, 4)
HOME = (Place.of("12A High Street", "ZZ1 1TP"),)
JAYDEN = known("Jayden", "Carter", BORN, sex="M", places=HOME)
LIKENESS = [
    # what the second record says instead     for                                 against
    (known("Jayden", "Carter", BORN), {"same surname", "same first name", "same date of birth"}, set()),
    (known("Jayden", "Karter"), {"same surname by sound"}, set()),
    (known("Jayden", "Carter-Lowe"), {"part of the surname is the same"}, set()),
    (known("Jayden", "Carterson"), {"surnames spelt nearly alike"}, set()),
    (known("Jayden", "Nowak"), {"same first name"}, {"different surnames"}),
    (known("Carter", "Jayden"), {"first name and surname swapped"}, set()),
    (known("J", "Carter"), {"same first letter of the first name"}, set()),
    (known("Jaiden", "Carter"), {"same first name by sound"}, set()),
    (known("Kyle", "Carter", BORN), {"same surname"}, {"different first names", "may be twins"}),
    (known("", "Carter"), {"same surname"}, set()),
    (known("Jayden", "Carter", date(2019, 4, 3)), {"day and month swapped"}, set()),
    (known("Jayden", "Carter", date(2018, 3, 4)), {"dates of birth one year apart"}, set()),
    (known("Jayden", "Carter", date(2019, 3, 14)), {"dates of birth one digit apart"}, set()),
    (known("Jayden", "Carter", date(2019, 1, 1)), {"same year of birth, day not known"}, set()),
    (known("Jayden", "Carter", date(2011, 7, 30)), {"same surname"}, {"different dates of birth"}),
    (known("Jayden", "Carter", sex="F"), {"same surname"}, {"different sex recorded"}),
    (known("Jayden", "Carter", places=HOME), {"same house"}, set()),
    (known("Jayden", "Carter", places=(Place.of("14 High St", "ZZ1 1TP"),)), {"same postcode"}, set()),
]  # fmt: skip


@pytest.mark.parametrize(("other", "speaks_for", "against"), LIKENESS)
def test_likeness_is_explained_in_words(
    other: Facts, speaks_for: set[str], against: set[str]
) -> None:
    match = compare(JAYDEN, other)
    assert speaks_for <= set(match.speaks_for)
    assert set(match.against) == against
    assert compare(other, JAYDEN).bits == pytest.approx(match.bits)


ONE_NAME = [
    ("Ali Mohammed", "Khan", "Mohammed Ali", "Khan"),
    ("Elizabeth", "Ward", "Liz", "Ward"),
    ("Aoife", "O'Brien", "Eefa", "OBrien"),
    ("Katarzyna", "Wiśniewska", "Kasia", "Wisniewski"),
    ("Ștefan", "Popescu", "Stefan", "Popesku"),
    ("Wei Ming", "Zhang", "Cheung", "Weiming"),
    ("Oluwaseun", "Adeyemi", "Seun", "Adeyemi"),
    ("Layla", "Al Masri", "Leila", "Almasri"),
    ("Gurpreet", "Singh Dhillon", "Gurprit", "Singh"),
    ("Muhammad Bilal", "Hussain", "Bilal", "Hussein"),
    ("Patrick", "McDonagh", "Paddy", "MacDonagh"),
    ("Denisa", "Horváthová", "Denisa", "Horvath"),
]


@pytest.mark.parametrize(("given_", "family", "other_given", "other_family"), ONE_NAME)
def test_one_name_of_many_cultures_is_one_name(
    given_: str, family: str, other_given: str, other_family: str
) -> None:
    match = compare(known(given_, family, BORN), known(other_given, other_family, BORN))
    assert match.word != Likelihood.UNLIKELY


def test_twins_and_cousins_called_the_same_in_one_house_are_not_one_person() -> None:
    twin = replace(JAYDEN, names=(NameWords.of("Kyle", "Carter"),))
    assert compare(JAYDEN, twin).word == Likelihood.UNLIKELY
    cousin = replace(JAYDEN, birth_date=date(2017, 10, 21))
    assert compare(JAYDEN, cousin).word == Likelihood.UNLIKELY
    brother = replace(twin, birth_date=date(2016, 1, 2))
    assert compare(JAYDEN, brother).probability < 0.01


def test_postcode_house_and_surname_are_one_comparison() -> None:
    """Nothing but a family's own facts never makes two of its members one."""
    family = Facts(names=(NameWords.of("", "Carter"),), places=HOME)
    assert compare(JAYDEN, family).word == Likelihood.UNLIKELY


def test_numbers_agree_differ_or_are_a_digit_apart() -> None:
    one = Facts(numbers=frozenset({"nhs_number:9991047212", "upn:B801200005001"}))
    assert compare(one, one).speaks_for == ("same NHS number", "same pupil number")
    near = Facts(numbers=frozenset({"nhs_number:9991047221"}))
    assert compare(one, near).speaks_for == ("NHS numbers one digit apart",)
    other = Facts(numbers=frozenset({"nhs_number:9990000018"}))
    assert compare(one, other).against == ("different NHS number",)


def test_another_name_a_telephone_an_age_and_a_due_date_are_weighed() -> None:
    sara = Facts(
        names=(NameWords.of("Sara", "Nowak"), NameWords.of("Sara", "Khan")),
        birth_date=BORN,
        phones=frozenset({"+447700900982"}),
    )
    asked = Facts(
        names=(NameWords.of("Sara", "Khan"),),
        born_between=(date(2018, 1, 1), date(2020, 12, 31)),
        phones=frozenset({"+447700900982"}),
    )
    told = compare(asked, sara).speaks_for
    assert {"age fits", "known by that name", "same telephone number"} <= set(told)
    unborn = Facts(due_date=date(2026, 12, 1))
    assert compare(unborn, Facts(due_date=date(2026, 12, 15))).speaks_for == ("same due date",)
    assert compare(unborn, Facts(due_date=date(2027, 3, 1))).against == ("different due dates",)
    grown = replace(asked, born_between=(date(2001, 1, 1), date(2002, 12, 31)))
    assert "another age" in compare(grown, sara).against


def test_every_probability_has_a_word_and_the_words_stand_in_order() -> None:
    assert list(THRESHOLDS) == list(Likelihood)
    assert list(THRESHOLDS.values()) == sorted(THRESHOLDS.values(), reverse=True)
    assert Match(()).word == Likelihood.UNLIKELY


@few
@given(st.text(), st.text(), st.dates(), st.dates())
def test_no_record_breaks_the_comparison_and_both_ways_agree(
    one: str, two: str, born: date, other: date
) -> None:
    first = known(one, two, born, places=(Place.of(two, one),))
    second = known(two, one, other, places=(Place.of(one, two),))
    assert compare(first, second).bits == pytest.approx(compare(second, first).bits)
