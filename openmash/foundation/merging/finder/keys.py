"""Whom somebody is compared with: those who share a key, as in searching (`core.finding`).

The search asks for one person and follows every key; the night asks for all at once, so its keys tell
more: two words of a name, alone and with the year, the day or the area; a birth date with a word, or
with the beginning or the end of one; a postcode with a first name, or with half a birth date and the
letter a name begins with; a street and number with a first name. Only a door is wide: with the letter
of any name it is most of its household. A key that many share is passed over, and so are two who were
born in another year and on another day of it, unless they share a number (`steps.py`). Keys are eight
bytes each.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations, product

from openmash.core.facts import Facts, Place
from openmash.core.finding import key_number, swap
from openmash.foundation.merging.finder.words import Unit, units_of

MOST_NAMES = 4
ENDS = 3
BEGINNING, END = 3, 2  # of a word beside a whole birth date


def keys_of(facts: Facts) -> list[int]:
    """Every key of one human being, in a lasting order."""
    return sorted({key_number(key) for key in _keys(facts)})


def number_keys_of(facts: Facts) -> list[int]:
    """A key for every number; whoever shares one is compared, whatever else is said of them."""
    return sorted(key_number(f"number:{number}") for number in facts.numbers)


def name_key(given: Iterable[Unit], family: Iterable[Unit]) -> int | None:
    """The one key by which bearers of the same name are counted: first name and surname in any order."""
    first, last = next(iter(given), None), next(iter(family), None)
    if not (first and last):
        return None
    return key_number("name:" + ":".join(sorted((first.fold, last.fold))))


def _keys(facts: Facts) -> Iterator[str]:
    birth = _birth(facts)
    areas = {place.postcode[:-3] for place in facts.places if len(place.postcode) > 4}
    names = [(units_of(one.given), units_of(one.family)) for one in facts.names[:MOST_NAMES]]
    first = _words(given for given, _ in names)
    for given, family in names:
        for pair in _pairs([*given, *family]):
            yield f"pair:{pair}"
            yield from (f"pair+{more}:{pair}" for more in (*birth, *areas))
        yield from (f"end+{more}:{end}" for end in _ends(given, family) for more in birth)
    yield from _births(facts, first | _words(family for _, family in names))
    letters = {some[0].word[:1] for name in names for some in name if some}
    yield from _homes(facts.places, birth, first, letters)
    yield from (f"phone:{a}:{b}" for a, b in product(facts.phones, first))


def _words(names: Iterable[list[Unit]]) -> set[str]:
    return {unit.fold for units in names for unit in units}


def _pairs(units: list[Unit]) -> Iterator[str]:
    for one, two in combinations(units, 2):
        for pair in {(one.heard, two.heard), (one.fold, two.fold)}:
            yield ":".join(sorted(pair))


def _ends(given: list[Unit], family: list[Unit]) -> Iterator[str]:
    """One name by sound, with the beginning or the end of the other: a slip spoils only one end."""
    if given and family:
        for known, other in ((given[0], family[0]), (family[0], given[0])):
            for part in (other.word[:ENDS] + "_", "_" + other.word[-ENDS:]):
                yield f"{known.fold}:{part}"


def _birth(facts: Facts) -> list[str]:
    """The year, and the day of the year: each is spoilt by another slip."""
    day = facts.birth_date
    return [f"{day.year}", f"{day:%m-%d}"] if day else []


def _births(facts: Facts, words: set[str]) -> Iterator[str]:
    day = facts.birth_date
    if not day:
        return
    for one in {day, swap(day) or day}:
        yield from (f"birth:{one}:{word}" for word in words)
    for word in {word for name in facts.names[:1] for word in name.all}:
        yield f"birth:{day}:{word[:BEGINNING]}_"
        yield f"birth:{day}:_{word[-END:]}"


def _homes(
    places: Iterable[Place], birth: list[str], first: set[str], letters: set[str]
) -> Iterator[str]:
    """A door with the letter of any name, which is most of its household; streets and postcodes with more."""
    for place in places:
        if place.door:
            yield from (f"door:{place.door}:{letter}" for letter in letters)
        if place.postcode:
            halves = (f"{half}:{letter}" for half in birth for letter in letters)
            yield from (f"code:{place.postcode}:{part}" for part in (*halves, *first))
        if place.street:
            yield from (f"street:{place.street}:{part}" for part in first)
