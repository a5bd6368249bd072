"""The watcher of clocks: notes what is late, and warns before it is (L36, P0)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.db.models import F, Q, QuerySet

from openmash.core.actor import Actor
from openmash.foundation.clocks.commands import mark_breached
from openmash.foundation.clocks.events import ClockEvent
from openmash.foundation.clocks.models import ClockRun
from openmash.foundation.ledger.commands import record

WARN_BEFORE = timedelta(hours=1)

OnSoon = Callable[[ClockRun, Actor], None]


def watch(*, by: Actor, on_soon: OnSoon) -> int:
    """Mark what is late and warn once of what soon will be; how many clocks were touched.

    `on_soon` puts a task before somebody; clocks know nothing of tasks.
    """
    late = list(_running(by).filter(due_at__lt=by.at, breached_at=None))
    return sum(mark_breached(run, by=by) for run in late) + sum(
        _warn(run, on_soon, by) for run in _soon(by)
    )


def _running(by: Actor) -> QuerySet[ClockRun]:
    running = ClockRun.objects.filter(partnership_id=by.partnership, stopped_at=None)
    return running.select_related("definition").order_by("due_at", "id")


def _soon(by: Actor) -> QuerySet[ClockRun]:
    """Past its ideal point or within the last hour, not late yet, and not warned of."""
    near = Q(due_at__lte=by.at + WARN_BEFORE) | Q(ideal_at__lt=F("due_at"), ideal_at__lte=by.at)
    return _running(by).filter(near, due_at__gte=by.at, warned_at=None)


def _warn(run: ClockRun, on_soon: OnSoon, by: Actor) -> bool:
    unwarned = ClockRun.objects.filter(pk=run.pk, stopped_at=None, warned_at=None)
    if not unwarned.update(warned_at=by.at):
        return False
    record(ClockEvent.SOON, by=by, subject=run.subject, facts={"clock": run.code})
    on_soon(run, by)
    return True
