"""Clocks start and stop here, called by the mover alone; the watcher marks what is late."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from openmash.core.actor import Actor
from openmash.core.working_time import LONDON, Due, Length, Unit, due
from openmash.foundation.clocks.events import ClockEvent
from openmash.foundation.clocks.models import ClockDefinition, ClockRun
from openmash.foundation.clocks.seed import SEED
from openmash.foundation.ledger.commands import record
from openmash.foundation.reference.queries import DatedCalendar, calendar_on


def start(code: str, *, subject: str, by: Actor) -> ClockRun:
    """Start a clock on a record at `by.at`; due and amber point are worked out once and kept."""
    day = by.at.astimezone(LONDON).date()
    definition = definition_on(by.partnership, code, by.at)
    calendar = calendar_on(by.partnership, day)
    run = _run(definition, subject, _reckon(definition, by.at, calendar), calendar.version, by)
    run.save(force_insert=True)
    return run


def start_many(code: str, *, subjects: Iterable[str], by: Actor) -> None:
    """Start the same clock on many records at once: worked out once, written by one statement."""
    definition = definition_on(by.partnership, code, by.at)
    calendar = calendar_on(by.partnership, by.at.astimezone(LONDON).date())
    reckoned = _reckon(definition, by.at, calendar)
    ClockRun.objects.bulk_create(
        _run(definition, subject, reckoned, calendar.version, by) for subject in subjects
    )


def stop(codes: Iterable[str], *, subject: str, by: Actor) -> None:
    """Stop the running clocks of these codes on a record at `by.at`; late ones are marked late."""
    running = ClockRun.objects.filter(subject=subject, code__in=list(codes), stopped_at=None)
    for run in running.select_for_update():
        run.stopped_at = by.at
        if by.at > run.due_at and run.breached_at is None:
            run.breached_at = run.due_at
        run.save(update_fields=["stopped_at", "breached_at"])


def resume(codes: Iterable[str], *, subject: str, by: Actor) -> None:
    """A stop was a mistake: the last run of each code goes on, with the due time it always had."""
    for code in codes:
        runs = ClockRun.objects.filter(partnership_id=by.partnership, subject=subject, code=code)
        last = runs.order_by("-started_at").select_for_update().first()
        if last is not None and last.stopped_at is not None:
            last.stopped_at = None
            last.save(update_fields=["stopped_at"])


def mark_breached(run: ClockRun, *, by: Actor) -> bool:
    """The watcher notes a missed due time once; False when somebody else already has."""
    late = ClockRun.objects.filter(pk=run.pk, stopped_at=None, breached_at=None)
    if not late.update(breached_at=run.due_at):
        return False
    record(ClockEvent.BREACHED, by=by, subject=run.subject, facts={"clock": run.code})
    return True


def seed_definitions(*, by: Actor) -> None:
    """Give a new partnership its first clock definitions."""
    for row in SEED:
        ClockDefinition.objects.get_or_create(
            partnership_id=by.partnership,
            code=row.code,
            version=1,
            defaults={
                "name": row.name,
                "amount": row.length.amount,
                "unit": row.length.unit,
                "ideal_amount": row.ideal.amount if row.ideal else None,
                "ideal_unit": row.ideal.unit if row.ideal else "",
                "valid_from": by.at.date(),
                "source": row.source,
            },
        )
    record(ClockEvent.SEEDED, by=by, subject=f"partnership:{by.partnership}")


def publish_definition(
    code: str, length: Length, ideal: Length | None, source: str, *, holds_from: date, by: Actor
) -> ClockDefinition:
    """Publish the next version of a clock; those that run keep the version they began with."""
    versions = ClockDefinition.objects.filter(partnership_id=by.partnership, code=code)
    latest = versions.order_by("-version")[0]
    made = ClockDefinition.objects.create(
        partnership_id=by.partnership,
        code=code,
        version=latest.version + 1,
        name=latest.name,
        amount=length.amount,
        unit=length.unit,
        ideal_amount=ideal.amount if ideal else None,
        ideal_unit=ideal.unit if ideal else "",
        valid_from=holds_from,
        source=source,
    )
    facts: dict[str, object] = {"what": code, "version": made.version}
    record(ClockEvent.PUBLISHED, by=by, subject=f"partnership:{by.partnership}", facts=facts)
    return made


def definition_on(partnership: str, code: str, at: datetime) -> ClockDefinition:
    """The definition in force at a moment; the oldest one for moments before the first."""
    versions = ClockDefinition.objects.filter(partnership_id=partnership, code=code)
    in_force = versions.filter(valid_from__lte=at.astimezone(LONDON).date()).order_by("-version")
    return in_force.first() or versions.order_by("version")[0]


def _run(
    definition: ClockDefinition, subject: str, reckoned: Due, version: int, by: Actor
) -> ClockRun:
    return ClockRun(
        partnership_id=by.partnership,
        definition=definition,
        code=definition.code,
        subject=subject,
        started_at=by.at,
        ideal_at=reckoned.ideal_at,
        due_at=reckoned.due_at,
        explanation=reckoned.explanation,
        calendar_version=version,
    )


def _reckon(definition: ClockDefinition, at: datetime, dated: DatedCalendar) -> Due:
    reckoned = due(at, Length(definition.amount, Unit(definition.unit)), dated.calendar)
    if definition.ideal_amount is None:
        return reckoned
    ideal = due(at, Length(definition.ideal_amount, Unit(definition.ideal_unit)), dated.calendar)
    return Due(reckoned.due_at, min(ideal.due_at, reckoned.due_at), reckoned.explanation)
