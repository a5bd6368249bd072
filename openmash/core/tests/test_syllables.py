"""Chinese names, however their syllables are joined and spelt."""

from __future__ import annotations

import pytest

from openmash.core.syllables import syllables


@pytest.mark.parametrize(
    ("word", "same"),
    [
        ("weifang", "waifong"),
        ("xiaoyan", "siuyin"),
        ("yiman", "yimin"),
        ("yukkwong", "yukguang"),
        ("luo", "law"),
    ],
)
def test_one_name_in_mandarin_and_in_cantonese(word: str, same: str) -> None:
    assert syllables(word) == syllables(same) != ()


def test_a_word_is_cut_where_a_syllable_begins_with_a_consonant() -> None:
    assert len(syllables("yiman")) == 2
    assert syllables("yiman")[0] == syllables("yi")[0]


@pytest.mark.parametrize("word", ["emily", "patrick", "hannah", "smith", "", "kowalska"])
def test_other_words_have_no_syllables_of_chinese(word: str) -> None:
    assert syllables(word) == ()
