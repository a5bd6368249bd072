"""One human being, whole: the record that stands for them and all records joined to it."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from django.db.models import prefetch_related_objects

from openmash.core.actor import Actor
from openmash.core.facts import Facts
from openmash.foundation.people.access import visible_to
from openmash.foundation.people.cards import facts_of
from openmash.foundation.people.models import (
    Address,
    ContactPoint,
    Identifier,
    Person,
    PersonFlag,
    PersonName,
    Statement,
)

Said = TypeVar("Said", bound=Statement)
FACTS = ("names", "identifiers", "addresses", "contact_points", "flags")


@dataclass(frozen=True)
class Whole:
    """Everything the register says of one human being, on whichever record it was written.

    What was entered in error is left out: nobody is found, compared or visited because of it.
    """

    person: Person
    records: tuple[Person, ...]

    @property
    def names(self) -> list[PersonName]:
        """Every name, oldest first."""
        return _oldest_first(n for r in self.records for n in r.names.all())

    @property
    def identifiers(self) -> list[Identifier]:
        """Every number, oldest first."""
        return _oldest_first(i for r in self.records for i in r.identifiers.all())

    @property
    def addresses(self) -> list[Address]:
        """Every address, now and before, oldest first."""
        return _oldest_first(a for r in self.records for a in r.addresses.all())

    @property
    def contact_points(self) -> list[ContactPoint]:
        """Every way to reach them, oldest first."""
        return _oldest_first(c for r in self.records for c in r.contact_points.all())

    @property
    def flags(self) -> list[PersonFlag]:
        """Every flag, oldest first."""
        return _oldest_first(f for r in self.records for f in r.flags.all())

    def every(self, kind: str) -> list[Statement]:
        """All statements of one kind as they were written, also those entered in error."""
        found = (one for record in self.records for one in getattr(record, kind).all())
        return sorted(found, key=lambda one: (one.recorded_at, str(one.pk)))

    @property
    def facts(self) -> Facts:
        """All of it in the shape that is compared."""
        return facts_of(
            self.person, self.names, self.identifiers, self.addresses, self.contact_points
        )


def whole(person: Person, *, by: Actor) -> Whole:
    """One human being from any of their records."""
    return wholes([person.root_id], by=by)[person.root_id]


def wholes(roots: Iterable[uuid.UUID], *, by: Actor) -> dict[uuid.UUID, Whole]:
    """The human beings these records stand for, as far as this reader may know; two queries and
    one for each kind of fact, however many there are."""
    records = list(visible_to(by).filter(root_id__in=set(roots)).order_by("recorded_at", "id"))
    prefetch_related_objects(records, *FACTS)
    joined: dict[uuid.UUID, list[Person]] = defaultdict(list)
    for one in records:
        joined[one.root_id].append(one)
    standing = {one.pk: one for one in records if one.stands_alone}
    return {key: Whole(standing[key], tuple(joined[key])) for key in joined if key in standing}


def roots_of(keys: Iterable[uuid.UUID], *, by: Actor) -> dict[uuid.UUID, uuid.UUID]:
    """Which record stands for each of these records now."""
    found = visible_to(by).filter(pk__in=set(keys))
    return dict(found.values_list("pk", "root_id"))


def _oldest_first(facts: Iterable[Said]) -> list[Said]:
    standing = (one for one in facts if one.stands)
    return sorted(standing, key=lambda one: (one.recorded_at, str(one.pk)))
