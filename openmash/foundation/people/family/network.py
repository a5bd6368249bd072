"""A person's family and home as far as one reader may know: people, ties and doors (L46, L47).

People whom this reader may not know of are not passed through either: what lies behind them is
not drawn, listed or counted.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from openmash.core.actor import Actor
from openmash.core.working_time import LONDON
from openmash.foundation.people.access import visible_to
from openmash.foundation.people.models import Address, ContactPoint, Person, Relationship
from openmash.foundation.people.rules import may_see_protected_address
from openmash.foundation.people.whole import Whole, wholes

STEPS, MOST = 3, 60


@dataclass(frozen=True)
class Bond:
    """How two human beings are related: `one` is `kind` of `other`."""

    row: Relationship
    one: uuid.UUID
    other: uuid.UUID

    @property
    def kind(self) -> str:
        """What the one is of the other."""
        return self.row.kind


@dataclass(frozen=True)
class Stay:
    """Somebody at a door, from when to when; `place` tells doors apart and is never shown."""

    person: uuid.UUID
    address: Address

    @property
    def place(self) -> str:
        """The door."""
        return self.address.place


@dataclass(frozen=True)
class Network:
    """Everybody within three steps of one person, and what joins them."""

    focus: uuid.UUID
    people: dict[uuid.UUID, Whole]
    bonds: tuple[Bond, ...]
    stays: tuple[Stay, ...]
    today: date
    more: bool

    def bonds_of(self, key: uuid.UUID) -> list[Bond]:
        """The ties of one person."""
        return [bond for bond in self.bonds if key in (bond.one, bond.other)]

    def hides_home_of(self, key: uuid.UUID) -> bool:
        """Whether any address of this person is protected, now or before."""
        return any(a.confidential for a in self.people[key].addresses)


def network_of(person: Person, *, by: Actor, on_paper: bool = False) -> Network:
    """Read a person's network: ties step by step, then who shares the person's doors now.

    Paper goes from hand to hand: there, protected doors are left out for everybody.
    """
    told = may_see_protected_address(by.role) and not on_paper
    today = by.at.astimezone(LONDON).date()
    reached, more = _reach(person.root_id, by)
    mine = wholes([person.root_id], by=by)[person.root_id]
    doors = {a.place for a in _told(mine, told) if a.holds_on(today)}
    beside = _at(doors, by, today, told) - set(reached)
    people = wholes([*reached, *sorted(beside)[: MOST - len(reached)]], by=by)
    ordered = {key: people[key] for key in [*reached, *sorted(beside)] if key in people}
    bonds = _bonds(list(ordered), by)
    stays = _stays(ordered, told)
    return Network(person.root_id, ordered, bonds, _with_unborn(ordered, bonds, stays), today, more)


def others_at(address: Address, *, by: Actor) -> list[Stay]:
    """Who else is, or was, at the same door. A protected stay is told only to those who may know."""
    if not address.place:
        return []
    rows = _addresses(by, may_see_protected_address(by.role)).filter(place=address.place)
    keys = {row.person.root_id for row in rows} - {address.person.root_id}
    known = set(visible_to(by).filter(pk__in=keys).values_list("pk", flat=True))
    return [Stay(row.person.root_id, row) for row in rows if row.person.root_id in known]


def others_on(point: ContactPoint, *, by: Actor) -> list[tuple[uuid.UUID, ContactPoint]]:
    """Who else is, or was, reached by the same number or address."""
    rows = ContactPoint.objects.filter(
        partnership_id=by.partnership, kind=point.kind, value=point.value, in_error_at=None
    ).select_related("person")
    found = {row.person.root_id: row for row in rows.order_by("recorded_at")}
    found.pop(point.person.root_id, None)
    known = set(visible_to(by).filter(pk__in=found).values_list("pk", flat=True))
    return [(key, row) for key, row in found.items() if key in known]


def bonds_in_error(person: Person, network: Network, *, by: Actor) -> list[Bond]:
    """Relationships that were never so, between people of the network: they stay readable."""
    found = _rows([person.root_id], by, standing=False)
    return [bond for bond in found if {bond.one, bond.other} <= network.people.keys()]


def _reach(focus: uuid.UUID, by: Actor) -> tuple[list[uuid.UUID], bool]:
    """Whom ties lead to, nearest first."""
    reached, edge = [focus], {focus}
    for _ in range(STEPS):
        near = {key for bond in _rows(edge, by) for key in (bond.one, bond.other)} - set(reached)
        visible = visible_to(by).filter(pk__in=near).order_by("recorded_at", "pk")
        edge = set(keys := list(visible.values_list("pk", flat=True)))
        room = MOST - len(reached)
        reached += keys[:room]
        if len(keys) > room:
            return reached, True
    return reached, False


def _rows(roots: Iterable[uuid.UUID], by: Actor, *, standing: bool = True) -> list[Bond]:
    """All ties of these people, whichever of their records they were written on."""
    keys = list(roots)
    rows = Relationship.objects.filter(
        Q(person__root_id__in=keys) | Q(other__root_id__in=keys),
        partnership_id=by.partnership,
        in_error_at__isnull=standing,
    ).select_related("person", "other")
    return [Bond(r, r.person.root_id, r.other.root_id) for r in rows.order_by("recorded_at", "pk")]


def _bonds(people: list[uuid.UUID], by: Actor) -> tuple[Bond, ...]:
    known = set(people)
    found = _rows(people, by)
    return tuple(b for b in found if b.one != b.other and {b.one, b.other} <= known)


def _stays(people: dict[uuid.UUID, Whole], told: bool) -> tuple[Stay, ...]:
    return tuple(Stay(key, a) for key, one in people.items() for a in _told(one, told))


def _with_unborn(
    people: dict[uuid.UUID, Whole], bonds: tuple[Bond, ...], stays: tuple[Stay, ...]
) -> tuple[Stay, ...]:
    """A child who is not born yet lives where the mother lives."""
    mothers = {
        bond.one: bond.other
        for bond in bonds
        if bond.kind == "parent"
        and people[bond.one].person.sex == Person.Sex.FEMALE
        and people[bond.other].person.kind == Person.Kind.UNBORN
    }
    carried = [Stay(mothers[s.person], s.address) for s in stays if s.person in mothers]
    return (*stays, *(stay for stay in carried if stay.address.ends_on is None))


def _told(one: Whole, told: bool) -> list[Address]:
    """A protected address places nobody in a home for those who may not read it."""
    return [a for a in one.addresses if a.place and (told or not a.confidential)]


def _at(doors: set[str], by: Actor, today: date, told: bool) -> set[uuid.UUID]:
    rows = _addresses(by, told).filter(place__in=doors)
    keys = {row.person.root_id for row in rows if row.holds_on(today)}
    return set(visible_to(by).filter(pk__in=keys).values_list("pk", flat=True))


def _addresses(by: Actor, told: bool) -> QuerySet[Address]:
    rows = Address.objects.filter(partnership_id=by.partnership, in_error_at=None)
    rows = rows if told else rows.filter(confidential=False)
    return rows.select_related("person").order_by("recorded_at", "pk")
