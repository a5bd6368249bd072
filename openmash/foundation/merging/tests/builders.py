"""Records and facts for the tests of merging, written by real commands."""

from __future__ import annotations

import uuid
from datetime import date

from openmash.core.actor import Actor
from openmash.foundation.people.commands import NewPerson, create_person
from openmash.foundation.people.models import Person

WHY = "same birth certificate"
BORN = date(2019, 3, 14)


def a_record(
    by: Actor,
    given: str = "Isla",
    family: str = "Tarrant",
    *,
    born: date | None = BORN,
    sex: str = "F",
) -> Person:
    """A record as the school would send it."""
    new = NewPerson(given, family, "school roll", birth_date=born, sex=sex)
    return create_person(new, key=uuid.uuid4(), by=by)


def fresh(person: Person) -> Person:
    """The record as it stands now."""
    return Person.objects.get(pk=person.pk)


def codes(text: str, *keys: uuid.UUID) -> list[str]:
    """How a form names facts of one kind."""
    return [f"{text}:{key}" for key in keys]
