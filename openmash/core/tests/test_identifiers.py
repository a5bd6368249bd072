"""The vectors of the data dictionary, §1."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openmash.core.identifiers import (
    Checked,
    check_nhs_number,
    check_postcode,
    check_upn,
    format_nhs_number,
)

few = settings(max_examples=60)


@pytest.mark.parametrize(
    "number", ["9434765919", "9990000018", "9990000026", "9990123454", "9990000050"]
)
def test_a_right_nhs_number_passes_and_each_other_last_digit_does_not(number: str) -> None:
    assert check_nhs_number(number) == Checked(number)
    wrong = [number[:9] + str(digit) for digit in range(10) if str(digit) != number[9]]
    assert all(check_nhs_number(other).problem for other in wrong)
    assert [check_nhs_number(other).value for other in wrong] == wrong


def test_no_last_digit_rescues_a_number_whose_check_would_be_ten() -> None:
    assert all(check_nhs_number(f"999000000{digit}").problem for digit in range(10))


@pytest.mark.parametrize(
    "typed", ["999 000 0018", "999-000-0018", " 999\u00a0000\u200b0018 ", "９９９0000018"]
)
def test_nhs_numbers_are_read_as_people_paste_them(typed: str) -> None:
    assert check_nhs_number(typed) == Checked("9990000018")
    assert format_nhs_number("9990000018") == "999 000 0018"


@pytest.mark.parametrize("typed", ["999 000 001", "not known", "99900000180", "٩٩٩٠٠٠٠٠١٨"])
def test_what_is_no_nhs_number_is_kept_with_a_warning(typed: str) -> None:
    answer = check_nhs_number(typed)
    assert answer.value == typed
    assert "10 digits" in (answer.problem or "")
    assert format_nhs_number(typed) == typed


def test_ten_equal_digits_are_a_filler() -> None:
    assert check_nhs_number("0000000000").problem == "Ten equal digits are not anybody's NHS number"
    assert check_nhs_number("1111111111").problem


UPNS = [
    # typed            right?
    ("B801200005001", True),
    ("A801200005001", False),
    ("P207000016049", True),
    ("Q207000016049", False),  # the help page that counts wrongly
    ("B33512345001A", True),
    ("A335400119007", True),
]


@pytest.mark.parametrize(("typed", "right"), UPNS)
def test_pupil_numbers_are_checked_by_their_letter(typed: str, right: bool) -> None:
    answer = check_upn(f" {typed[:4].lower()} {typed[4:]} ")
    assert answer.value == typed
    assert (answer.problem is None) is right


def test_an_unknown_authority_in_a_pupil_number_is_a_warning() -> None:
    assert check_upn("B801200005001", authorities={"335"}).problem == (
        "801 is not a local authority we know. Check the UPN"
    )
    assert check_upn("B80120000500S").problem == "A UPN has 13 characters, like B801200005001"


POSTCODES = [
    ("ws11tp", "WS1 1TP"),
    ("EC1A 1BB", "EC1A 1BB"),
    ("w1a0ax", "W1A 0AX"),
    ("M1 1AE", "M1 1AE"),
    ("gir 0aa", "GIR 0AA"),
    ("zz993vz", "ZZ99 3VZ"),
]


@pytest.mark.parametrize(("typed", "kept"), POSTCODES)
def test_postcodes_take_their_usual_form(typed: str, kept: str) -> None:
    assert check_postcode(typed) == Checked(kept)


def test_what_is_no_postcode_is_kept_with_a_warning() -> None:
    for typed in ("WS1", "behind the Spar", "WS1 1CI"):
        assert check_postcode(typed) == Checked(typed, "A postcode looks like WS1 1TP")


CHECKS = [check_nhs_number, check_upn, check_postcode]


@few
@given(st.text() | st.text("0123456789ABCxyz -"), st.sampled_from(CHECKS))
def test_no_text_breaks_a_check_and_none_is_lost(text: str, check: object) -> None:
    answer = check(text)  # type: ignore[operator]
    assert answer.value or not answer.problem
    assert answer.value is None or check(answer.value).value == answer.value  # type: ignore[operator]


def test_nothing_typed_is_no_problem() -> None:
    assert all(check(" \u200b ") == Checked(None) for check in CHECKS)
