"""Who works with a person."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from openmash.core.actor import Actor
from openmash.core.working_time import LONDON
from openmash.foundation.people.models import Involvement
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
