"""Telephone numbers as people type them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openmash.core.identifiers import Checked
from openmash.core.phones import check_phone, say_phone

few = settings(max_examples=60)
NUMBERS = [
    # typed                     kept                 said
    ("07700 900982", "+447700900982", "07700 900 982"),
    ("+44 (0)7700 900-982", "+447700900982", "07700 900 982"),
    ("0044 7700 900982", "+447700900982", "07700 900 982"),
    ("+4407700900982", "+447700900982", "07700 900 982"),
    ("(0121) 496 0123", "+441214960123", "0121 496 0123"),
    ("020 7946 0018", "+442079460018", "020 7946 0018"),
    ("01632 960001 ext 12", "+441632960001x12", "01632 960 001 ext 12"),
    ("01632 96000", "+44163296000", "01632 960 00"),
    ("0800 555 111", "+44800555111", "0800 555 111"),
    ("0300 123 1231", "+443001231231", "0300 123 1231"),
    ("+353 1 234 5678", "+35312345678", "+353 123 456 78"),
    ("00 48 22 123 45 67", "+48221234567", "+482 212 345 67"),
    ("\u202a+44 7700 900982\u202c", "+447700900982", "07700 900 982"),
]


@pytest.mark.parametrize(("typed", "kept", "said"), NUMBERS)
def test_numbers_are_kept_one_way_and_said_readably(typed: str, kept: str, said: str) -> None:
    assert check_phone(typed) == Checked(kept)
    assert say_phone(kept) == said
    assert check_phone(said) == Checked(kept)


@pytest.mark.parametrize(
    "typed", ["496012", "ask Nan", "07700 9009", "+44", "0777 or 0788", "+00000"]
)
def test_what_is_no_number_is_kept_with_a_warning(typed: str) -> None:
    answer = check_phone(typed)
    assert answer.value == typed
    assert "Enter a telephone number" in (answer.problem or "")
    assert say_phone(typed) == typed


@few
@given(st.text() | st.text("+0123456789 ()x-", max_size=24))
def test_no_text_breaks_the_check_and_what_is_kept_stays_the_same(text: str) -> None:
    answer = check_phone(text)
    assert answer.value is None or check_phone(say_phone(answer.value)).value == answer.value
