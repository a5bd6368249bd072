"""The words of a name as the finder hears them: by sound, and by what they are a form of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from openmash.core.names import PARTICLES
from openmash.core.phonetics import sound
from openmash.core.spellings import one_of_its_forms
from openmash.core.syllables import syllables

MOST_WORDS = 6
# What stands in the place of a surname and is not the family's: another record may give that one.
_TITLES = """
begum begam bibi bi khatun khatoon khanam khanum bano banu bai devi kumari kumar kaur singh miah mia
miya mian
"""
TITLES = frozenset(_TITLES.split())


@dataclass(frozen=True)
class Unit:
    """One name: as it is written, as it sounds, and what it is folded to."""

    word: str
    heard: str
    fold: str


@lru_cache(maxsize=200_000)
def units_of(words: tuple[str, ...]) -> list[Unit]:
    """The names in some words: syllables of Chinese that stand apart are one name."""
    telling = [word for word in words if word not in PARTICLES] or list(words)
    found: list[Unit] = []
    for short, run in groupby(telling[:MOST_WORDS], key=lambda word: len(syllables(word)) == 1):
        some = list(run)
        found += [_unit("".join(some), tuple(some))] if short else map(_unit, some)
    return found


def syllables_of(words: Iterable[str]) -> tuple[str, ...]:
    """Every Chinese syllable of some words, in their order."""
    return tuple(one for word in words for one in syllables(word))


def _unit(word: str, parts: tuple[str, ...] = ()) -> Unit:
    heard = sound(word)
    heard = heard if len(heard) > 1 else word  # a sound of one letter tells nothing
    return Unit(word, heard, _folded(word, parts) or heard)


def _folded(word: str, parts: tuple[str, ...]) -> str:
    """The first of the names it is linked to, or its syllables in one spelling."""
    known = one_of_its_forms(word)
    if known and len(parts) < 2:
        return f"={known}"
    cut = syllables_of(parts or (word,))
    return "|".join(cut) if len(cut) > 1 else ""
