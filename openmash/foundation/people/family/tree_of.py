"""From a network to the facts of its drawing: what this reader may see, and nothing else."""

from __future__ import annotations

import uuid

from openmash.core.dates import age_on
from openmash.foundation.people.family.homes import Household as Home
from openmash.foundation.people.family.network import Bond, Network
from openmash.foundation.people.family.rules import DANGER, FLAG_LETTERS, PARENTAL, Line, kin_of
from openmash.foundation.people.family.tree import Family, Household, Member, Symbol, Tie
from openmash.foundation.people.models import Person
from openmash.foundation.people.presenters.person import age_of
from openmash.foundation.people.whole import Whole

BLOOD = frozenset({Line.DESCENT, Line.BESIDE, Line.HALF})
SYMBOLS = {Person.Sex.MALE: Symbol.MALE, Person.Sex.FEMALE: Symbol.FEMALE}


def family_of(network: Network, homes: tuple[Home, ...], names: dict[int, str]) -> Family:
    """Everything to draw; `names` are the words for each home, never an address of a protected one."""
    focus = _children_of_the_page(network)
    members = tuple(_member(network, key, one, focus) for key, one in network.people.items())
    ties = tuple(tie for bond in network.bonds if (tie := _tie(bond, network)))
    households = tuple(
        Household(names[number], frozenset(str(key) for key in home.members))
        for number, home in enumerate(homes)
        if home.now
    )
    return Family(members, ties, households)


def siblings_of(network: Network) -> list[uuid.UUID]:
    """Brothers and sisters: those who say so, and those who share a parent."""
    me = network.focus
    parents = {b.one for b in network.bonds if b.kind == "parent" and b.other == me}
    shared = [b.other for b in network.bonds if b.kind == "parent" and b.one in parents]
    said = [
        b.other if b.one == me else b.one
        for b in network.bonds_of(me)
        if b.kind in {"sibling", "half-sibling"}
    ]
    return [key for key in dict.fromkeys([*said, *shared]) if key != me]


def has_responsibility(network: Network, key: uuid.UUID) -> bool:
    """Whether somebody is recorded with parental responsibility for the person of the page."""
    return any(
        bond.row.parental_responsibility and bond.kind in PARENTAL and bond.other == network.focus
        for bond in network.bonds
        if bond.one == key and bond.row.holds_on(network.today)
    )


def _children_of_the_page(network: Network) -> frozenset[uuid.UUID]:
    """Whom the drawing doubles: this person, and their brothers and sisters who are children."""
    siblings = [k for k in siblings_of(network) if network.people[k].person.kind != "adult"]
    return frozenset({network.focus, *siblings})


def _member(network: Network, key: uuid.UUID, one: Whole, focus: frozenset[uuid.UUID]) -> Member:
    person = one.person
    flags = {f.code for f in one.flags if f.holds_on(network.today)}
    letters = [FLAG_LETTERS[code] for code in FLAG_LETTERS if code in flags]
    detail = [_age(person, network)]
    detail += ["PR"] if has_responsibility(network, key) else []
    return Member(
        key=str(key),
        name=person.display_name,
        detail=" · ".join(filter(None, detail)),
        symbol=_symbol(person),
        died=person.death_date is not None,
        focus=key in focus,
        letters=tuple(letters),
        born=person.birth_date or person.expected_birth_date,
        is_child=person.kind != Person.Kind.ADULT,
    )


def _symbol(person: Person) -> Symbol:
    if person.kind == Person.Kind.UNBORN:
        return Symbol.UNBORN
    return SYMBOLS.get(Person.Sex(person.sex), Symbol.UNKNOWN)


def _age(person: Person, network: Network) -> str:
    if person.death_date:
        at = f" at {age_on(person.birth_date, person.death_date)}" if person.birth_date else ""
        return f"died {person.death_date.year}{at}"
    return age_of(person, network.today) if person.birth_date or person.expected_birth_date else ""


def _tie(bond: Bond, network: Network) -> Tie | None:
    """What is over is drawn only where it still says who somebody is: blood, and couples."""
    kin = kin_of(bond.kind)
    line = kin[0].line if kin else Line.LOOSE
    if not bond.row.holds_on(network.today):
        if line in {Line.COUPLE, Line.APART, Line.ENDED}:
            line = Line.ENDED
        elif line not in BLOOD:
            return None
    below = None if bond.kind == DANGER else (kin[0].below if kin else 0)
    return Tie(str(bond.one), str(bond.other), line, below)
