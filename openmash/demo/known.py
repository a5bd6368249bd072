"""Writing people of the demonstration into the register, in few words."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, timedelta

from openmash.core.actor import Actor
from openmash.foundation.people.commands import (
    NewAddress,
    NewContactPoint,
    NewPerson,
    add_contact_point,
    create_person,
    keep_address,
    relate,
)
from openmash.foundation.people.models import Person

SOURCE = "The hub’s register, before this year"


@dataclass(frozen=True)
class Known:
    """The register as one officer writes it; what each command does is its own business."""

    by: Actor

    def ago(self, days: int) -> date:
        """So many days before the register was filled."""
        return self.by.at.date() - timedelta(days=days)

    def child(self, given: str, family: str, born: date | None, sex: str) -> Person:
        """A child of the register."""
        return self._person(NewPerson(given, family, SOURCE, birth_date=born, sex=sex))

    def unborn(self, given: str, family: str, due: date) -> Person:
        """A child who is expected."""
        kind = Person.Kind.UNBORN
        return self._person(NewPerson(given, family, "Midwife", kind=kind, expected_birth_date=due))

    def adult(self, given: str, family: str, sex: str, born: date | None = None) -> Person:
        """A grown-up of the register."""
        kind = Person.Kind.ADULT
        return self._person(NewPerson(given, family, SOURCE, kind=kind, birth_date=born, sex=sex))

    def lives(  # an address, its period and whether it is protected
        self,
        lines: str,
        postcode: str,
        *people: Person,
        since: date | None = None,
        until: date | None = None,
        kind: str = "main",
        source: str = SOURCE,
        protected: bool = False,
    ) -> None:
        """People behind one door, from when to when."""
        for person in people:
            new = NewAddress(
                lines,
                postcode,
                source,
                kind=kind,
                confidential=protected,
                starts_on=since,
                ends_on=until,
            )
            keep_address(person, new, by=self.by)

    def parents(self, child: Person, *parents: Person, source: str = SOURCE) -> None:
        """Whose child somebody is; with parental responsibility once it is born."""
        holds = None if child.kind == Person.Kind.UNBORN else True
        for parent in parents:
            self.tie(parent, child, "parent", responsible=holds, source=source)

    def tie(  # noqa: PLR0913  # all but three are named
        self,
        one: Person,
        other: Person,
        kind: str,
        *,
        since: date | None = None,
        until: date | None = None,
        responsible: bool | None = None,
        lives_with: bool | None = None,
        certainty: str = "fact",
        source: str = SOURCE,
    ) -> None:
        """How two people are related."""
        details = {
            "starts_on": since,
            "ends_on": until,
            "parental_responsibility": responsible,
            "lives_with": lives_with,
            "certainty": certainty,
        }
        relate(one, other, kind, source=source, by=self.by, details=details)

    def phone(
        self, number: str, *people: Person, safe: bool | None = None, times: str = ""
    ) -> None:
        """A telephone number, perhaps shared."""
        for person in people:
            new = NewContactPoint("phone", number, SOURCE, safe_to_use=safe, safe_times=times)
            add_contact_point(person, new, by=self.by)

    def _person(self, new: NewPerson) -> Person:
        return create_person(new, key=uuid.uuid4(), by=self.by)
