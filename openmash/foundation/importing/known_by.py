"""The number a source knows a person by is a fact, which a split gives to whom it belongs to."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from openmash.core.actor import Actor
from openmash.foundation.importing.models import SourcePerson
from openmash.foundation.merging.facts import Fact, register


class KnownBy:
    """What another system calls them: its next extract writes to the record that has the number."""

    code = "known_by"
    label = "Numbers in other systems"
    counted = False

    def of(self, records: Iterable[uuid.UUID], by: Actor) -> list[Fact]:
        """The numbers that lead the extracts of a source to one of these records."""
        rows = SourcePerson.objects.filter(person_id__in=list(records), removed_at=None)
        ordered = rows.select_related("person", "source__agency").order_by("source__name", "key")
        return [self._fact(row) for row in ordered]

    def move(self, fact: uuid.UUID, giver: uuid.UUID, taker: uuid.UUID) -> bool:
        """From the next extract on, rows with this number are about the other record."""
        mine = SourcePerson.objects.filter(pk=fact, person_id=giver)
        return mine.update(person_id=taker) == 1

    def clash(self, fact: uuid.UUID, taker: uuid.UUID) -> str:
        """A source may know one person by two numbers."""
        return ""

    def _fact(self, row: SourcePerson) -> Fact:
        said = f"{row.source.agency.name}, {row.source.name}"
        # A source tells a number again with every extract: it is as old as the record.
        return Fact(self.code, row.pk, row.person_id, row.key, said, row.person.recorded_at)


register(KnownBy())
