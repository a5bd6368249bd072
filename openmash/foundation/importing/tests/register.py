"""The register as its readers see it, for comparing what was before and after."""

from __future__ import annotations

import uuid

from openmash.core.actor import Actor
from openmash.foundation.importing.models import SourcePerson
from openmash.foundation.people.access import visible_to
from openmash.foundation.people.models import Involvement, Person, PersonKey

Said = tuple[object, ...]


def the_register(by: Actor) -> set[tuple[Said, ...]]:
    """By person: what they are called, what stands of them, who works with them, what finds them."""
    return {_one(person) for person in visible_to(by).order_by("pk")}


def _one(person: Person) -> tuple[Said, ...]:
    names = person.names.filter(in_error_at=None).values_list("kind", "given", "family")
    numbers = person.identifiers.filter(in_error_at=None).values_list("kind", "value", "verified")
    homes = person.addresses.filter(in_error_at=None)
    ways = person.contact_points.filter(in_error_at=None).values_list("kind", "value")
    work = Involvement.objects.filter(person=person, in_error_because="")
    known = SourcePerson.objects.filter(person=person, removed_at=None)
    return (
        (person.display_name, person.birth_date, person.sex, person.kind),
        _all(names),
        _all(numbers),
        _all(homes.values_list("lines", "postcode", "confidential", "ends_on")),
        _all(ways),
        _all(work.values_list("agency_id", "service", "worker_name", "starts_on", "ends_on")),
        _all(known.values_list("source__name", "key")),
        _all(PersonKey.objects.filter(person=person).values_list("key")),
    )


def _all(rows: object) -> Said:
    return tuple(sorted(map(repr, rows)))  # type: ignore[call-overload]  # rows of any table


def by_person(by: Actor) -> dict[uuid.UUID, tuple[Said, ...]]:
    """The same, by record."""
    return {person.pk: _one(person) for person in visible_to(by).order_by("pk")}
