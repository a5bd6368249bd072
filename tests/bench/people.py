"""Made-up people as an area's agencies record them, with the errors a hub meets; same seed, same people.

    for record in stream(100_000): ...           # records of about 53,000 people, family by family
    terms = miswritten(record, rng)              # the same person as somebody else would write them

`entity` says who is meant and `culture` how the family names its children: labels for measuring
only. Nobody here is real: family names are put together by chance, NHS numbers come from the range
kept for tests (people beyond it have none), telephone numbers from the range kept for drama.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from random import Random

from tests.bench.cultures import pick, written
from tests.bench.families import TODAY, Being, beings, where

AGENCIES = ("police", "health", "education", "social_care")
LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True)
class Record:
    """What one agency holds of somebody."""

    uid: int
    entity: int
    culture: str
    agency: str
    kind: str
    given: str
    family: str
    known_as: tuple[tuple[str, str], ...]
    birth_date: date | None
    sex: str
    address: str
    postcode: str
    nhs_number: str
    upn: str
    phone: str


def stream(count: int, seed: int = 1) -> Iterator[Record]:
    """`count` records, the records of one family after another."""
    rng, uid = Random(seed), 0
    homes = max(20, int(count / 4.5))
    for being in beings(rng, homes):
        for _ in range(rng.choices((1, 2, 3, 4), (50, 25, 10, 15))[0]):
            if uid == count:
                return
            yield _record(rng, uid, being, homes)
            uid += 1


def miswritten(record: Record, rng: Random) -> Record:
    """A fresh copy with errors, as somebody else would write the person down on another day."""
    given, family, born = record.given, record.family, record.birth_date
    if rng.random() < 0.3:
        given = _typo(rng, given)
    if rng.random() < 0.3:
        family = _typo(rng, family)
    if rng.random() < 0.05:
        given, family = family, given
    if born and rng.random() < 0.1:
        born = _slipped(rng, born)
    return replace(
        record,
        given=given,
        family=family,
        known_as=(),
        birth_date=None if rng.random() < 0.1 else born,
        postcode="" if (moved := rng.random() < 0.3) else record.postcode,
        address="" if moved else record.address,
        nhs_number="" if rng.random() < 0.8 else record.nhs_number,
        upn="" if rng.random() < 0.8 else record.upn,
        phone="",
    )


def _record(rng: Random, uid: int, being: Being, homes: int) -> Record:
    agency = rng.choice(AGENCIES)
    given, family = _misheard(rng, being)
    address, code = _lives(rng, being, homes)
    held = {"health": 0.95, "social_care": 0.6, "education": 0.05, "police": 0.02}[agency]
    return Record(
        uid=uid,
        entity=being.entity,
        culture=being.culture.code,
        agency=agency,
        kind="child" if (TODAY - being.born).days < 18 * 365.25 else "adult",
        given=given,
        family=family,
        known_as=(written(rng, being.culture, being.name),) if rng.random() < 0.08 else (),
        birth_date=_told_birth(rng, being.born),
        sex=being.sex if rng.random() < 0.93 else "U",
        address=address,
        postcode=code,
        nhs_number=_told_number(rng, being.nhs_number) if rng.random() < held else "",
        upn=being.upn if agency == "education" and rng.random() < 0.8 else "",
        phone=being.phone if rng.random() < 0.5 else "",
    )


def _misheard(rng: Random, being: Being) -> tuple[str, str]:
    given, family = written(rng, being.culture, being.name)
    chance = rng.random()
    if chance < 0.03:  # married, or took a partner's name
        family = pick(rng, being.culture.families)[0]
    elif chance < 0.04:
        given, family = family, given
    return (
        _typo(rng, given) if rng.random() < 0.07 else given,
        _typo(rng, family) if rng.random() < 0.08 else family,
    )


def _lives(rng: Random, being: Being, homes: int) -> tuple[str, str]:
    """Most at home; some moved; some have no place, or only half of it."""
    moves = 0.4 if being.culture.code == "traveller" else 0.15
    address, code = where(rng.randrange(homes) if rng.random() < moves else being.home)
    if rng.random() < 0.08:
        address = _typo(rng, address)
    if rng.random() < 0.05:
        code = _typo(rng, code).upper()
    return ("" if rng.random() < 0.05 else address), ("" if rng.random() < 0.06 else code)


def _told_birth(rng: Random, born: date) -> date | None:
    chance = rng.random()
    if chance < 0.04:
        return None
    if chance < 0.05:  # a guess from an age
        return date(born.year, 1, 1)
    return _slipped(rng, born) if chance < 0.1 else born


def _slipped(rng: Random, born: date) -> date:
    if born.day <= 12 and rng.random() < 0.5:
        return date(born.year, born.day, born.month)
    chance = rng.random()
    if chance < 0.4:
        return _year(born, rng.choice((-1, 1)))
    if chance < 0.5:
        return _year(born, -10)
    return date(born.year, born.month, 1 + (born.day + 9) % 28)


def _year(born: date, move: int) -> date:
    return date(born.year + move, born.month, min(born.day, 28))


def _told_number(rng: Random, number: str) -> str:
    if not number or rng.random() > 0.01:
        return number
    place = rng.randrange(9)
    return number[:place] + number[place + 1] + number[place] + number[place + 2 :]


def _typo(rng: Random, word: str) -> str:
    """One letter left out, put in, mistaken or swapped with its neighbour."""
    if len(word) < 3:
        return word
    place, chance = rng.randrange(1, len(word) - 1), rng.random()
    before, after = word[:place], word[place:]
    if chance < 0.25:
        return before + after[1:]
    if chance < 0.5:
        return before + rng.choice(LETTERS) + after
    if chance < 0.75:
        return before + rng.choice(LETTERS) + after[1:]
    return before + after[1] + after[0] + after[2:]
