"""References survive being said, typed and mistyped."""

import random
from collections.abc import Iterator
from functools import partial
from string import ascii_uppercase, digits

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openmash.core.references import BODY, CHECKS, PRIME, check_reference, make_reference

few = settings(max_examples=60)
prefixes = st.text(ascii_uppercase, min_size=1, max_size=4)
references = st.builds(
    lambda prefix, seed, year: make_reference(prefix, random.Random(seed).randrange, year=year),
    prefixes,
    st.integers(),
    st.integers(2020, 2099),
)


def wrong_by_one(right: str) -> set[str]:
    alphabet = ascii_uppercase + digits
    places = [place for place, character in enumerate(right) if character != "-"]
    return {right[:p] + c + right[p + 1 :] for p in places for c in alphabet} - {right}


def swapped(right: str) -> set[str]:
    bare = right.replace("-", "")
    return {bare[:p] + bare[p + 1] + bare[p] + bare[p + 2 :] for p in range(len(bare) - 1)} - {bare}


@few
@given(references)
def test_one_wrong_character_or_two_swapped_are_always_noticed(reference: str) -> None:
    assert check_reference(reference) == reference
    assert not [wrong for wrong in wrong_by_one(reference) if check_reference(wrong)]
    assert not [wrong for wrong in swapped(reference) if check_reference(wrong)]


def test_every_digit_swapped_between_year_and_body_is_noticed() -> None:
    """The two parts count their digits differently, so their border is tried in full."""
    for year in range(100):
        for first in "23456789":
            places = iter([BODY.index(first), 5, 11, 2])
            right = make_reference("BR", partial(next_of, places), year=year)
            assert not [wrong for wrong in swapped(right) if check_reference(wrong)]


def next_of(places: Iterator[int], below: int) -> int:
    return next(places)


@pytest.mark.parametrize("typed", ["br-26-ZZZZ-4", "BR26zzzz4", " BR – 26 – ZZZZ – 4. "])
def test_small_letters_spaces_and_missing_dashes_do_not_matter(typed: str) -> None:
    right = make_reference("BR", lambda n: n - 1, year=2026)
    assert check_reference(typed.replace("4", right[-1])) == right


def test_a_reference_spells_no_word_and_misleads_no_eye() -> None:
    assert not set(BODY) & set("AEIOUY01LB")
    assert len(CHECKS) == len(set(CHECKS)) == PRIME


def test_a_prefix_is_one_to_four_capitals() -> None:
    for prefix in ("", "br", "ABCDE", "B1"):
        with pytest.raises(ValueError, match="capital"):
            make_reference(prefix, lambda n: 0, year=2026)


@few
@given(st.text())
def test_no_text_breaks_the_check(text: str) -> None:
    found = check_reference(text)
    assert found is None or check_reference(found) == found
