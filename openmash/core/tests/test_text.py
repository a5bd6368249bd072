"""Words are kept; only what cannot be shown or stored goes."""

import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from openmash.core.text import clean, shorten

few = settings(max_examples=60)
any_text = st.text(st.characters())


def test_control_characters_go_and_the_words_stay() -> None:
    assert clean("She said\x00 \x07“I’m scared”\r\nand left\rthen\tcame back\x0bagain") == (
        "She said “I’m scared”\nand left\nthen\tcame back\nagain"
    )


def test_direction_marks_joiners_and_odd_spaces_stay() -> None:
    words = "\u202bقالت\u202c \u200f👩\u200d👧 a\u0301\u00a0b\u200bc\ufeff"
    assert clean(words) == words


def test_half_characters_are_marked_so_that_the_words_can_be_stored() -> None:
    assert clean("a\ud83db").encode() == "a\ufffdb".encode()


@few
@given(any_text)
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert not [c for c in once if unicodedata.category(c) == "Cc" and c not in "\n\t"]


def test_long_words_are_cut_between_words_where_there_is_room() -> None:
    assert shorten("Mum shouted and then left", 14) == "Mum shouted…"
    assert shorten("Mum shouted", 11) == "Mum shouted"
    assert shorten("Donaudampfschifffahrt", 6) == "Donau…"
    assert shorten("line\none  two", 40) == "line one two"
    assert shorten("aaaae\u0301e\u0301e\u0301", 6) == "aaaa…"


@few
@given(any_text, st.integers(0, 60))
def test_shortened_text_fits(text: str, length: int) -> None:
    assert len(shorten(text, length)) <= length


def test_very_long_text_is_shortened_quickly() -> None:
    assert len(shorten("word " * 1_000_000, 80)) <= 80
