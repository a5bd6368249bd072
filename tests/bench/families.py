"""Made-up families: who lives together, how they are called, when they were born."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from tests.bench.cultures import CULTURES, Culture, Name, child_name, family_name
from tests.bench.stock import Spellings, words

TODAY = date(2026, 11, 25)
STREETS = words("""
High Station Church Mill Park Victoria Green Queens Kings Manor Grange Albert George London
Springfield Meadow Chapel West East North South Windsor Alexandra Stanley York New Main Richmond
Clarence Grove Highfield Forge Lime Canal Hatherton Bescot Tamworth Rowan Beacon Quarry
""")
ENDINGS = ("Road", "Street", "Lane", "Avenue", "Close", "Drive", "Row", "Walk")
AREAS = ("B", "CV", "DY", "E", "LS", "M", "NG", "S", "ST", "WS", "WV", "ZZ")
INWARD = "ABDEFGHJLNPQRSTUWXYZ"
UPN_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
HOUSES_IN_A_POSTCODE = 16
LAST_TEST_NUMBER = 999_999


@dataclass(frozen=True)
class Being:
    """A human being, as they are."""

    entity: int
    culture: Culture
    name: Name
    sex: str
    born: date
    home: int
    nhs_number: str
    upn: str
    phone: str


def where(home: int) -> tuple[str, str]:
    """The address and postcode of a home; neighbours share a postcode."""
    block, door = divmod(home, HOUSES_IN_A_POSTCODE)
    street = f"{STREETS[block % len(STREETS)]} {ENDINGS[block // len(STREETS) % len(ENDINGS)]}"
    rest, last = divmod(block, len(INWARD))
    rest, middle = divmod(rest, len(INWARD))
    rest, number = divmod(rest, 9)
    district, area = divmod(rest, len(AREAS))
    code = f"{AREAS[area]}{district + 1} {number + 1}{INWARD[middle]}{INWARD[last]}"
    return f"{door * 2 + 1} {street}", code


def beings(rng: Random, homes: int) -> Iterator[Being]:
    entity = 0
    weights = [culture.share for culture in CULTURES]
    while True:
        culture = rng.choices(CULTURES, weights)[0]
        home = rng.randrange(homes)
        for number, one in enumerate(_household(rng, culture)):
            yield _being(rng, culture, entity, one, home if number < 8 else home + 1)
            entity += 1


Member = tuple[Name, str, date]


def _household(rng: Random, culture: Culture) -> list[Member]:
    """Parents, children, sometimes twins, grandparents, or cousins called the same."""
    family, other = (_family(rng, culture) for _ in range(2))
    mother_born = _day(rng, 1966, 2006)
    members = [
        (child_name(rng, culture, "F", family if rng.random() < 0.6 else other), "F", mother_born)
    ]
    if rng.random() < 0.65:
        his = family if rng.random() < 0.8 else other
        father_born = mother_born - timedelta(days=rng.randint(-1500, 4000))
        members.append((child_name(rng, culture, "M", his), "M", father_born))
    theirs = (family[0], other[0]) if rng.random() < 0.06 else family
    members += _children(rng, culture, theirs, mother_born)
    if rng.random() < 0.08:
        sex, born = rng.choice("FM"), mother_born - timedelta(days=rng.randint(7000, 12000))
        members.append((child_name(rng, culture, sex, family), sex, born))
    return members


def _children(
    rng: Random, culture: Culture, family: tuple[Spellings, ...], mother: date
) -> list[Member]:
    children: list[Member] = []
    for _ in range(rng.choices(range(6), (10, 30, 32, 16, 8, 4))[0]):
        sex, born = rng.choice("FM"), mother + timedelta(days=rng.randint(6200, 14500))
        if born < TODAY:
            children.append((child_name(rng, culture, sex, family), sex, born))
    if children and rng.random() < 0.04:  # twins: everything the same but the first name
        name, sex, born = children[-1]
        twin = child_name(rng, culture, sex, family)
        children.append((replace(twin, family=name.family), sex, born))
    cousins = 0.12 if culture.code in {"traveller", "roma"} else 0.02
    if children and rng.random() < cousins:  # named after the same grandparent, in one house
        name, sex, born = children[0]
        children.append((name, sex, born + timedelta(days=rng.randint(-1100, 1100))))
    return children


def _family(rng: Random, culture: Culture) -> tuple[Spellings, ...]:
    if culture.form.__name__ == "_sikh":
        return ((rng.choice(["Singh", "Kaur"]),), family_name(rng, culture))
    return (family_name(rng, culture),)


def _being(rng: Random, culture: Culture, entity: int, member: Member, home: int) -> Being:
    name, sex, born = member
    if culture.form.__name__ == "_sikh":
        name = replace(name, family=(("Kaur" if sex == "F" else "Singh",), *name.family[1:]))
    phone = f"07700 900{home % 1000:03d}" if home < 1000 else ""
    young = (TODAY - born).days < 16 * 365
    return Being(entity, culture, name, sex, born, home, _nhs(entity), _upn(entity) * young, phone)


def _nhs(entity: int) -> str:
    """The next number of the range kept for tests; about one in eleven has no check digit."""
    if entity > LAST_TEST_NUMBER:
        return ""
    number = f"999{entity:06d}"
    check = -sum(int(digit) * (10 - place) for place, digit in enumerate(number)) % 11
    return "" if check == 10 else f"{number}{check}"


def _upn(entity: int) -> str:
    digits = f"335{entity % 10**9:09d}"
    total = sum(place * int(digit) for place, digit in enumerate(digits, 2))
    return UPN_LETTERS[total % 23] + digits


def _day(rng: Random, first: int, last: int) -> date:
    start, end = date(first, 1, 1), date(last, 12, 31)
    return start + timedelta(days=rng.randrange((end - start).days))
