"""A record in the shape that is compared: gathered from its facts, packed for the database."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date

from openmash.core.facts import Facts, NameWords, Place
from openmash.foundation.people.models import (
    Address,
    ContactPoint,
    Identifier,
    Person,
    PersonName,
)


def facts_of(
    person: Person,
    names: Iterable[PersonName],
    identifiers: Iterable[Identifier],
    addresses: Iterable[Address],
    points: Iterable[ContactPoint],
) -> Facts:
    """What one record, or one human being, is compared by.

    A confidential address takes no part: even "same house" would give it away.
    """
    return Facts(
        names=tuple(dict.fromkeys(NameWords.of(one.given, one.family) for one in names)),
        birth_date=person.birth_date,
        due_date=person.expected_birth_date,
        sex=person.sex if person.sex in {"F", "M"} else "",
        numbers=frozenset(f"{one.kind}:{one.value}" for one in identifiers),
        places=tuple(
            dict.fromkeys(
                Place.of(one.lines, one.postcode, one.uprn)
                for one in addresses
                if not one.confidential
            )
        ),
        phones=frozenset(one.value for one in points if one.kind == ContactPoint.Kind.PHONE),
    )


def pack(facts: Facts) -> str:
    """For keeping: short, and without what is empty."""
    said: dict[str, object] = {
        "n": [[" ".join(name.given), " ".join(name.family)] for name in facts.names],
        "b": facts.birth_date.isoformat() if facts.birth_date else "",
        "d": facts.due_date.isoformat() if facts.due_date else "",
        "s": facts.sex,
        "i": sorted(facts.numbers),
        "p": [[place.door, place.street, place.postcode] for place in facts.places],
        "t": sorted(facts.phones),
    }
    kept = {key: value for key, value in said.items() if value}
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":"))


def unpack(said: str) -> Facts:
    """Back again; words are plain already."""
    kept = json.loads(said)
    return Facts(
        names=tuple(
            NameWords(tuple(given.split()), tuple(family.split()))
            for given, family in kept.get("n", ())
        ),
        birth_date=_day(kept.get("b")),
        due_date=_day(kept.get("d")),
        sex=kept.get("s", ""),
        numbers=frozenset(kept.get("i", ())),
        places=tuple(Place(*place) for place in kept.get("p", ())),
        phones=frozenset(kept.get("t", ())),
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
