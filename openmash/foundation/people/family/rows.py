"""The family in words, row by row: who, how related, where, and from whom danger comes."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from openmash.core.actor import Actor
from openmash.foundation.people.family.homes import Household, open_where_protected
from openmash.foundation.people.family.network import Bond, Network, Stay, bonds_in_error
from openmash.foundation.people.family.rules import DANGER, inverse_of, say_kin
from openmash.foundation.people.family.tree_of import has_responsibility
from openmash.foundation.people.models import Person
from openmash.foundation.people.presenters.person import age_of
from openmash.foundation.people.presenters.statements import PROTECTED, say_period

ANSWERS = {True: "yes", False: "no", None: "not known"}


@dataclass(frozen=True)
class Relative:
    """One relationship of the person of the page."""

    key: uuid.UUID
    person: uuid.UUID
    name: str
    how: str
    responsible: str
    lives_with: str
    period: str
    certainty: str
    source: str
    over: bool
    error: str


@dataclass(frozen=True)
class InTheDrawing:
    """One row of the table that says what the drawing says."""

    key: uuid.UUID
    name: str
    about: str
    ties: tuple[str, ...]
    home: str
    protected: bool
    flags: tuple[str, ...]


@dataclass(frozen=True)
class Home:
    """A home in words: its name in the drawing, the address, who lives or lived there."""

    label: str
    people: tuple[tuple[uuid.UUID, str, str], ...]
    now: bool
    protected: bool


@dataclass(frozen=True)
class Danger:
    """From whom danger comes, and to whom."""

    text: str
    source: str
    since: str
    certainty: str


def door_of(home: Household) -> str:
    """The address of a home in words."""
    address = home.stays[-1].address
    return ", ".join(filter(None, [address.lines, address.postcode]))


def row_of(
    network: Network,
    key: uuid.UUID,
    homes: tuple[Household, ...],
    words: dict[int, str],
    told: bool,
) -> InTheDrawing:
    """One person of the drawing as a row of its table."""
    one = network.people[key].person
    mine = [(n, home) for n, home in enumerate(homes) if home.now and key in home.members]
    numbers = _numbers(homes)
    hidden = [PROTECTED] if not told and _is_protected_now(network, key) else []
    about = [one.get_sex_display().lower() if one.kind != "unborn" else "not born yet"]
    about += [f"died {one.death_date.year}"] if one.death_date else [age_of(one, network.today)]
    about += ["parental responsibility"] if has_responsibility(network, key) else []
    flags = [f for f in network.people[key].flags if f.holds_on(network.today)]
    return InTheDrawing(
        key=key,
        name=one.display_name,
        about=" · ".join(about),
        ties=tuple(_said_of(network, key, bond) for bond in network.bonds_of(key)),
        home=", ".join([*(numbers.get(n, words[n]) for n, _ in mine), *hidden]),
        protected=any(home.protected for _, home in mine),
        flags=tuple(flag.get_code_display() for flag in flags),
    )


def _is_protected_now(network: Network, key: uuid.UUID) -> bool:
    held = (a for a in network.people[key].addresses if a.holds_on(network.today))
    return any(address.confidential for address in held)


def _numbers(homes: tuple[Household, ...]) -> dict[int, str]:
    """The names that shared homes have in the drawing."""
    shared = [n for n, home in enumerate(homes) if home.now and len(home.members) > 1]
    return {n: f"Home {number}" for number, n in enumerate(shared, 1)}


def _said_of(network: Network, key: uuid.UUID, bond: Bond) -> str:
    """What this person is of the other one of the tie."""
    is_one = bond.one == key
    other = network.people[bond.other if is_one else bond.one].person
    code = bond.kind if is_one else inverse_of(bond.kind)
    over = "" if bond.row.holds_on(network.today) else " (ended)"
    return say_kin(code, other.display_name) + over


def relatives_of(person: Person, network: Network, by: Actor, told: bool) -> tuple[Relative, ...]:
    """The relationships of this person: those that hold, those that ended, those never so."""
    wrong = bonds_in_error(person, network, by=by)
    found = [_relative(network, bond, told) for bond in [*network.bonds_of(network.focus), *wrong]]
    return tuple(sorted(found, key=lambda one: (bool(one.error), one.over)))


def _relative(network: Network, bond: Bond, told: bool) -> Relative:
    other = bond.other if bond.one == network.focus else bond.one
    row = bond.row
    code = bond.kind if bond.one == other else inverse_of(bond.kind)
    # The same words for yes and no: either would say where a protected person lives.
    hidden = not told and (network.hides_home_of(other) or network.hides_home_of(network.focus))
    return Relative(
        key=row.pk,
        person=other,
        name=network.people[other].person.display_name,
        how=say_kin(code, network.people[network.focus].person.display_name),
        responsible=ANSWERS[row.parental_responsibility],
        lives_with="protected" if hidden else ANSWERS[row.lives_with],
        period=say_period(row.starts_on, row.ends_on),
        certainty=row.certainty,
        source=row.source,
        over=not row.holds_on(network.today),
        error=f"Entered in error, says {row.in_error_by}: {row.in_error_because}"
        if row.in_error_at
        else "",
    )


def home_of(network: Network, home: Household, label: str) -> Home:
    """One home with everybody in it."""
    people = tuple(_stay(network, stay) for stay in home.stays)
    return Home(label, people, home.now, home.protected)


def _stay(network: Network, stay: Stay) -> tuple[uuid.UUID, str, str]:
    address = stay.address
    kind = "" if address.kind == "main" else address.get_kind_display().lower()
    words = [kind, say_period(address.starts_on, address.ends_on)]
    name = network.people[stay.person].person.display_name
    return (stay.person, name, " · ".join(filter(None, words)))


def is_danger(network: Network, bond: Bond) -> bool:
    """Whether danger goes out from this tie now."""
    return bond.kind == DANGER and bond.row.holds_on(network.today)


def danger_of(network: Network, bond: Bond) -> Danger:
    """Who poses a risk to whom, and who says so."""
    names = [network.people[key].person.display_name for key in (bond.one, bond.other)]
    since = say_period(bond.row.starts_on, None)
    text = f"{names[0]} poses a risk to {names[1]}"
    return Danger(text, bond.row.source, since, bond.row.certainty)


def written_openly(network: Network) -> tuple[tuple[uuid.UUID, str], ...]:
    """Addresses written openly at a protected door, each with its person."""
    return tuple(
        (stay.address.pk, network.people[stay.person].person.display_name)
        for stay in open_where_protected(network)
    )
