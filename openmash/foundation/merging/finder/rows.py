"""One human being as one row to compare: plain words, sounds and numbers, gathered from all records."""

from __future__ import annotations

from collections.abc import Iterable

from openmash.core.facts import Facts, NameWords
from openmash.core.finding import swap
from openmash.core.names import PARTICLES
from openmash.core.spellings import forms_of
from openmash.foundation.merging.finder.keys import keys_of, name_key
from openmash.foundation.merging.finder.words import Unit, syllables_of, units_of

TEXT, NUMBER, BIG, TEXTS, BIGS = "VARCHAR", "INTEGER", "BIGINT", "VARCHAR[]", "BIGINT[]"
COLUMNS = {
    "uid": TEXT,
    "name": BIG,
    "keys": BIGS,
    "given": TEXT,
    "family": TEXT,
    "all_words": TEXT,
    "all_sounds": TEXTS,
    "given_sounds": TEXTS,
    "given_folds": TEXTS,
    "given_forms": TEXTS,
    "first_forms": TEXTS,
    "first_sounds": TEXTS,
    "family_sounds": TEXTS,
    "family_folds": TEXTS,
    "family_words": TEXTS,
    "syllables": TEXT,
    "given_syllables": TEXTS,
    "born": TEXT,
    "born_turned": TEXT,
    "born_year": NUMBER,
    "born_day": TEXT,
    "sex": TEXT,
    "nhs": TEXTS,
    "nhs_1": TEXT,
    "numbers": TEXTS,
    "doors": TEXTS,
    "codes": TEXTS,
    "streets": TEXTS,
    "phones": TEXTS,
}
Row = dict[str, object]


def row_of(uid: str, facts: Facts) -> Row:
    """What is said of one human being; what is not said is null and weighs nothing."""
    return {
        "uid": uid,
        "keys": keys_of(facts),
        **_names(facts),
        **_birth(facts),
        **_numbers(facts),
        **_ways(facts),
    }


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
    first = facts.names[0] if facts.names else NameWords()
    given = [unit for name in facts.names for unit in units_of(name.given)]
    family = [unit for name in facts.names for unit in units_of(name.family)]
    firsts = [units_of(name.given)[0] for name in facts.names if name.given]
    return {
        "name": name_key(units_of(first.given), units_of(first.family)),
        "given": "".join(first.given) or None,
        "family": "".join(first.family) or None,
        "all_words": " ".join(sorted({*first.all} - PARTICLES)) or None,
        "all_sounds": _some([unit.heard for unit in given + family]),
        "given_sounds": _some([unit.heard for unit in given]),
        "given_folds": _some([unit.fold for unit in given]),
        "given_forms": _forms(given),
        "first_forms": _forms(firsts),
        "first_sounds": _some([unit.heard for unit in firsts]),
        "family_sounds": _some([unit.heard for unit in family]),
        "family_folds": _some([unit.fold for unit in family]),
        "family_words": _some(
            [word for one in facts.names for word in one.family if word not in PARTICLES]
        ),
        **_syllables(first),
    }


def _forms(units: list[Unit]) -> list[str] | None:
    """What names may stand for; Chinese ones by their syllables."""
    joined = {unit.fold for unit in units if "|" in unit.fold}
    return _some(sorted({form for unit in units for form in forms_of(unit.word)} | joined))


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
    }


def _ways(facts: Facts) -> Row:
    return {
        "doors": _some([place.door for place in facts.places]),
        "codes": _some([place.postcode for place in facts.places]),
        "streets": _some([place.street for place in facts.places]),
        "phones": _some(sorted(facts.phones)),
    }


def _first(some: list[str]) -> str | None:
    return some[0] if some else None


def _some(some: Iterable[str]) -> list[str] | None:
    """Each once and in order; null when there is none."""
    return [one for one in dict.fromkeys(some) if one] or None
