"""Names as people carry them, and as others write them down (data dictionary §1.4).

The name itself is always kept as given; what is made here is only for finding and comparing.
Every reason is in words, so that a person decides whether two records are one human being.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from openmash.core.phonetics import full_forms, sound

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
_PARTICLES = frozenset(_PARTICLES_IN_WORDS.split())


@dataclass(frozen=True)
class NameFacts:
    """What two records are compared by; leave out what is not known."""

    given: str = ""
    family: str = ""
    other_names: tuple[str, ...] = ()
    birth_date: date | None = None
    sex: str = ""
    uprn: str = ""
    address: str = ""
    postcode: str = ""
    phones: frozenset[str] = frozenset()


def normalise(name: str) -> str:
    """For comparing only: small letters without accents, marks or punctuation."""
    parts = unicodedata.normalize("NFKD", name[:LONGEST_NAME]).casefold()
    kept = (_kept(c) for c in unicodedata.normalize("NFKD", parts))
    return " ".join("".join(kept).translate(_PLAIN).split())


def words_of(name: str) -> tuple[str, ...]:
    """The words of a name for comparing: at most twelve, of at most forty letters."""
    return tuple(word[:LONGEST_WORD] for word in normalise(name).split()[:MOST_WORDS])


def search_keys(full_name: str) -> frozenset[str]:
    """What a name can be found by, in whatever order its words stand.

    `n:` keys are the words, neighbours written as one (Al Masri, Almasri) and the full forms of
    short names; `s:` keys are how these sound. Two names that share a key may be one person.
    """
    words = words_of(full_name)
    telling = [word for word in words if word not in _PARTICLES] or list(words)
    forms = {full for word in telling for full in full_forms(word)}
    forms |= {one + two for one, two in pairwise(words)}
    sounds = {sound(form) for form in forms if len(form) > 1}
    return frozenset({f"n:{form}" for form in forms} | {f"s:{heard}" for heard in sounds if heard})


def similarity_reasons(one: NameFacts, two: NameFacts) -> tuple[list[str], list[str]]:
    """What speaks for two records being one person, and what against, for a person to weigh."""
    found = (
        *_name_reasons(one, two),
        _birth_reason(one.birth_date, two.birth_date),
        _sex_reason(one.sex, two.sex),
        _place_reason(one, two),
        ("same telephone number" if one.phones & two.phones else "", ""),
    )
    speaks_for = [reason for reason, _ in found if reason]
    against = [reason for _, reason in found if reason]
    if "same date of birth" in speaks_for and "different first names" in against:
        against.append("may be twins")
    return speaks_for, against


Reason = tuple[str, str]


def _name_reasons(one: NameFacts, two: NameFacts) -> list[Reason]:
    if _swapped(one, two):
        return [("first name and surname swapped", "")]
    reasons = [
        _surname_reason(words_of(one.family), words_of(two.family)),
        _first_name_reason(words_of(one.given), words_of(two.given)),
    ]
    return [*reasons, ("known by that name", "")] if _known_by(one, two) else reasons


def _swapped(one: NameFacts, two: NameFacts) -> bool:
    first, second = (normalise(one.given), normalise(one.family)), (two.family, two.given)
    return all(first) and first[0] != first[1] and first == tuple(map(normalise, second))


def _known_by(one: NameFacts, two: NameFacts) -> bool:
    mine, yours = (_all_names(facts) for facts in (one, two))
    main = {frozenset(words_of(f"{facts.given} {facts.family}")) for facts in (one, two)}
    return len(main) == 2 and bool(mine & yours - {frozenset()})


def _all_names(facts: NameFacts) -> set[frozenset[str]]:
    names = (f"{facts.given} {facts.family}", *facts.other_names)
    return {frozenset(words_of(name)) for name in names}


def _surname_reason(one: tuple[str, ...], two: tuple[str, ...]) -> Reason:
    alike = _alike(one, two, "surname")
    if any(alike) or not (one and two):
        return alike
    shared = set(one) & set(two) - _PARTICLES
    return ("part of the surname is the same", "") if shared else ("", "different surnames")


def _first_name_reason(one: tuple[str, ...], two: tuple[str, ...]) -> Reason:
    if not (one and two):
        return ("", "")
    if one != two and sorted(one) == sorted(two):
        return ("first names swapped", "")
    found = _alike(one, two, "first name"), _alike(one[:1], two[:1], "first name")
    said = (reason for reason, _ in (*found, _shorter_first_name(one, two)) if reason)
    reason = next(said, "share one of the first names" if set(one) & set(two) else "")
    return (reason, "" if reason else "different first names")


def _shorter_first_name(one: tuple[str, ...], two: tuple[str, ...]) -> Reason:
    if full_forms(one[0]) & full_forms(two[0]):
        return ("one first name is short for the other", "")
    initial = min(len(one[0]), len(two[0])) == 1 and one[0][0] == two[0][0]
    return ("same first letter of the first name" if initial else "", "")


def _alike(one: tuple[str, ...], two: tuple[str, ...], part: str) -> Reason:
    """Same, same by sound or a slip apart, written as one word; nothing when a side is empty."""
    first, second = "".join(one), "".join(two)
    if not (first and second):
        return ("", "")
    if first == second:
        return (f"same {part}", "")
    if _sound_alike(first, second):
        return (f"same {part} by sound", "")
    return (f"{part}s one letter apart", "") if one_slip_apart(first, second) else ("", "")


def _sound_alike(one: str, two: str) -> bool:
    """One sound; short ones need the same first letter too, or Amy would be Emma."""
    heard, other = sound(one[:LONGEST_WORD]), sound(two[:LONGEST_WORD])
    telling = len(heard) > 2 or one[0] == two[0] or one_slip_apart(one, two)
    return heard == other and min(len(one), len(two)) > 1 and telling


def one_slip_apart(one: str, two: str) -> bool:
    """One letter more, less or different, or two swapped, in words of four letters or more."""
    if min(len(one), len(two)) < 4 or abs(len(one) - len(two)) > 1:
        return False
    start = next((n for n, (a, b) in enumerate(zip(one, two, strict=False)) if a != b), None)
    if start is None:
        return len(one) != len(two)
    a, b = one[start:], two[start:]
    swapped = a[:2] == b[1::-1] and len(b) > 1 and a[2:] == b[2:]
    return a[1:] == b[1:] or a[1:] == b or a == b[1:] or swapped


def _birth_reason(one: date | None, two: date | None) -> Reason:
    if one is None or two is None:
        return ("", "")
    if one == two:
        return ("same date of birth", "")
    if (one.year, one.month, one.day) == (two.year, two.day, two.month):
        return ("day and month swapped", "")
    same_day = (one.month, one.day) == (two.month, two.day)
    if same_day and abs(one.year - two.year) == 1:
        return ("dates of birth one year apart", "")
    slip = sum(a != b for a, b in zip(f"{one:%Y%m%d}", f"{two:%Y%m%d}", strict=True)) == 1
    return ("dates of birth one digit apart", "") if slip else ("", "different dates of birth")


def _sex_reason(one: str, two: str) -> Reason:
    return ("", "different sex recorded" if one and two and one != two else "")


def _place_reason(one: NameFacts, two: NameFacts) -> Reason:
    same_postcode = bool(one.postcode) and normalise(one.postcode) == normalise(two.postcode)
    doors = {_door(one.address), _door(two.address)}
    if (one.uprn and one.uprn == two.uprn) or (same_postcode and len(doors) == 1 and all(doors)):
        return ("same house", "")
    return ("same postcode" if same_postcode else "", "")


def place_key(address: str, postcode: str, uprn: str = "") -> str:
    """One door, however it is written; empty when nothing says which door it is.

    A UPRN is the door. Without one it takes a postcode and something that tells the door from its
    neighbours: a postcode alone is a street.
    """
    if uprn.strip():
        return f"uprn:{uprn.strip().lstrip('0')}"
    door, code = _door(address), normalise(postcode).replace(" ", "")
    return f"{code}:{door}" if door and code else ""


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
