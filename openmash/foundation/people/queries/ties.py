"""Who works with a person, and to whom an adult belongs."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from openmash.core.actor import Actor
from openmash.core.working_time import LONDON
from openmash.foundation.people.access import visible_to
from openmash.foundation.people.family.rules import DANGER, inverse_of, say_kin
from openmash.foundation.people.models import Involvement, Person, Relationship
from openmash.foundation.people.presenters.person import age_of
from openmash.foundation.people.whole import roots_of


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
        in_error_because="",
    )
    ordered = rows.select_related("person", "agency", "worker").order_by("kind", "starts_on", "id")
    return [
        _open_to(row, key)
        for row in ordered
        for key, root in asked.items()
        if row.person.root_id == root
    ]


def parents_of_whom(adults: Iterable[uuid.UUID], *, by: Actor) -> dict[uuid.UUID, tuple[str, ...]]:
    """How adults are related to children this reader may know of: "mother of Isla Tarrant, 7".

    Who is a danger to whom is for the page of the family, not for a list of whom may be meant.
    """
    keys, today = set(adults), by.at.astimezone(LONDON).date()
    told = [one for one in _told(keys, by) if DANGER not in {one[2], inverse_of(one[2])}]
    sides = {key for adult, other, _ in told for key in (adult, other)}
    known = {one.pk: one.root for one in visible_to(by).filter(pk__in=sides).select_related("root")}
    found: dict[uuid.UUID, dict[str, None]] = {}
    for adult, other, how in told:
        one, child = known.get(adult), known.get(other)
        if one and child and child.kind != Person.Kind.ADULT:
            words = say_kin(_parent(how, one), f"{child.display_name}, {age_of(child, today)}")
            found.setdefault(one.pk, {})[words] = None
    return {key: tuple(words) for key, words in found.items()}


def family_of(people: Iterable[uuid.UUID], *, by: Actor) -> frozenset[uuid.UUID]:
    """Everybody who is something to these people now, by who stands for their record.

    To be compared with people this reader has been shown; it says nothing of who they are.
    """
    roots = set(roots_of(people, by=by).values())
    others = {other for _, other, _ in _told(roots, by)}
    return frozenset(roots_of(others, by=by).values())


def _told(roots: set[uuid.UUID], by: Actor) -> list[tuple[uuid.UUID, uuid.UUID, str]]:
    """What these people are to others, whichever way round it was written."""
    if not roots:
        return []
    still = Q(ends_on=None) | Q(ends_on__gt=by.at.astimezone(LONDON).date())
    rows = Relationship.objects.filter(still, partnership_id=by.partnership, in_error_at=None)
    forth, back = rows.filter(person__root_id__in=roots), rows.filter(other__root_id__in=roots)
    told = [(row.person_id, row.other_id, row.kind) for row in forth]
    return told + [(row.other_id, row.person_id, inverse_of(row.kind)) for row in back]


def _parent(how: str, one: Person) -> str:
    said = {"F": "mother", "M": "father"}.get(one.sex, "parent")
    return said if how == "parent" else how


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
