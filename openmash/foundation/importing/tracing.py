"""What each row wrote, kept beside it in the same transaction, so that all of it can be taken back."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from openmash.foundation.importing.models import Import, Trace
from openmash.foundation.importing.planning import Plan
from openmash.foundation.importing.states import Wrote
from openmash.foundation.people.commands import Many
from openmash.foundation.people.models import (
    Address,
    ContactPoint,
    Identifier,
    Involvement,
    Part,
    Person,
    PersonName,
)

KINDS: dict[type[Part], Wrote] = {
    PersonName: Wrote.NAME,
    Identifier: Wrote.IDENTIFIER,
    Address: Wrote.ADDRESS,
    ContactPoint: Wrote.CONTACT_POINT,
    Involvement: Wrote.WORK,
}


class Tracer:
    """Follows what is gathered, row by row.

    Of somebody the import adds only that is kept: what else it says of them goes and stays with them.
    """

    def __init__(self, one: Import, many: Many) -> None:
        self.one, self.many = one, many
        self.seen = dict.fromkeys(many.rows, 0)
        self.added: set[uuid.UUID] = set()
        self.traces: list[Trace] = []

    def follow(self, made: Plan, works: Mapping[uuid.UUID, Involvement]) -> None:
        """What this row has gathered since the row before; `works` are the involvements it may end."""
        row = made.said.number
        for person in self._new(Person):
            self.added.add(person.pk)
            self._keep(row, Wrote.PERSON, person.pk, person.pk)
        for table, kind in KINDS.items():
            for fact in self._new(table):
                self._keep(row, kind, fact.pk, fact.person_id, **_state_of(fact))
        if made.learnt:
            said = {column: str(value) for column, value in made.learnt.items()}
            self._keep(row, Wrote.LEARNT, made.record, made.record, **said)
        for key, on in made.ends:
            self._keep(row, Wrote.ENDED, key, works[key].person_id, on=on.isoformat())

    def follow_endings(self) -> None:
        """What ends because a full extract no longer holds it: no row says so."""
        for on, works in self.many.endings.items():
            for work in works:
                self._keep(0, Wrote.ENDED, work.pk, work.person_id, on=on.isoformat())

    def learnt_number(self, key: uuid.UUID, person: uuid.UUID) -> None:
        """A number by which the source knows somebody from now on."""
        self._keep(0, Wrote.NUMBER, key, person)

    def pointed(self, work: uuid.UUID, before: uuid.UUID) -> None:
        """Which involvement the source told of before it told of this one."""
        for trace in self.traces:
            if trace.kind == Wrote.WORK and trace.key == work:
                trace.before = {**trace.before, "was": str(before)}

    def _new(self, table: type[Part]) -> list[Any]:
        rows, since = self.many.rows[table], self.seen[table]
        self.seen[table] = len(rows)
        return rows[since:]

    def _keep(
        self, row: int, kind: Wrote, key: uuid.UUID, person: uuid.UUID, **before: object
    ) -> None:
        if person in self.added and kind != Wrote.PERSON:
            return
        here = self.one.partnership_id
        self.traces.append(
            Trace(
                partnership_id=here,
                about=self.one,
                row=row,
                kind=kind,
                key=key,
                person_id=person,
                before=before,
            )
        )


def _state_of(fact: Any) -> dict[str, object]:
    """What somebody may change of it without saying that it was wrong."""
    if isinstance(fact, Identifier):
        return {"verified": fact.verified}
    return {"confidential": fact.confidential} if isinstance(fact, Address) else {}
