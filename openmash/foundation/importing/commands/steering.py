"""What a person decides about an import: what the columns hold, start, stop, go on, discard."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction

from openmash.core.actor import Actor
from openmash.core.refusals import refuse_if
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.permits import permit
from openmash.foundation.importing.access import in_the_name_of, record_facts
from openmash.foundation.importing.fields import CODES, Field, plain
from openmash.foundation.importing.models import Import, ImportFile, ImportRow, Source
from openmash.foundation.importing.queries import another_is_running, checked, date_order
from openmash.foundation.importing.queue import defer_work
from openmash.foundation.importing.rules import ANOTHER, Columns, why_not_check, why_not_start
from openmash.foundation.importing.states import IMPORT, Outcome
from openmash.foundation.moves.mover import move


@dataclass(frozen=True)
class NewColumns:
    """What a person said the columns hold, by their place."""

    columns: Mapping[int, Field]
    month_first: bool | None
    full_extract: bool | None


@transaction.atomic
def check(one: Import, new: NewColumns, *, by: Actor) -> Import:
    """Keep what the columns hold, remember it with the source, and have every row checked."""
    step = IMPORT["check"]
    allowed = permit(by, step.permission, record_facts(by))
    shown, example = date_order(one, new.columns)
    chosen = tuple(new.columns.values())
    refuse_if(why_not_check(Columns(chosen, new.full_extract, new.month_first, shown, example)))
    _remember(one, new)
    changes = {
        "columns": {str(place): field.value for place, field in new.columns.items()},
        "month_first": bool(new.month_first),
        "full_extract": bool(new.full_extract),
    }
    move(one, step, allowed, changes={**changes, **_from_the_start(by)})
    defer_work(one)
    return one


@transaction.atomic
def say_values(one: Import, values: Mapping[Field, Mapping[str, str]], *, by: Actor) -> Import:
    """Agree what this source's codes mean, for good, and have every row checked again."""
    step = IMPORT["check"]
    allowed = permit(by, step.permission, record_facts(by))
    source = Source.objects.select_for_update().get(pk=one.source_id)
    for field in CODES:
        said = {plain(value): code for value, code in values.get(field, {}).items() if code}
        source.values = {**source.values, field: {**source.values.get(field, {}), **said}}
    source.save(update_fields=["values"])
    move(one, step, allowed, changes=_from_the_start(by))
    defer_work(one)
    return one


@transaction.atomic
def start(one: Import, *, endings_agreed: int | None = None, by: Actor) -> Import:
    """Let the worker write, in this person's name; endings only as many as were agreed to."""
    step = IMPORT["start"]
    allowed = permit(by, step.permission, record_facts(by))
    refuse_if(why_not_start(checked(one, endings_agreed)))
    agreed = (
        endings_agreed if one.full_extract and one.endings else (0 if one.full_extract else None)
    )
    move(
        one, step, allowed, changes={"endings_agreed": agreed, "traced": True, **in_the_name_of(by)}
    )
    defer_work(one)
    return one


@transaction.atomic
def stop(one: Import, *, by: Actor) -> Import:
    """Stop after the rows that are being written; what is written stays."""
    step = IMPORT["stop" if IMPORT["stop"].problem_from(one.state) is None else "stop_check"]
    move(one, step, permit(by, step.permission, record_facts(by)))
    return one


@transaction.atomic
def resume(one: Import, *, by: Actor) -> Import:
    """Go on with the first row that is not written yet, in this person's name."""
    step = IMPORT["resume"]
    refuse_if([ANOTHER] if another_is_running(one) else [])
    move(one, step, permit(by, step.permission, record_facts(by)), changes=in_the_name_of(by))
    defer_work(one)
    return one


@transaction.atomic
def discard(one: Import, *, by: Actor) -> Import:
    """Empty the file and its rows; what was written before stays in the register."""
    step = IMPORT["discard"]
    move(one, step, permit(by, step.permission, record_facts(by)), changes={"finished_at": by.at})
    put_away(one, by=by)
    ImportRow.objects.filter(about=one).update(
        cells=[], changes=[], reasons=[], warnings=[], name="", same_as=""
    )
    return one


def put_away(one: Import, *, by: Actor) -> None:
    """Empty the file, and the cells of every row but those that have to be put right."""
    permit(by, P.PERSON_IMPORT, record_facts(by))
    ImportFile.objects.filter(about=one).update(content=b"")
    ImportRow.objects.filter(about=one).exclude(outcome=Outcome.REJECTED).update(cells=[])


def _remember(one: Import, new: NewColumns) -> None:
    """By heading, so that a column that has moved is still known; left out is remembered too."""
    source = Source.objects.select_for_update().get(pk=one.source_id)
    said = {
        plain(heading): (new.columns[place].value if place in new.columns else "")
        for place, heading in enumerate(one.headings)
    }
    source.columns = {**source.columns, **said}
    if new.month_first is not None:
        source.month_first = new.month_first
    source.save(update_fields=["columns", "month_first"])


def _from_the_start(by: Actor) -> dict[str, object]:
    return {"rows_checked": 0, "problem": "", "unknown": [], "endings": 0, **in_the_name_of(by)}
