"""Taking an import back: a person asks for it, the worker does it person by person, each at most once."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Collection
from datetime import date

from django.db import transaction

from openmash.core.actor import Actor, system_actor
from openmash.core.refusals import Refused, refuse_if
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.permits import permit
from openmash.foundation.access.row_security import act_as
from openmash.foundation.importing.access import in_the_name_of, record_facts
from openmash.foundation.importing.models import (
    Import,
    Source,
    SourceInvolvement,
    SourcePerson,
    Trace,
)
from openmash.foundation.importing.queries import standing_of
from openmash.foundation.importing.queue import defer_work
from openmash.foundation.importing.rules import IN_USE, why_not_take_back
from openmash.foundation.importing.states import IMPORT, Wrote
from openmash.foundation.importing.weighing import STATEMENTS, in_use, weigh
from openmash.foundation.moves.mover import move
from openmash.foundation.people.access import visible_to
from openmash.foundation.people.commands import (
    Life,
    correct_life,
    enter_in_error,
    give_back,
    mark_involvement_in_error,
    reopen_involvement,
    withdraw,
)
from openmash.foundation.people.models import Involvement, Person

AT_ONCE = 100
TAKEN_BACK = "The import that said this was taken back: {because}"


@transaction.atomic
def take_back(one: Import, *, by: Actor) -> Import:
    """Have the worker take everything back that this import wrote and nobody has touched since."""
    step = IMPORT["take_back"]
    allowed = permit(by, step.permission, record_facts(by))
    Source.objects.select_for_update().get(pk=one.source_id)
    refuse_if(why_not_take_back(standing_of(one)))
    said = {"taken_back_at": by.at, "taken_back_by": by.name, "taken_back_because": by.reason}
    move(one, step, allowed, changes={**said, **in_the_name_of(by)})
    defer_work(one)
    return one


@transaction.atomic
def take_over(one: Import, *, by: Actor) -> Import:
    """Let the worker go on taking back in this person's name, when whoever began has left."""
    step = IMPORT["take_over"]
    move(one, step, permit(by, step.permission, record_facts(by)), changes=in_the_name_of(by))
    defer_work(one)
    return one


def take_some_back(one: Import, *, by: Actor) -> bool:
    """Take back what was said of the next people; whether there is more to do.

    All that was said of a person is weighed and settled together, in one transaction.
    """
    permit(by, P.PERSON_IMPORT, record_facts(by))
    left = Trace.objects.filter(about=one, done_at=None).order_by("person_id")
    people = list(left.values_list("person_id", flat=True).distinct()[:AT_ONCE])
    if people:
        _take(one, people, by)
        return True
    _give_back_what_was_missed(one, by)
    _finish(one, by)
    return False


def _take(one: Import, people: Collection[uuid.UUID], by: Actor) -> None:
    """Nobody begins to rest on these records while they are weighed: the database holds them."""
    held = visible_to(by).filter(pk__in=people).select_for_update().order_by("pk")
    list(held.values_list("pk", flat=True))
    traces = list(Trace.objects.filter(about=one, person_id__in=people).order_by("-id"))
    kept = weigh(one, traces, by=by)
    made = {trace.person_id for trace in traces if trace.kind == Wrote.PERSON}
    gone = [t.person_id for t in traces if t.kind == Wrote.PERSON and not kept[t.pk]]
    _forget(one, gone, by)
    _as_system(withdraw, gone, by)
    for trace in traces:
        if trace.person_id not in made and not kept[trace.pk] and trace.done_at is None:
            kept[trace.pk] = _fact_or_why(one, trace, by)
    _settle(traces, kept, by)


def _fact_or_why(one: Import, trace: Trace, by: Actor) -> str:
    """The ordinary commands have the last word: what they refuse stays, with their reason."""
    try:
        with transaction.atomic():
            _take_fact(one, trace, by)
    except Refused as why:
        return str(why)
    return ""


def _take_fact(one: Import, trace: Trace, by: Actor) -> None:
    because = TAKEN_BACK.format(because=one.taken_back_because)
    match trace.kind:
        case Wrote.WORK:
            work = Involvement.objects.select_related("person").get(pk=trace.key)
            mark_involvement_in_error(work, because, by=by)
            _point_back(one, trace, by)
        case Wrote.ENDED:
            work = Involvement.objects.select_related("person").get(pk=trace.key)
            if not work.in_error_because and work.ends_on == date.fromisoformat(trace.before["on"]):
                reopen_involvement(work, by=by)
        case Wrote.LEARNT:
            _unlearn(trace, because, by)
        case Wrote.NUMBER:
            SourcePerson.objects.filter(pk=trace.key).update(removed_at=by.at)
        case _:
            table = STATEMENTS[Wrote(trace.kind)]
            enter_in_error(table.objects.select_related("person").get(pk=trace.key), because, by=by)


def _unlearn(trace: Trace, because: str, by: Actor) -> None:
    person = Person.objects.get(pk=trace.key)
    life = Life(
        birth_date=None if "birth_date" in trace.before else person.birth_date,
        birth_date_estimated=person.birth_date_estimated,
        death_date=person.death_date,
        sex=Person.Sex.UNKNOWN if "sex" in trace.before else person.sex,
        source=because,
    )
    correct_life(person, life, version=person.version, by=by)


def _point_back(one: Import, trace: Trace, by: Actor) -> None:
    """The source told of another involvement before, or of none."""
    told = SourceInvolvement.objects.filter(source_id=one.source_id, involvement_id=trace.key)
    if was := trace.before.get("was"):
        told.update(involvement_id=was)
    else:
        told.update(removed_at=by.at)


def _forget(one: Import, gone: Collection[uuid.UUID], by: Actor) -> None:
    """The next file of this source with their number adds them anew."""
    for table in (SourceInvolvement, SourcePerson):
        table.objects.filter(source_id=one.source_id, person_id__in=gone).update(removed_at=by.at)


def _give_back_what_was_missed(one: Import, by: Actor) -> None:
    """Who began to work with a record just while it went has it again: nothing they did is lost."""
    mine = Trace.objects.filter(about=one, kind=Wrote.PERSON, kept_because="")
    missed = in_use(one, set(mine.values_list("person_id", flat=True)), by=by)
    if not missed:
        return
    _as_system(give_back, list(missed), by)
    for table in (SourceInvolvement, SourcePerson):
        table.objects.filter(source_id=one.source_id, person_id__in=missed).update(removed_at=None)
    Trace.objects.filter(about=one, person_id__in=missed).update(kept_because=IN_USE)


def _as_system(what: Callable[..., object], records: Collection[uuid.UUID], by: Actor) -> None:
    """A withdrawn record is there for the system alone; the ledger names who decided."""
    act_as(system_actor("importing", partnership=by.partnership, at=by.at))
    what(records, by=by)
    act_as(by)


def _settle(traces: list[Trace], kept: dict[int, str], by: Actor) -> None:
    for trace in traces:
        if trace.done_at is None:
            trace.done_at, trace.kept_because = by.at, kept[trace.pk]
    Trace.objects.bulk_update(traces, ["done_at", "kept_because"])


def _finish(one: Import, by: Actor) -> None:
    traces = Trace.objects.filter(about=one)
    kept = traces.exclude(kept_because="").count()
    step = IMPORT["end_partly" if kept else "end_taking_back"]
    allowed = permit(by, step.permission, record_facts(by))
    move(one, step, allowed, facts={"taken_back": traces.count() - kept, "kept": kept})
