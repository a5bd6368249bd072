"""Writing a checked file into the register, some rows at a time, each row at most once."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import date

from django.db.models import F

from openmash.core.actor import Actor
from openmash.core.working_time import LONDON
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.permits import permit
from openmash.foundation.importing.access import record_facts
from openmash.foundation.importing.commands.steering import put_away
from openmash.foundation.importing.learning import learn
from openmash.foundation.importing.matching import look_up
from openmash.foundation.importing.models import (
    Import,
    ImportRow,
    Trace,
)
from openmash.foundation.importing.outcomes import key_of_row, row_of
from openmash.foundation.importing.planning import Directory, Plan, plan
from openmash.foundation.importing.queries import (
    layout_of,
    open_and_untold,
    rejected_without_number,
)
from openmash.foundation.importing.reading import Row
from openmash.foundation.importing.rules import may_end
from openmash.foundation.importing.saying import Writer
from openmash.foundation.importing.states import IMPORT
from openmash.foundation.importing.tracing import Tracer
from openmash.foundation.importing.understanding import understand
from openmash.foundation.moves.mover import move
from openmash.foundation.people.commands import Many, write_many
from openmash.foundation.people.models import Involvement

AT_ONCE = 250
NOT_ENDED = (
    "{left:,} involvements are no longer in the file. Nothing was ended: more than you agreed to, or a"
    " rejected row does not say whom it is about"
)
OUTCOME = ("outcome", "name", "same_as", "changes", "reasons", "warnings")


def write_some(one: Import, *, by: Actor) -> bool:
    """Write the next rows, then end what a full extract no longer holds, then finish; whether there
    is more to do. All rows of a part are written and marked together, or none."""
    permit(by, P.PERSON_IMPORT, record_facts(by))
    waiting = ImportRow.objects.filter(about=one, done_at=None).order_by("number")
    if rows := list(waiting[:AT_ONCE]):
        _write(one, rows, by)
        Import.objects.filter(pk=one.pk).update(written=F("written") + len(rows))
        return True
    if one.full_extract and _end_some(one, by):
        return True
    _finish(one, by)
    return False


def _write(one: Import, rows: list[ImportRow], by: Actor) -> None:
    """The register may have changed since the dry run: every row is compared again."""
    today, layout, directory = _today(by), layout_of(one), Directory()
    as_read = [Row(r.number, tuple(r.cells), tuple(r.problems)) for r in rows]
    read = [(row, understand(row, layout, today=today)) for row in as_read]
    people = look_up(directory, [u.said for _, u in read if u.said], one.source, by=by)
    plans: dict[int, Plan] = {
        row.number: plan(u.said, directory, new_key=key_of_row(one, row.number), today=today)
        for row, u in read
        if u.said
    }
    writer = Writer(one, Many(by), people, _to_end(plans.values()))
    tracer = Tracer(one, writer.many)
    for made in plans.values():
        writer.gather(made)
        tracer.follow(made, writer.involvements)
    write_many(writer.many, by=by)
    learn(one, plans.values(), tracer)
    Trace.objects.bulk_create(tracer.traces)
    found = [row_of(one, row, u, plans.get(row.number), done_at=by.at) for row, u in read]
    _mark(rows, found, by)


def _mark(before: list[ImportRow], found: list[ImportRow], by: Actor) -> None:
    """Each row is done; what became of it is kept anew only where the dry run said otherwise."""
    ImportRow.objects.filter(pk__in=[row.pk for row in before]).update(done_at=by.at)
    other = [
        new
        for old, new in zip(before, found, strict=True)
        if any(getattr(old, name) != getattr(new, name) for name in OUTCOME)
    ]
    ImportRow.objects.bulk_create(
        other, update_conflicts=True, unique_fields=["about", "number"], update_fields=OUTCOME
    )


def _to_end(plans: Iterable[Plan]) -> dict[uuid.UUID, Involvement]:
    keys = {key for made in plans for key, _ in made.ends}
    return Involvement.objects.select_related("person").in_bulk(keys) if keys else {}


def _end_some(one: Import, by: Actor) -> bool:
    """End some of what a full extract no longer holds; never more than a person agreed to."""
    untold = open_and_untold(one)
    left = untold.count()
    if not left:
        return False
    if not may_end(one.ended, left, one.endings_agreed, rejected_without_number(one)):
        Import.objects.filter(pk=one.pk).update(problem=NOT_ENDED.format(left=left))
        return False
    some = untold.select_related("person").order_by("pk")[:AT_ONCE]
    many, today = Many(by), _today(by)
    tracer = Tracer(one, many)
    for involvement in some:
        many.end_involvement(involvement, on=max(today, involvement.starts_on))
    write_many(many, by=by)
    tracer.follow_endings()
    Trace.objects.bulk_create(tracer.traces)
    ended = sum(len(those) for those in many.endings.values())
    Import.objects.filter(pk=one.pk).update(ended=F("ended") + ended)
    return True


def _finish(one: Import, by: Actor) -> None:
    step = IMPORT["finish"]
    allowed = permit(by, step.permission, record_facts(by))
    one.refresh_from_db(fields=["written", "ended"])
    facts: dict[str, object] = {"rows": one.written, "ended": one.ended}
    move(one, step, allowed, facts=facts, changes={"finished_at": by.at})
    put_away(one, by=by)


def _today(by: Actor) -> date:
    return by.at.astimezone(LONDON).date()
