"""Many facts at once: the same rows and the same events as one command after the other."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction

from openmash.core.actor import Actor
from openmash.core.refusals import MovedMeanwhile
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.permits import permit
from openmash.foundation.access.rules import RecordFacts
from openmash.foundation.ledger.commands import Entry, record_many
from openmash.foundation.ledger.inserting import insert_many
from openmash.foundation.people.commands.rows import (
    NewContactPoint,
    NewInvolvement,
    NewPerson,
    address_row,
    contact_point_row,
    identifier_row,
    involvement_row,
    name_row,
    person_columns,
)
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
    written_to: dict[uuid.UUID, Person] = field(default_factory=dict)

    def create_person(self, new: NewPerson, *, key: uuid.UUID) -> Person:
        """Add a person under a key of the caller's."""
        person = Person(pk=key, **person_columns(new, key=key, by=self.by))
        self._row(Person, person)
        self._tell(PeopleEvent.ADDED, person, about=True)
        name = name_row(
            person, new.given, new.family, kind=new.name_kind, source=new.source, by=self.by
        )
        self._row(PersonName, name)
        return person

    def add_name(self, person: Person, given: str, family: str, *, kind: str, source: str) -> None:
        """Add a name."""
        row = name_row(person, given, family, kind=kind, source=source, by=self.by)
        self._row(PersonName, row)
        self._tell(PeopleEvent.NAME_ADDED, person, about=True)

    def add_identifier(
        self, person: Person, kind: str, value: str, *, source: str, verified: bool = False
    ) -> None:
        """Keep a number."""
        row = identifier_row(person, kind, value, source=source, by=self.by, verified=verified)
        self._row(Identifier, row)
        self._tell(
            PeopleEvent.IDENTIFIER_ADDED, person, {"kind": kind, "warned": bool(row.warning)}
        )

    def add_address(
        self, person: Person, lines: str, postcode: str, *, source: str, confidential: bool
    ) -> None:
        """Add where a person lives."""
        row = address_row(
            person, lines, postcode, source=source, by=self.by, confidential=confidential
        )
        self._row(Address, row)
        self._tell(PeopleEvent.ADDRESS_ADDED, person, {"confidential": row.confidential})

    def add_contact_point(self, person: Person, new: NewContactPoint) -> None:
        """Keep how a person is reached."""
        self._row(ContactPoint, contact_point_row(person, new, by=self.by))
        facts = {"kind": new.kind, "safe_to_use": new.safe_to_use}
        self._tell(PeopleEvent.CONTACT_POINT_ADDED, person, facts)

    def record_involvement(
        self, person: Person, new: NewInvolvement, *, key: uuid.UUID
    ) -> Involvement:
        """Record who works with a person, under a key of the caller's."""
        row = involvement_row(person, new, by=self.by)
        row.pk = key
        self._row(Involvement, row)
        facts = {"kind": new.kind, "agency": new.agency}
        self._tell(PeopleEvent.INVOLVEMENT_RECORDED, person, facts)
        return row

    def end_involvement(self, involvement: Involvement, *, on: date) -> None:
        """Record that somebody no longer works with a person."""
        self.endings.setdefault(on, []).append(involvement)
        facts = {"kind": involvement.kind}
        self._tell(PeopleEvent.INVOLVEMENT_ENDED, involvement.person, facts)

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
    _permitted(many.written_to.values(), by)
    for rows in many.rows.values():
        insert_many(rows)
    for on, some in many.endings.items():
        keys = [one.pk for one in some]
        if Involvement.objects.filter(pk__in=keys, ends_on=None).update(ends_on=on) != len(keys):
            raise MovedMeanwhile("Somebody else has already ended one of these involvements")
    record_many(many.entries, by=by)


def _permitted(people: Iterable[Person], by: Actor) -> None:
    """The register is written by roles that reach all of it; a restricted record by its readers."""
    for readers in {None if p.readers is None else frozenset(p.readers) for p in people}:
        facts = RecordFacts(by.partnership, in_hub=True, named_readers=readers)
        permit(by, P.PERSON_WRITE, facts)
