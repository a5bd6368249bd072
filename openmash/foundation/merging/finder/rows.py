"""One human being as one row to compare: plain words, sounds and numbers, gathered from all records."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from zlib import crc32

from openmash.core.facts import Facts, NameWords
from openmash.core.finding import key_number, swap
from openmash.core.names import PARTICLES
from openmash.core.spellings import forms_of
from openmash.foundation.merging.finder.keys import keys_of, name_key, number_keys_of
from openmash.foundation.merging.finder.words import TITLES, Unit, syllables_of, units_of

TEXT, NUMBER, BIG, YES = "VARCHAR", "INTEGER", "BIGINT", "BOOLEAN"
TEXTS, BIGS = "VARCHAR[]", "BIGINT[]"
# Lists that are compared with another list of everybody: their bits are asked first.
LISTS = ("given_heard", "first_heard", "family_heard", "doors", "codes", "streets")
# Words that are only ever asked whether they are the same: as numbers, which a database carries along
# with a pair in far less time.
WORDS = ("sound", "all_words", "syllables")
WORD_LISTS = ("given_heard", "first_heard", "family_heard", "given_syllables", "streets")
COLUMNS = {
    "uid": TEXT,
    "keys": BIGS,
    "number_keys": BIGS,
    "name": BIG,
    "first_name": BIG,
    "given": TEXT,
    "family": TEXT,
    "first": TEXT,
    "last": TEXT,
    "sound": BIG,
    "all_words": BIG,
    "given_heard": BIGS,
    "first_heard": BIGS,
    "family_heard": BIGS,
    "titled": YES,
    "syllables": BIG,
    "given_syllables": BIGS,
    "born": TEXT,
    "born_turned": TEXT,
    "born_year": NUMBER,
    "born_day": NUMBER,
    "sex": TEXT,
    "nhs": TEXTS,
    "nhs_1": TEXT,
    "numbers": TEXTS,
    "doors": TEXTS,
    "codes": TEXTS,
    "streets": BIGS,
    "phones": TEXTS,
    **{f"{name}_bits": BIG for name in LISTS},
}
BITS = 63
Row = dict[str, object]


def row_of(uid: str, facts: Facts) -> Row:
    """What is said of one human being; what is not said is null and weighs nothing."""
    row: Row = {
        "uid": uid,
        "keys": keys_of(facts),
        "number_keys": number_keys_of(facts),
        **_names(facts),
        **_birth(facts),
        **_numbers(facts),
        **_ways(facts),
    }
    bits = {f"{name}_bits": _bits(row[name]) for name in LISTS}
    return row | bits | {name: _numbered(row[name]) for name in (*WORDS, *WORD_LISTS)}


def whole(facts: Iterable[Facts]) -> Facts:
    """Several records of one human being as one: every name, number, place and telephone."""
    some = list(facts)
    return Facts(
        names=tuple(dict.fromkeys(name for one in some for name in one.names)),
        birth_date=next((one.birth_date for one in some if one.birth_date), None),
        sex=next((one.sex for one in some if one.sex), ""),
        numbers=frozenset(number for one in some for number in one.numbers),
        places=tuple(dict.fromkeys(place for one in some for place in one.places)),
        phones=frozenset(phone for one in some for phone in one.phones),
    )


def _names(facts: Facts) -> Row:
    main = facts.names[0] if facts.names else NameWords()
    given, family = units_of(main.given), units_of(main.family)
    each = [(units_of(name.given), units_of(name.family)) for name in facts.names]
    return {
        "name": name_key(given, family),
        "first_name": key_number(f"first:{given[0].fold}") if given else None,
        "given": "".join(main.given) or None,
        "family": "".join(main.family) or None,
        "first": given[0].word if given else None,
        "last": given[-1].word if given else None,
        "sound": given[0].heard if given else None,
        "all_words": " ".join(sorted({*main.all} - PARTICLES)) or None,
        "given_heard": _heard(unit for some, _ in each for unit in some),
        "first_heard": _heard(some[0] for some, _ in each if some),
        "family_heard": _heard(unit for _, some in each for unit in some),
        "titled": bool(main.family) and TITLES.issuperset(main.family),
        **_syllables(main),
    }


def _heard(units: Iterable[Unit]) -> list[str] | None:
    """Names by their sounds and by all that they may stand for; Chinese ones by their syllables."""
    found: dict[str, None] = {}
    for unit in units:
        found[unit.heard] = None
        found |= dict.fromkeys(sorted(forms_of(unit.word)))
        if "|" in unit.fold:
            found[unit.fold] = None
    return list(found) or None


def _syllables(name: NameWords) -> Row:
    """Of a name that is Chinese throughout, but for an English one beside it."""
    given, family = syllables_of(name.given), syllables_of(name.family)
    whole = len(given) + len(family) > 2 and given and family
    return {
        "syllables": " ".join(sorted(given + family)) if whole else None,
        "given_syllables": sorted(given) if whole else None,
    }


def _birth(facts: Facts) -> Row:
    born = facts.birth_date
    turned = swap(born) if born else None
    return {
        "born": born.isoformat() if born else None,
        "born_turned": turned.isoformat() if turned else None,
        "born_year": born.year if born else None,
        "born_day": born.month * 100 + born.day if born else None,
        "sex": facts.sex or None,
    }


def _numbers(facts: Facts) -> Row:
    nhs = sorted(n.partition(":")[2] for n in facts.numbers if n.startswith("nhs_number:"))
    others = sorted(n for n in facts.numbers if n.startswith(("upn:", "la_child_id:")))
    return {
        "nhs": _some(nhs),
        "nhs_1": _first(nhs),
        "numbers": _some(others),
    }


def _ways(facts: Facts) -> Row:
    return {
        "doors": _some([place.door for place in facts.places]),
        "codes": _some([place.postcode for place in facts.places]),
        "streets": _some([place.street for place in facts.places]),
        "phones": _some(sorted(facts.phones)),
    }


def _bits(some: object) -> int:
    """One bit for each of some words: without a bit in common, two lists have no word in common."""
    found = 0
    for one in some if isinstance(some, list) else ():
        found |= 1 << crc32(one.encode()) % BITS
    return found


def _numbered(said: object) -> object:
    """A word, or each of several, as a number; nothing stays nothing."""
    if isinstance(said, list):
        return [number_of(word) for word in said]
    return number_of(str(said)) if said else None


@lru_cache(maxsize=200_000)
def number_of(word: str) -> int:
    """One number for a word, in every register."""
    return key_number(word)


def _first(some: list[str]) -> str | None:
    return some[0] if some else None


def _some(some: Iterable[str]) -> list[str] | None:
    """Each once and in order; null when there is none."""
    return [one for one in dict.fromkeys(some) if one] or None
