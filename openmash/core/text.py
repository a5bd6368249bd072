"""Words as people wrote them."""

from __future__ import annotations

import re
import unicodedata

_LINE_ENDS = re.compile("\r\n|[\r\v\f\x85]")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f]")
_HALF_CHARACTERS = re.compile("[\ud800-\udfff]")


def clean(text: str) -> str:
    """The same words with one kind of line end and without control characters (e-MARF §8).

    Tabs, direction marks and joiners stay: they belong to the words, and the words may be
    evidence. Half characters, which no database can hold, become a replacement mark.
    """
    return _HALF_CHARACTERS.sub("\ufffd", _CONTROLS.sub("", _LINE_ENDS.sub("\n", text)))


def shorten(text: str, length: int) -> str:
    """At most that many characters on one line, cut between words where there is room."""
    words = " ".join(text[: length * 4 + 200].split())
    if len(words) <= length:
        return words
    room = max(length - 1, 0)
    cut = words.rfind(" ", room // 2, room + 1)
    end = cut if cut > 0 else _before_marks(words, room)
    return (words[:end].rstrip(" ,;:") + "…")[:length]


def _before_marks(words: str, end: int) -> int:
    """Steps back so that no accent or joiner is parted from its letter."""
    while end > 0 and (unicodedata.category(words[end])[0] == "M" or words[end - 1] == "\u200d"):
        end -= 1
    return end
