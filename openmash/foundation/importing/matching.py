"""Who the rows of a chunk may be about: a few questions to the register, however many rows."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import F

from openmash.core.actor import Actor
from openmash.core.names import place_key
from openmash.foundation.importing.models import Source, SourceInvolvement, SourcePerson, Trace
from openmash.foundation.importing.planning import (
    Directory,
    Known,
    KnownWork,
    name_words,
    number_of,
    work_key,
)
from openmash.foundation.importing.understanding import Said, Work
from openmash.foundation.people.access import visible_to
from openmash.foundation.people.models import Address, Identifier, Involvement, Person
from openmash.foundation.people.whole import Whole, wholes


def look_up(
    directory: Directory, rows: Sequence[Said], source: Source, *, by: Actor
) -> dict[uuid.UUID, Person]:
    """Add whom these rows name by an exact identifier; the records one may write to."""
    keys = _known_keys(rows, directory, source)
    numbers = _verified_numbers(rows, by)
    people = {p.pk: p for p in visible_to(by).filter(pk__in={*keys.values(), *numbers})}
    for key, record in keys.items():
        if record not in people:  # restricted to others, who keep the record themselves
            directory.by_key[key] = Known(record, "", hidden=True)
    fresh = {p.root_id for p in people.values()} - directory.by_root.keys()
    found = wholes(fresh, by=by)
    taken = _taken_back(found)
    for root, one in found.items():
        records = [k for k in keys.values() if k in people and people[k].root_id == root]
        directory.by_root[root] = _known(one, records[0] if records else root, taken)
    _add_source_keys(directory, found, source)
    _add_work(directory, found, source)
    _add_numbers(directory, numbers, people)
    return people | {record.pk: record for one in found.values() for record in one.records}


def _known_keys(rows: Iterable[Said], directory: Directory, source: Source) -> dict[str, uuid.UUID]:
    asked = {row.key for row in rows if row.key} - directory.by_key.keys()
    told = SourcePerson.objects.filter(source=source, removed_at=None)
    known = told.filter(key__in=asked).order_by("person_id")
    return dict(known.values_list("key", "person_id"))


def _verified_numbers(rows: Iterable[Said], by: Actor) -> dict[uuid.UUID, list[str]]:
    """By record: the verified numbers of it that rows name."""
    asked = {number_of(row) for row in rows if row.nhs_verified and row.birth_date} - {""}
    held = Identifier.objects.filter(
        partnership_id=by.partnership,
        kind=Identifier.Kind.NHS_NUMBER,
        value__in=asked,
        verified=True,
        in_error_at=None,
    )
    found: dict[uuid.UUID, list[str]] = {}
    for record, value in held.values_list("person_id", "value") if asked else ():
        found.setdefault(record, []).append(value)
    return found


def _taken_back(roots: Iterable[uuid.UUID]) -> frozenset[uuid.UUID]:
    """What only went because an import was taken back may be told again, by whichever source: one
    that said the same wrote nothing of it, for it was known."""
    traces = Trace.objects.filter(person__root_id__in=set(roots))
    gone = traces.exclude(done_at=None).filter(kept_because="")
    return frozenset(gone.values_list("key", flat=True))


def _known(one: Whole, record: uuid.UUID, taken: frozenset[uuid.UUID]) -> Known:
    """Also what somebody entered in error: the source telling it again does not make it so."""
    born = [r.birth_date for r in (one.person, *one.records) if r.birth_date]
    return Known(
        record=record,
        name=one.person.display_name,
        birth_date=born[0] if born else None,
        sex=one.person.sex,
        names={name_words(n.given, n.family) for n in _but(one, "names", taken)},
        identifiers={(i.kind, i.value) for i in _but(one, "identifiers", taken)},
        places={_place(a) for a in _but(one, "addresses", taken)},
        phones={c.value for c in _but(one, "contact_points", taken)},
        protected=any(a.confidential for a in one.addresses),
        learns=record == one.person.pk and one.person.kind != Person.Kind.UNBORN,
    )


def _but(one: Whole, kind: str, taken: frozenset[uuid.UUID]) -> list[Any]:
    return [said for said in one.every(kind) if said.pk not in taken]


def _place(address: Address) -> str:
    key = address.place or place_key(address.lines, address.postcode)
    return key or f"{address.lines.casefold()}|{address.postcode}"


def _add_source_keys(directory: Directory, roots: Iterable[uuid.UUID], source: Source) -> None:
    told = SourcePerson.objects.filter(source=source, removed_at=None)
    known = told.filter(person__root_id__in=set(roots))
    for key, root in known.values_list("key", "person__root_id"):
        directory.by_root[root].keys.add(key)
        directory.by_key[key] = directory.by_root[root]


def _add_work(directory: Directory, roots: Iterable[uuid.UUID], source: Source) -> None:
    """What everybody knows of, then what this source told of, by its own words for it."""
    rows = Involvement.objects.filter(person__root_id__in=set(roots)).select_related("person")
    by_id = {row.pk: row for row in rows.order_by(F("ends_on").asc(nulls_last=True), "id")}
    for row in by_id.values():
        if row.in_error_because:
            continue  # known only to the source that goes on telling it
        work = Work(row.kind, row.agency_id, row.service, "", row.starts_on, None)
        directory.by_root[row.person.root_id].work[work_key(work)] = _known_work(row)
    told = SourceInvolvement.objects.filter(source=source, removed_at=None)
    told = told.filter(involvement__in=list(by_id))
    for key, involvement in told.values_list("key", "involvement_id"):
        row = by_id[involvement]
        directory.by_root[row.person.root_id].work[key] = _known_work(row)


def _known_work(row: Involvement) -> KnownWork:
    return KnownWork(row.pk, row.worker_name, row.ends_on, never=bool(row.in_error_because))


def _add_numbers(
    directory: Directory, numbers: dict[uuid.UUID, list[str]], people: dict[uuid.UUID, Person]
) -> None:
    """A number that two people hold says nothing."""
    holders: dict[str, set[uuid.UUID]] = {}
    for record, values in numbers.items():
        for value in values if record in people else ():
            holders.setdefault(value, set()).add(people[record].root_id)
    for value, roots in holders.items():
        known = directory.by_root.get(next(iter(roots)))
        if len(roots) == 1 and known and known.birth_date:
            directory.by_nhs[value, known.birth_date] = known
