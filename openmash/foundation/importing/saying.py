"""From the plan of a row to the facts it adds, each saying from which row of which file it came."""

from __future__ import annotations

import uuid

from openmash.core.dates import say_date
from openmash.core.working_time import LONDON
from openmash.foundation.importing.models import Import
from openmash.foundation.importing.planning import Plan
from openmash.foundation.importing.states import Outcome
from openmash.foundation.people.commands import (
    Many,
    NewAddress,
    NewContactPoint,
    NewInvolvement,
    NewPerson,
)
from openmash.foundation.people.models import (
    ContactPoint,
    Identifier,
    Involvement,
    Person,
    PersonName,
)


def provenance(one: Import, row: int) -> str:
    """Where a fact was said: the source, the day its file came, and the row."""
    day = say_date(one.received_at.astimezone(LONDON).date())
    return f"{one.source.agency.name}, {one.source.name} (import of {day}, row {row})"


class Writer:
    """Gathers what many rows add; a person an earlier row added is known to the later ones."""

    def __init__(
        self,
        one: Import,
        many: Many,
        people: dict[uuid.UUID, Person],
        to_end: dict[uuid.UUID, Involvement],
    ) -> None:
        self.one, self.many = one, many
        self.people, self.involvements = dict(people), dict(to_end)

    def gather(self, made: Plan) -> None:
        """Everything one row adds, in the order of the ordinary commands."""
        if made.outcome in (Outcome.NOTHING, Outcome.REJECTED):
            return
        said, source = made.said, provenance(self.one, made.said.number)
        person = self.people.get(made.record) or self._new(made, source)
        if made.learnt:
            self.many.complete(person, made.learnt, source=source)
        if made.name:
            legal = PersonName.Kind.LEGAL
            self.many.add_name(person, said.given, said.family, kind=legal, source=source)
        for kind, value in made.identifiers:
            verified = kind == Identifier.Kind.NHS_NUMBER and said.nhs_verified
            self.many.add_identifier(person, kind, value, source=source, verified=verified)
        if made.address:
            home = NewAddress(said.address, said.postcode, source, confidential=made.protected)
            self.many.keep_address(person, home)
        if made.phone:
            point = NewContactPoint(ContactPoint.Kind.PHONE, said.phone, source)
            self.many.add_contact_point(person, point)
        self._work(made, person, source)

    def _new(self, made: Plan, source: str) -> Person:
        said = made.said
        new = NewPerson(
            said.given,
            said.family,
            source,
            kind=said.kind,
            birth_date=said.birth_date,
            sex=said.sex,
        )
        person = self.many.create_person(new, key=made.record)
        self.people[person.pk] = person
        return person

    def _work(self, made: Plan, person: Person, source: str) -> None:
        for key, on in made.ends:
            if key != made.begins:
                self.many.end_involvement(self.involvements[key], on=on)
        if made.begins and made.begins_on and made.said.work:
            work = made.said.work
            new = NewInvolvement(
                work.kind,
                work.agency,
                work.service,
                source,
                made.begins_on,
                worker_name=work.worker,
            )
            begun = self.many.record_involvement(person, new, key=made.begins)
            self.involvements[made.begins] = begun
        for key, on in made.ends:
            if key == made.begins:
                self.many.end_involvement(self.involvements[key], on=on)
