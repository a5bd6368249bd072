"""One family for the tests: Kelly and her children live behind a protected door, Maureen beside."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date

from openmash.core.actor import Actor
from openmash.foundation.people.commands import (
    NewAddress,
    NewContactPoint,
    NewPerson,
    add_contact_point,
    create_person,
    keep_address,
    relate,
)
from openmash.foundation.people.models import Address, ContactPoint, Person, Relationship

DOOR = ("14 Mill Row", "ZZ1 4MR")
SECRET = ("Mill Row", "4MR")


@dataclass(frozen=True)
class Tarrants:
    """The family, and who wrote it down."""

    isla: Person
    noah: Person
    kelly: Person
    craig: Person
    maureen: Person
    by: Actor


def a_person(
    by: Actor, name: str, kind: str = "child", *, sex: str = "F", **more: object
) -> Person:
    given, _, family = name.partition(" ")
    new = NewPerson(given, family, "school roll", kind=kind, sex=sex, **more)  # type: ignore[arg-type]  # as said
    return create_person(new, key=uuid.uuid4(), by=by)


def lives(person: Person, by: Actor, *, at: tuple[str, str] = DOOR, **more: object) -> Address:
    new = NewAddress(at[0], at[1], "school", **more)  # type: ignore[arg-type]  # as said
    return keep_address(person, new, by=by)


def is_of(one: Person, other: Person, kind: str, by: Actor, **details: object) -> Relationship:
    return relate(one, other, kind, source="school", by=by, details=details)


def rings(person: Person, number: str, by: Actor) -> ContactPoint:
    return add_contact_point(person, NewContactPoint("phone", number, "school"), by=by)


def the_tarrants(by: Actor) -> Tarrants:
    """Isla and Noah with Kelly at a protected address; Maureen's is open, and so is Craig's."""
    isla = a_person(by, "Isla Tarrant", birth_date=date(2019, 3, 14))
    noah = a_person(by, "Noah Tarrant", sex="M", birth_date=date(2024, 2, 6))
    kelly, craig = (
        a_person(by, "Kelly Tarrant", "adult"),
        a_person(by, "Craig Molloy", "adult", sex="M"),
    )
    maureen = a_person(by, "Maureen Tarrant", "adult")
    for child in (isla, noah):
        is_of(kelly, child, "parent", by, lives_with=True)
    is_of(craig, noah, "parent", by)
    is_of(maureen, kelly, "parent", by, lives_with=False)
    is_of(craig, kelly, "danger", by)
    for one in (isla, noah, kelly):
        lives(one, by, confidential=True)
    lives(maureen, by, at=("27 Chapel Hill", "ZZ1 2CH"))
    lives(craig, by, at=("14 Larch Close", "ZZ1 7LC"))
    return Tarrants(isla, noah, kelly, craig, maureen, by)
