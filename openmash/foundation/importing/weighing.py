"""What of an import can be taken back, and why the rest stays: the same for the preview and the worker."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import F, ForeignObjectRel, Model, QuerySet

from openmash.core.actor import Actor, system_actor
from openmash.foundation.access.models import Attachment
from openmash.foundation.access.row_security import act_as
from openmash.foundation.importing.models import Import, SourceInvolvement, SourcePerson, Trace
from openmash.foundation.importing.rules import (
    CAREFUL,
    IN_USE,
    why_ending_stays,
    why_learnt_stays,
    why_number_stays,
    why_statement_stays,
    why_work_stays,
)
from openmash.foundation.importing.states import TAKEN, Wrote
from openmash.foundation.ledger.models import Event
from openmash.foundation.merging.models import DuplicatePair
from openmash.foundation.people.access import visible_to
from openmash.foundation.people.models import (
    Address,
    ContactPoint,
    Identifier,
    Involvement,
    Person,
    PersonCard,
    PersonFlag,
    PersonKey,
    PersonName,
)

STATEMENTS: dict[Wrote, type[PersonName | Identifier | Address | ContactPoint]] = {
    Wrote.NAME: PersonName,
    Wrote.IDENTIFIER: Identifier,
    Wrote.ADDRESS: Address,
    Wrote.CONTACT_POINT: ContactPoint,
}
# What says something of a person, so that the ledger tells who said it, or is made from that.
OF_THEIR_OWN: tuple[type[Model], ...] = (
    Person, PersonName, Identifier, Address, ContactPoint, Involvement, PersonCard, PersonKey,
    Trace, SourcePerson, SourceInvolvement, DuplicatePair)  # fmt: skip


@dataclass
class Scales:
    """Everything needed to say of some traces what stays; read in a few questions."""

    people: Mapping[uuid.UUID, Person]  # as far as one may know of them
    made: Collection[uuid.UUID]
    used: Collection[uuid.UUID]
    careful: Collection[uuid.UUID]
    rows: Mapping[uuid.UUID, Any]
    ended: Counter[uuid.UUID] = field(default_factory=Counter)
    begun: Collection[uuid.UUID] = ()

    def why_stays(self, trace: Trace) -> str:
        """Nothing when it can be taken back."""
        person = self.people.get(trace.person_id)
        if person is None or person.readers is not None or trace.person_id in self.used:
            return IN_USE
        if trace.person_id in self.made:
            return ""
        if trace.person_id in self.careful:
            return CAREFUL
        return self._fact(trace, person)

    def _fact(self, trace: Trace, person: Person) -> str:
        row = self.rows.get(trace.key)
        match trace.kind:
            case Wrote.WORK:
                return why_work_stays(trace, row, self.ended[trace.key])
            case Wrote.ENDED:
                return "" if trace.key in self.begun else why_ending_stays(trace, row)
            case Wrote.LEARNT:
                return why_learnt_stays(trace, person)
            case Wrote.NUMBER:
                return why_number_stays(trace, row)
            case _:
                return why_statement_stays(trace, row)


def weigh(one: Import, traces: Collection[Trace], *, by: Actor) -> dict[int, str]:
    """By trace: why it stays, or nothing. All traces of a person are weighed together."""
    people = {trace.person_id for trace in traces}
    made = {trace.person_id for trace in traces if trace.kind == Wrote.PERSON}
    scales = Scales(
        people=visible_to(by).in_bulk(people),
        made=made,
        used=in_use(one, made, by=by),
        careful=set(_careful(people - made)),
        rows=_rows(traces),
        ended=Counter(trace.key for trace in traces if trace.kind == Wrote.ENDED),
        begun={trace.key for trace in traces if trace.kind == Wrote.WORK},
    )
    return {trace.pk: scales.why_stays(trace) for trace in traces}


def in_use(one: Import, people: Collection[uuid.UUID], *, by: Actor) -> set[uuid.UUID]:
    """Which records that this import added somebody has worked with since, in any part of the hub.

    Asked as the system: whoever keeps the register sees no contact, and learns no more than that.
    """
    if not people:
        return set()
    act_as(system_actor("importing", partnership=by.partnership, at=by.at))
    found = {key for rows in _uses(one, people) for key in rows}
    act_as(by)
    return found | set(_known_to_others(one, people))


def _uses(one: Import, people: Collection[uuid.UUID]) -> Iterator[Iterable[uuid.UUID]]:
    for table, column in _references():
        rows = table._default_manager.filter(**{f"{column}__in": people})
        yield rows.values_list(column, flat=True)
    for column in ("one", "two"):
        answered = DuplicatePair.objects.exclude(state=DuplicatePair.State.WAITING)
        yield answered.filter(**{f"{column}__in": people}).values_list(column, flat=True)
    joined = Person.objects.exclude(pk=F("root_id"))
    yield joined.filter(pk__in=people).values_list("pk", flat=True)
    yield joined.filter(root_id__in=people).values_list("root_id", flat=True)
    subjects = [f"person:{key}" for key in people]
    on_case = Attachment.objects.filter(subject__in=subjects)
    yield map(_key, on_case.values_list("subject", flat=True))
    yield map(_key, _deeds(one, subjects).values_list("subject", flat=True))


def _references() -> Iterator[tuple[type[Model], str]]:
    """Every table that names a person, also those of later stages."""
    for relation in Person._meta.get_fields(include_hidden=True):
        if isinstance(relation, ForeignObjectRel) and relation.related_model not in OF_THEIR_OWN:
            yield relation.related_model, relation.field.attname


def _deeds(one: Import, subjects: list[str]) -> QuerySet[Event]:
    """What was done to a record by anybody but this import, and later files that are taken back."""
    taken = Import.objects.filter(source_id=one.source_id, state__in=TAKEN)
    ours = [str(key) for key in (one.pk, *taken.values_list("pk", flat=True))]
    told = Event.objects.filter(partnership=one.partnership_id, subject__in=subjects)
    return told.exclude(request_id__in=ours)


def _known_to_others(one: Import, people: Collection[uuid.UUID]) -> Iterator[uuid.UUID]:
    """Another source knows them, or a later file of this one could not be taken back wholly."""
    for table in (SourcePerson, SourceInvolvement):
        told = table.objects.filter(person__in=people, removed_at=None)
        yield from told.exclude(source_id=one.source_id).values_list("person_id", flat=True)
    stayed = Trace.objects.filter(person__in=people).exclude(kept_because="")
    yield from stayed.exclude(about=one).values_list("person_id", flat=True)


def _careful(people: Collection[uuid.UUID]) -> Iterator[uuid.UUID]:
    """Records with a flag or a protected address are put right by people who look at them."""
    for rows in (PersonFlag.objects.all(), Address.objects.filter(confidential=True)):
        standing = rows.filter(in_error_at=None, ends_on=None)
        roots = standing.filter(person__root__records__in=people)
        yield from roots.values_list("person__root__records", flat=True)


def _rows(traces: Iterable[Trace]) -> dict[uuid.UUID, Any]:
    keys: dict[Any, set[uuid.UUID]] = {}
    for trace in traces:
        table: Any = STATEMENTS.get(Wrote(trace.kind))
        if trace.kind in (Wrote.WORK, Wrote.ENDED):
            table = Involvement
        if trace.kind == Wrote.NUMBER:
            table = SourcePerson
        if table:
            keys.setdefault(table, set()).add(trace.key)
    found: dict[uuid.UUID, Any] = {}
    for table, some in keys.items():
        found |= table.objects.select_related("person").in_bulk(some)
    return found


def _key(subject: str) -> uuid.UUID:
    return uuid.UUID(subject.partition(":")[2])
