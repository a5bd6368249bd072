"""Names as people carry them, and as others write them down (data dictionary §1.4).

The name itself is always kept as given; what is made here is only for finding and comparing.
Every reason is in words, so that a person decides whether two records are one human being.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from rapidfuzz.distance import OSA

MOST_WORDS = 12
LONGEST_WORD = 40
LONGEST_NAME = 1000
# Letters of their own, which do not fall apart into a plain letter and a mark.
_PLAIN = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"}
)
_APOSTROPHES = frozenset("'’‘`´ʼʻʿʾʹ")
_PARTICLES_IN_WORDS = """
al el ul ad ar as an bin ibn bint ben abu de da di la le van von der den mac mc o st
"""
PARTICLES = frozenset(_PARTICLES_IN_WORDS.split())


def normalise(name: str) -> str:
    """For comparing only: small letters without accents, marks or punctuation."""
    parts = unicodedata.normalize("NFKD", name[:LONGEST_NAME]).casefold()
    kept = (_kept(c) for c in unicodedata.normalize("NFKD", parts))
    return " ".join("".join(kept).translate(_PLAIN).split())


@lru_cache(maxsize=20_000)
def words_of(name: str) -> tuple[str, ...]:
    """The words of a name for comparing: at most twelve, of at most forty letters."""
    return tuple(word[:LONGEST_WORD] for word in normalise(name).split()[:MOST_WORDS])


def one_slip_apart(one: str, two: str) -> bool:
    """One letter more, less or different, or two swapped, in words of four letters or more."""
    return (
        min(len(one), len(two)) >= 4
        and abs(len(one) - len(two)) <= 1
        and OSA.distance(one, two, score_cutoff=1) == 1
    )


def place_key(address: str, postcode: str, uprn: str = "") -> str:
    """One door, however it is written; empty when nothing says which door it is.

    A UPRN is the door. Without one it takes a postcode and something that tells the door from its
    neighbours: a postcode alone is a street.
    """
    if uprn.strip():
        return f"uprn:{uprn.strip().lstrip('0')}"
    door, code = _door(address), normalise(postcode).replace(" ", "")
    return f"{code}:{door}" if door and code else ""


def door_key(address: str) -> str:
    """A door without its postcode: its number and the first word of its street; empty without both."""
    found = re.search(r"\b([0-9]+[a-z]?)\W+([a-z]{3,})", normalise(address))
    return f"{found[1]} {found[2]}" if found else ""


def _door(address: str) -> str:
    """What tells one door from its neighbours: the numbers, else the words."""
    numbers = re.findall(r"[0-9]+[a-z]?\b", address[:LONGEST_NAME].casefold())
    return " ".join(numbers) or normalise(address)


def _kept(character: str) -> str:
    """The character, nothing for a mark on a letter, or a space for what parts words."""
    kind = unicodedata.category(character)
    if unicodedata.combining(character) or kind == "Cf" or character in _APOSTROPHES:
        return ""
    return character if kind[0] in "LNM" else " "
