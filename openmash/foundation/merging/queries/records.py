"""Which records stand behind one human being, and what was written on them since a join."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Q

from openmash.core.actor import Actor
from openmash.foundation.merging.access import joins_seen
from openmash.foundation.merging.facts import Fact, facts_on
from openmash.foundation.merging.models import Join, Split
from openmash.foundation.merging.queries.readers import names_of
from openmash.foundation.people.models import Person, Restriction
from openmash.foundation.people.whole import whole


def beneath(key: uuid.UUID, *, by: Actor) -> frozenset[uuid.UUID]:
    """A record and all that were joined to it, directly or through others."""
    made = Join.objects.filter(partnership_id=by.partnership, state=Join.State.MADE)
    found, wanted = {key}, [key]
    while wanted:
        edges = made.filter(standing_id__in=wanted).values_list("absorbed_id", flat=True)
        wanted = [one for one in edges if one not in found]
        found.update(wanted)
    return frozenset(found)


def written_since(made: Join, staying: Iterable[uuid.UUID], *, by: Actor) -> list[Fact]:
    """What was written on the remaining records after the join: it may belong to the one that goes."""
    since = made.made_at
    return [f for f in facts_on(staying, by=by) if since is not None and f.written_at >= since]


@dataclass(frozen=True)
class Behind:
    """What the page of records shows: the records, and every step between them, newest first."""

    records: tuple[Person, ...]
    joins: tuple[Join, ...]
    proposals: tuple[Join, ...]
    splits: tuple[Split, ...]
    restrictions: tuple[tuple[Restriction, tuple[str, ...]], ...]


def behind(person: Person, *, by: Actor) -> Behind:
    """Which records stand behind a human being, and what was joined, parted and restricted."""
    records = tuple(whole(person, by=by).records)
    keys = [one.pk for one in records]
    joins = joins_seen(by).filter(Q(standing_id__in=keys) | Q(absorbed_id__in=keys))
    newest = joins.order_by("-proposed_at", "pk")
    splits = Split.objects.filter(Q(source_id__in=keys) | Q(made_id__in=keys))
    return Behind(
        records=records,
        joins=tuple(newest.exclude(made_at=None)),
        proposals=tuple(newest.filter(state=Join.State.PROPOSED)),
        splits=tuple(splits.select_related("source", "made").order_by("-made_at", "pk")),
        restrictions=tuple(_restrictions(keys)),
    )


def _restrictions(keys: list[uuid.UUID]) -> Iterator[tuple[Restriction, tuple[str, ...]]]:
    """Each restriction once, though it stands on every record it was put on."""
    rows = Restriction.objects.filter(person_id__in=keys, lifted_at=None).order_by("recorded_at")
    once = {(row.marker, tuple(row.readers), row.because): row for row in rows}
    for row in once.values():
        yield row, tuple(names_of(row.readers))
