"""What a record of a person is found by: keys, so that finding is looking up and not searching.

Two records that may be one human being share at least one key that is rare, whatever one slip has
been made: two words of the name by sound, in any order; one word by sound and either end of the
other; the birth date, alone or with a word; the postcode, the door, every number. Keys are made in
one way for what is stored and for what is asked; only what is asked also tries the slips of a date.
A key that thousands share tells little: it weighs little, and is followed only so far.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date
from itertools import combinations

from openmash.core.facts import Facts, NameWords, Place
from openmash.core.names import PARTICLES
from openmash.core.phonetics import sound
from openmash.core.spellings import forms_of

MOST_WORDS = 6
MOST_NAMES = 8
ENDS = 3
# How telling each kind of key is, about the bits it takes away; measured by `bin/bench`.
WEIGHTS = {
    "number": 40,
    "phone": 14,
    "door": 14,
    "street": 9,
    "birth+word": 14,
    "birth": 9,
    "postcode": 9,
    "pair+area": 13,
    "pair": 9,
    "end": 6,
    "year+word": 5,
    "word": 3,
    "sound": 2,
}


def stored_keys(facts: Facts) -> frozenset[int]:
    """Every key a record is found by."""
    return frozenset(key_number(key) for key in _keys(facts, [*_born(facts)], wide=False))


def asked_keys(facts: Facts) -> dict[int, int]:
    """The keys to look up for what is asked, with their weights.

    Words alone are looked up only when nothing more telling was said.
    """
    keys = set(_keys(facts, [*_born(facts)], wide=True)) | set(_slipped_births(facts))
    telling = [key for key in keys if not key.startswith(("word:", "sound:", "year+word:"))]
    if telling and not facts.born_between:
        keys = set(telling)
    return {key_number(key): WEIGHTS[key.partition(":")[0]] for key in keys}


def key_number(key: str) -> int:
    """A key as the database keeps it: eight bytes that give no name away."""
    digest = hashlib.blake2b(key.encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


def _keys(facts: Facts, born: list[date], *, wide: bool) -> Iterator[str]:
    areas = {place.postcode[:-3] for place in facts.places if len(place.postcode) > 4}
    sounds: set[str] = set()
    for name in facts.names[:MOST_NAMES]:
        yield from _name_keys(name, areas, sounds, wide=wide)
    for day in born:
        yield f"birth:{day}"
        yield from (f"birth+word:{day}:{heard}" for heard in sounds)
    for year in _years(facts, born):
        yield from (f"year+word:{year}:{heard}" for heard in sounds)
    for place in facts.places:
        yield from _place_keys(place)
    yield from (f"number:{number}" for number in facts.numbers)
    yield from (f"phone:{number}" for number in facts.phones)


def _name_keys(name: NameWords, areas: set[str], sounds: set[str], *, wide: bool) -> Iterator[str]:
    units = _units(name, wide=wide)
    heard = {text: {sound(form) for form in forms_of(text)} for _, text in units}
    for _, text in units:
        sounds |= {one for one in heard[text] if len(text) > 1}
        yield from (f"word:{form}" for form in forms_of(text))
        yield from (f"sound:{one}" for one in heard[text])
    for (one_at, one), (two_at, two) in combinations(units, 2):
        if not one_at & two_at:
            yield from _pairs(heard[one], heard[two], areas)
    if len(units) > 1:
        whole = [unit for unit in units if len(unit[0]) == 1]
        yield from _ends(whole[0][1], heard, whole[-1][1])
        yield from _ends(whole[-1][1], heard, whole[0][1])


def _units(name: NameWords, *, wide: bool) -> list[tuple[frozenset[int], str]]:
    """The words of a name, and neighbours written as one (Al Masri, Almasri), with their places."""
    words = name.all
    telling = [n for n, word in enumerate(words) if word not in PARTICLES] or list(
        range(len(words))
    )
    units = [(frozenset({n}), words[n]) for n in telling[:MOST_WORDS]]
    border = len(name.given)
    for n in range(min(len(words), MOST_WORDS) - 1):
        if wide or n + 1 != border:  # only what is asked may have its parts anywhere
            units.append((frozenset({n, n + 1}), words[n] + words[n + 1]))
    return units


def _pairs(one: set[str], two: set[str], areas: set[str]) -> Iterator[str]:
    for a in one:
        for b in two:
            pair = ":".join(sorted((a, b)))
            yield f"pair:{pair}"
            yield from (f"pair+area:{pair}:{area}" for area in areas)


def _ends(known: str, heard: dict[str, set[str]], other: str) -> Iterator[str]:
    """One word by sound with the beginning and the end of the other: a slip spoils only one end."""
    if len(other) < ENDS:
        return
    for one in heard[known]:
        yield f"end:{one}:{other[:ENDS]}_"
        yield f"end:{one}:_{other[-ENDS:]}"


def _place_keys(place: Place) -> Iterator[str]:
    if place.door:
        yield f"door:{place.door}"
    if place.street:
        yield f"street:{place.street}"
    if place.postcode:
        yield f"postcode:{place.postcode}"


def _born(facts: Facts) -> Iterator[date]:
    if facts.birth_date:
        yield facts.birth_date
    elif facts.due_date:
        yield facts.due_date


def _years(facts: Facts, born: list[date]) -> set[int]:
    if facts.born_between:
        first, last = facts.born_between
        return set(range(first.year, last.year + 1))
    return {day.year for day in born}


def _slipped_births(facts: Facts) -> Iterator[str]:
    """The dates a birth date is mistaken for, each with a word of the name."""
    day = facts.birth_date
    if day is None:
        return
    heard = {
        sound(form)
        for name in facts.names[:MOST_NAMES]
        for word in name.all
        if word not in PARTICLES
        for form in forms_of(word)
        if len(word) > 1
    }
    for slip in slips(day):
        yield from (f"birth+word:{slip}:{one}" for one in heard)
    if (swapped := swap(day)) and swapped != day:
        yield f"birth:{swapped}"


def swap(day: date) -> date | None:
    """The day with day and month the other way round, where that is one."""
    return _date(day.year, day.day, day.month)


def slips(day: date) -> frozenset[date]:
    """Dates one digit, one year, ten years or one swap away, or the first of January of that year."""
    tens, ones = divmod(day.day, 10)
    days = {10 * t + ones for t in range(4)} | {10 * tens + o for o in range(10)}
    found = {_date(day.year, day.month, other) for other in days}
    found |= {_date(day.year, other, day.day) for other in _like_months(day.month)}
    found |= {_date(day.year + step, day.month, day.day) for step in (-10, -2, -1, 1, 2, 10)}
    found |= {swap(day), _date(day.year, 1, 1)}
    return frozenset(one for one in found if one and one != day)


def _like_months(month: int) -> set[int]:
    tens, ones = divmod(month, 10)
    return {month - 1, month + 1} | ({10 + ones} if not tens else {ones, 10, 11, 12})


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
