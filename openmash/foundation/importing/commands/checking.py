"""The dry run: every row read and compared, nothing written to the register."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from itertools import islice

from openmash.core.actor import Actor
from openmash.core.working_time import LONDON
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.permits import permit
from openmash.foundation.importing.access import record_facts
from openmash.foundation.importing.matching import look_up
from openmash.foundation.importing.models import (
    Import,
    ImportFile,
    ImportRow,
)
from openmash.foundation.importing.outcomes import key_of_row, row_of
from openmash.foundation.importing.planning import Directory, plan
from openmash.foundation.importing.queries import (
    layout_of,
    limits,
    open_and_untold,
    rejected_without_number,
)
from openmash.foundation.importing.reading import Row, Unreadable, read_table
from openmash.foundation.importing.states import IMPORT
from openmash.foundation.importing.understanding import Understood, understand
from openmash.foundation.moves.mover import move

AT_ONCE = 500
MOST_UNKNOWN = 50
ALL_BUT_KEYS = ("cells", "problems", "key", "outcome", "name", "same_as", "changes", "reasons",
                "warnings", "done_at")  # fmt: skip


class Check:
    """One dry run from the first row to the last. It writes nothing of value: one that was cut off
    begins again."""

    def __init__(self, version: int) -> None:
        self.version = version  # of the import: what its columns hold may be said anew
        self.rows: Iterator[Row] | None = None
        self.directory = Directory()
        self.told: set[uuid.UUID] = set()
        self.unknown: dict[tuple[str, str], int] = {}
        self.rows_checked = 0

    def some(self, one: Import, *, by: Actor) -> bool:
        """Check the next rows; whether there are more."""
        permit(by, P.PERSON_IMPORT, record_facts(by))
        try:
            rows = self._next(one, by)
        except Unreadable as problem:
            _give_up(one, str(problem), by)
            return False
        if not rows:
            self._end(one, by)
            return False
        self._look_at(one, rows, by)
        return True

    def _next(self, one: Import, by: Actor) -> list[Row]:
        if self.rows is None:
            content = bytes(ImportFile.objects.get(about=one).content)
            self.rows = read_table(content, limits(by)).rows()
        return list(islice(self.rows, AT_ONCE))

    def _look_at(self, one: Import, rows: list[Row], by: Actor) -> None:
        today, layout = by.at.astimezone(LONDON).date(), layout_of(one)
        read = [(row, understand(row, layout, today=today)) for row in rows]
        look_up(self.directory, [u.said for _, u in read if u.said], one.source, by=by)
        found = [self._planned(one, row, understood, by) for row, understood in read]
        ImportRow.objects.bulk_create(
            found,
            update_conflicts=True,
            unique_fields=["about", "number"],
            update_fields=ALL_BUT_KEYS,
        )
        self.rows_checked += len(rows)
        Import.objects.filter(pk=one.pk).update(rows_checked=self.rows_checked)

    def _planned(self, one: Import, row: Row, read: Understood, by: Actor) -> ImportRow:
        for unknown in read.unknown:
            place = (unknown.field.value, unknown.value)
            self.unknown[place] = self.unknown.get(place, 0) + 1
        made = None
        if read.said:
            today = by.at.astimezone(LONDON).date()
            made = plan(read.said, self.directory, new_key=key_of_row(one, row.number), today=today)
            self.told.update(key for key, _ in made.ends)
            if made.tells:
                self.told.add(made.tells[1])
        return row_of(one, row, read, made)

    def _end(self, one: Import, by: Actor) -> None:
        unknown = [[*place, count] for place, count in self.unknown.items()][:MOST_UNKNOWN]
        changes = {"unknown": unknown, "endings": self._endings(one) if one.full_extract else 0}
        step = IMPORT["end_check"]
        facts = {"rows": self.rows_checked, "endings": changes["endings"]}
        allowed = permit(by, step.permission, record_facts(by))
        move(one, step, allowed, changes=changes, facts=facts)

    def _endings(self, one: Import) -> int:
        """Open involvements this source told of before, and which no row of the file tells of."""
        if rejected_without_number(one):
            return 0
        return sum(
            key not in self.told for key in open_and_untold(one).values_list("pk", flat=True)
        )


def _give_up(one: Import, problem: str, by: Actor) -> None:
    """The file turned out to be unreadable further down: say so where the columns are said."""
    step = IMPORT["give_up"]
    allowed = permit(by, step.permission, record_facts(by))
    move(one, step, allowed, changes={"problem": problem})
