"""One human being as one row to compare: plain words, sounds and numbers, gathered from all records."""

from __future__ import annotations

from collections.abc import Iterable

from openmash.core.facts import Facts
from openmash.core.finding import swap
from openmash.core.matching import COMMON
from openmash.core.names import PARTICLES
from openmash.core.phonetics import sound
from openmash.core.spellings import forms_of

TEXT, NUMBER, TEXTS, YES_NO = "VARCHAR", "INTEGER", "VARCHAR[]", "BOOLEAN"
COLUMNS = {
    "uid": TEXT,
    "given": TEXT,
    "family": TEXT,
    "all_words": TEXT,
    "all_sounds": TEXTS,
    "given_sound": TEXT,
    "family_sound": TEXT,
    "given_sounds": TEXTS,
    "family_sounds": TEXTS,
    "given_forms": TEXTS,
    "family_words": TEXTS,
    "common": YES_NO,
    "born": TEXT,
    "born_turned": TEXT,
    "born_year": NUMBER,
    "born_day": TEXT,
    "sex": TEXT,
    "nhs": TEXTS,
    "nhs_1": TEXT,
    "numbers": TEXTS,
    "number_1": TEXT,
    "doors": TEXTS,
    "door_1": TEXT,
    "codes": TEXTS,
    "code_1": TEXT,
    "district": TEXT,
    "phones": TEXTS,
    "phone_1": TEXT,
}
Row = dict[str, object]


def row_of(uid: str, facts: Facts) -> Row:
    """What is said of one human being; what is not said is null and weighs nothing."""
    return {"uid": uid, **_names(facts), **_birth(facts), **_numbers(facts), **_ways(facts)}


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
    first = facts.names[0] if facts.names else None
    given = [word for name in facts.names for word in name.given]
    family = [word for name in facts.names for word in name.family if word not in PARTICLES]
    forms = {form for word in given for form in forms_of(word)}
    return {
        "given": "".join(first.given) or None if first else None,
        "family": "".join(first.family) or None if first else None,
        "all_words": " ".join(sorted({*first.all} - PARTICLES)) or None if first else None,
        "all_sounds": _some(_sounds(given + family)),
        "given_sound": _first(_sounds(given)),
        "family_sound": _first(_sounds(family)),
        "given_sounds": _some(_sounds(given)),
        "family_sounds": _some(_sounds(family)),
        "given_forms": _some(sorted(forms)),
        "family_words": _some(list(dict.fromkeys(family))),
        "common": bool(first and first.given and first.given[0] in COMMON),
    }


def _sounds(words: list[str]) -> list[str]:
    """A sound of one letter tells nothing, so the word stands for itself."""
    heard = ((sound(word), word) for word in words)
    return list(dict.fromkeys(short if len(short) > 1 else word for short, word in heard))


def _birth(facts: Facts) -> Row:
    born = facts.birth_date
    turned = swap(born) if born else None
    return {
        "born": born.isoformat() if born else None,
        "born_turned": turned.isoformat() if turned else None,
        "born_year": born.year if born else None,
        "born_day": born.isoformat()[5:] if born else None,
        "sex": facts.sex or None,
    }


def _numbers(facts: Facts) -> Row:
    nhs = sorted(n.partition(":")[2] for n in facts.numbers if n.startswith("nhs_number:"))
    others = sorted(n for n in facts.numbers if n.startswith(("upn:", "la_child_id:")))
    return {
        "nhs": _some(nhs),
        "nhs_1": _first(nhs),
        "numbers": _some(others),
        "number_1": _first(others),
    }


def _ways(facts: Facts) -> Row:
    doors = list(dict.fromkeys(place.door for place in facts.places if place.door))
    codes = list(dict.fromkeys(place.postcode for place in facts.places if place.postcode))
    phones = sorted(facts.phones)
    return {
        "doors": _some(doors),
        "door_1": _first(doors),
        "codes": _some(codes),
        "code_1": _first(codes),
        "district": codes[0][:-3] if codes else None,
        "phones": _some(phones),
        "phone_1": _first(phones),
    }


def _first(some: list[str]) -> str | None:
    return some[0] if some else None


def _some(some: list[str]) -> list[str] | None:
    return some or None
