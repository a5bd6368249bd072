"""Who works with a person, and who matters to them."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from openmash.core.actor import Actor
from openmash.core.working_time import LONDON
from openmash.foundation.people.access import visible_to
from openmash.foundation.people.models import Involvement, Person, Relationship
from openmash.foundation.people.presenters.person import age_of
from openmash.foundation.people.whole import roots_of

# What the other person is, where `relate` says what this one is; brothers and partners are the same.
INVERSE = {
    "parent": "child",
    "step-parent": "step-child",
    "grandparent": "grandchild",
    "foster carer": "fostered child",
    "child": "parent",
}


@dataclass(frozen=True)
class OpenTo:
    """Somebody who works with a person now."""

    person: uuid.UUID
    kind: str
    service: str
    agency: str
    worker: uuid.UUID | None
    worker_name: str
    since: date


@dataclass(frozen=True)
class Related:
    """Somebody who matters to a person, and how."""

    key: uuid.UUID
    name: str
    how: str
    parental_responsibility: bool | None
    certainty: str
    source: str


def open_involvement(people: Iterable[uuid.UUID], *, by: Actor) -> list[OpenTo]:
    """Who works with these people today: answers "is this child open to someone?" (P1).

    What is recorded on any record of a human being answers for each of them that was asked about.
    """
    day = by.at.astimezone(LONDON).date()
    asked = roots_of(people, by=by)
    rows = Involvement.objects.filter(
        Q(ends_on=None) | Q(ends_on__gt=day),
        partnership_id=by.partnership,
        person__root_id__in=set(asked.values()),
        starts_on__lte=day,
    )
    ordered = rows.select_related("person", "agency", "worker").order_by("kind", "starts_on", "id")
    return [
        _open_to(row, key)
        for row in ordered
        for key, root in asked.items()
        if row.person.root_id == root
    ]


def related(person: Person, *, by: Actor) -> list[Related]:
    """How others are related to this person, in both directions, as far as this reader may know."""
    here = {"partnership_id": by.partnership, "ends_on": None}
    mine, theirs = {"person__root_id": person.root_id}, {"other__root_id": person.root_id}
    outward = Relationship.objects.filter(**mine, **here).select_related("other__root")
    inward = Relationship.objects.filter(**theirs, **here).select_related("person__root")
    rows = [_related(row, row.other.root, outward=True) for row in outward]
    rows += [_related(row, row.person.root, outward=False) for row in inward]
    seen = set(visible_to(by).filter(pk__in=[r.key for r in rows]).values_list("pk", flat=True))
    return [row for row in rows if row.key in seen and row.key != person.root_id]


def parents_of_whom(adults: Iterable[uuid.UUID], *, by: Actor) -> dict[uuid.UUID, tuple[str, ...]]:
    """How adults are related to children this reader may know of: "mother of Isla Tarrant, 7"."""
    keys, today = set(adults), by.at.astimezone(LONDON).date()
    here = {"partnership_id": by.partnership, "ends_on": None}
    rows = list(Relationship.objects.filter(person__root_id__in=keys, **here)) if keys else []
    back = list(Relationship.objects.filter(other__root_id__in=keys, **here)) if keys else []
    told = [(row.person_id, row.other_id, row.kind) for row in rows]
    told += [(row.other_id, row.person_id, INVERSE.get(row.kind, row.kind)) for row in back]
    sides = {key for adult, other, _ in told for key in (adult, other)}
    known = {one.pk: one.root for one in visible_to(by).filter(pk__in=sides).select_related("root")}
    found: dict[uuid.UUID, dict[str, None]] = {}
    for adult, other, how in told:
        one, child = known.get(adult), known.get(other)
        if one and child and child.kind != Person.Kind.ADULT:
            words = f"{_parent(how, one)} of {child.display_name}, {age_of(child, today)}"
            found.setdefault(one.pk, {})[words] = None
    return {key: tuple(words) for key, words in found.items()}


def _parent(how: str, one: Person) -> str:
    said = {"F": "mother", "M": "father"}.get(one.sex, "parent")
    return said if how == "parent" else how.replace("_", " ")


def _related(row: Relationship, other: Person, *, outward: bool) -> Related:
    """`relate(kelly, isla, "parent")` is read: Kelly is parent of Isla."""
    return Related(
        key=other.pk,
        name=other.display_name,
        how=INVERSE.get(row.kind, row.kind) if outward else row.kind,
        parental_responsibility=row.parental_responsibility,
        certainty=row.certainty,
        source=row.source,
    )


def _open_to(row: Involvement, asked: uuid.UUID) -> OpenTo:
    return OpenTo(
        person=asked,
        kind=row.kind,
        service=row.service,
        agency=row.agency.name,
        worker=row.worker_id,
        worker_name=row.worker.name if row.worker else row.worker_name,
        since=row.starts_on,
    )
