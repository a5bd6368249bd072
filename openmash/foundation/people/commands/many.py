"""Many facts at once: the same rows and the same events as one command after the other."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction
from django.db.models import F

from openmash.core.actor import Actor
from openmash.core.refusals import MovedMeanwhile
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.permits import permit
from openmash.foundation.access.rules import RecordFacts
from openmash.foundation.ledger.commands import Entry, record_many
from openmash.foundation.ledger.inserting import insert_many
from openmash.foundation.people.commands.finding import file_anew
from openmash.foundation.people.commands.involvement import told_of
from openmash.foundation.people.commands.rows import (
    NewAddress,
    NewContactPoint,
    NewInvolvement,
    NewPerson,
    address_columns,
    contact_point_columns,
    identifier_columns,
    involvement_columns,
    life_facts,
    name_columns,
    person_columns,
)
from openmash.foundation.people.commands.saying import said
from openmash.foundation.people.events import PeopleEvent
from openmash.foundation.people.models import (
    Address,
    ContactPoint,
    Identifier,
    Involvement,
    Part,
    Person,
    PersonName,
)

UNKNOWN: dict[str, object] = {"birth_date": None, "sex": Person.Sex.UNKNOWN}
TABLES: tuple[type[Part], ...] = (
    Person,
    PersonName,
    Identifier,
    Address,
    ContactPoint,
    Involvement,
)


@dataclass
class Many:
    """Facts gathered in order, for `write_many`; each method is what the command of its name does.

    Whoever gathers has made sure that a person or number is not there yet.
    """

    by: Actor
    rows: dict[type[Part], list[Part]] = field(default_factory=lambda: {t: [] for t in TABLES})
    entries: list[Entry] = field(default_factory=list)
    endings: dict[date, list[Involvement]] = field(default_factory=dict)
    completed: list[tuple[Person, Mapping[str, object]]] = field(default_factory=list)
    written_to: dict[uuid.UUID, Person] = field(default_factory=dict)

    def create_person(self, new: NewPerson, *, key: uuid.UUID) -> Person:
        """Add a person under a key of the caller's."""
        person = Person(pk=key, **person_columns(new, key=key, by=self.by))
        self._row(Person, person)
        self._tell(PeopleEvent.ADDED, person, about=True)
        self._name(person, new.given, new.family, new.name_kind, new.source)
        return person

    def complete(self, person: Person, learnt: Mapping[str, object], *, source: str) -> None:
        """A birth date or sex that nobody knew so far."""
        self.completed.append((person, learnt))
        facts = life_facts(person, learnt, source)
        self._tell(PeopleEvent.CORRECTED, person, facts, about=True)

    def add_name(self, person: Person, given: str, family: str, *, kind: str, source: str) -> None:
        """Add a name."""
        self._name(person, given, family, kind, source)
        self._tell(PeopleEvent.NAME_ADDED, person, about=True)

    def add_identifier(
        self, person: Person, kind: str, value: str, *, source: str, verified: bool = False
    ) -> None:
        """Keep a number."""
        columns = identifier_columns(kind, value, source=source, by=self.by, verified=verified)
        self._row(Identifier, Identifier(person=person, **columns))
        facts = {"kind": kind, "warned": bool(columns["warning"])}
        self._tell(PeopleEvent.IDENTIFIER_ADDED, person, facts)

    def keep_address(self, person: Person, new: NewAddress) -> None:
        """Add where a person lives."""
        row = Address(pk=new.key, person=person, **address_columns(new, by=self.by))
        self._row(Address, row)
        self._tell(PeopleEvent.ADDRESS_ADDED, person, {"confidential": row.confidential})

    def add_contact_point(self, person: Person, new: NewContactPoint) -> None:
        """Keep how a person is reached."""
        columns = contact_point_columns(new, by=self.by)
        self._row(ContactPoint, ContactPoint(pk=new.key, person=person, **columns))
        facts = {"kind": new.kind, "safe_to_use": new.safe_to_use}
        self._tell(PeopleEvent.CONTACT_POINT_ADDED, person, facts)

    def record_involvement(
        self, person: Person, new: NewInvolvement, *, key: uuid.UUID
    ) -> Involvement:
        """Record who works with a person, under a key of the caller's."""
        columns = involvement_columns(new) | said(new.source, self.by)
        row = Involvement(pk=key, person=person, **columns)
        self._row(Involvement, row)
        self._tell(PeopleEvent.INVOLVEMENT_RECORDED, person, told_of(row))
        return row

    def end_involvement(self, involvement: Involvement, *, on: date) -> None:
        """Record that somebody no longer works with a person."""
        self.endings.setdefault(on, []).append(involvement)
        self._tell(PeopleEvent.INVOLVEMENT_ENDED, involvement.person, told_of(involvement))

    def _name(self, person: Person, given: str, family: str, kind: str, source: str) -> None:
        columns = name_columns(given, family, kind=kind, source=source, by=self.by)
        self._row(PersonName, PersonName(person=person, **columns))

    def _row(self, table: type[Part], row: Part) -> None:
        self.rows[table].append(row)

    def _tell(
        self,
        event: PeopleEvent,
        person: Person,
        facts: Mapping[str, object] | None = None,
        *,
        about: bool = False,
    ) -> None:
        self.written_to[person.pk] = person
        subject = person.subject
        self.entries.append(Entry(event, subject, (subject,) if about else (), facts or {}))


@transaction.atomic
def write_many(many: Many, *, by: Actor) -> None:
    """Write what was gathered: a few statements, however many facts; all of it or nothing."""
    _permitted(many, by)
    for rows in many.rows.values():
        insert_many(rows)
    for on, some in many.endings.items():
        keys = [one.pk for one in some]
        still = Involvement.objects.filter(pk__in=keys, ends_on=None, in_error_because="")
        if still.update(ends_on=on, version=F("version") + 1) != len(keys):
            raise MovedMeanwhile("Somebody else has already ended one of these involvements")
    for person, learnt in many.completed:
        _learn(person, learnt)
    file_anew(list(many.written_to))
    record_many(many.entries, by=by)


def _learn(person: Person, learnt: Mapping[str, object]) -> None:
    """Only where still nothing is known: what somebody has written meanwhile stands."""
    unknown = {column: UNKNOWN[column] for column in learnt}
    still = Person.objects.filter(pk=person.pk, **unknown)
    if not still.update(version=F("version") + 1, **learnt):
        raise MovedMeanwhile("Somebody else has already said when they were born")


def _permitted(many: Many, by: Actor) -> None:
    """The register is written by roles that reach all of it; a restricted record by its readers."""
    works = many.rows[Involvement] or many.endings
    asked = (P.PERSON_WRITE, P.INVOLVEMENT_WRITE) if works else (P.PERSON_WRITE,)
    people = many.written_to.values()
    for readers in {None if p.readers is None else frozenset(p.readers) for p in people}:
        facts = RecordFacts(by.partnership, in_hub=True, named_readers=readers)
        for permission in asked:
            permit(by, permission, facts)
