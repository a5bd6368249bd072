"""The one way to change a state: permit, state, event and clocks in a single step."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import models, transaction

from openmash.core.lifecycle import Move
from openmash.core.refusals import MovedMeanwhile, NotReady
from openmash.foundation.access.permits import Permit
from openmash.foundation.clocks import commands as clocks
from openmash.foundation.ledger.commands import Entry, record_many
from openmash.foundation.ledger.commands import record as record_event
from openmash.foundation.ledger.models import Event
from openmash.foundation.moves.models import Record


@transaction.atomic
def move(
    record: Record,
    step: Move,
    permit: Permit,
    *,
    about: Iterable[str] = (),
    facts: dict[str, object] | None = None,
    changes: dict[str, object] | None = None,
) -> Event:
    """Make one move of a lifecycle, or raise and change nothing.

    `changes` are column values written in the same conditional update as the state. Raises
    `NotReady` when the state does not fit or a reason is missing, `MovedMeanwhile` when somebody
    else moved the record since it was read.
    """
    if permit.permission != step.permission:
        raise TypeError(f"{step.name} needs a permit for {step.permission}")
    _fits(record, step, permit)
    _write(record, step, changes or {})
    clocks.stop(step.stops, subject=record.subject, by=permit.by)
    clocks.resume(step.resumes, subject=record.subject, by=permit.by)
    for code in step.starts:
        clocks.start(code, subject=record.subject, by=permit.by)
    return record_event(
        step.event, by=permit.by, subject=record.subject, about=about, facts=facts or {}
    )


@transaction.atomic
def begin_many(
    records: Sequence[Record], step: Move, permit: Permit, *, about: Iterable[str] = ()
) -> None:
    """The first move of many records made in this transaction: its clocks and events, in few statements.

    Nobody else can have moved what nobody else can see yet, so nothing is compared and nothing stops.
    """
    if permit.permission != step.permission or step.target is not None:
        raise TypeError(f"{step.name} does not begin many records with this permit")
    for one in records:
        _fits(one, step, permit)
    subjects = [one.subject for one in records]
    for code in step.starts:
        clocks.start_many(code, subjects=subjects, by=permit.by)
    told = tuple(about)
    record_many([Entry(step.event, subject, told) for subject in subjects], by=permit.by)


def _fits(record: Record, step: Move, permit: Permit) -> None:
    if problem := step.problem_from(record.state):
        raise MovedMeanwhile(problem)
    if step.needs_reason and not permit.by.reason.strip():
        raise NotReady("Say why: this is kept with the record")


def _write(record: Record, step: Move, changes: dict[str, object]) -> None:
    target = str(step.target or record.state)
    same = type(record)._default_manager.filter(
        pk=record.pk, state__in=[str(s) for s in step.sources], version=record.version
    )
    if same.update(state=target, version=models.F("version") + 1, **changes) != 1:
        raise MovedMeanwhile("Somebody else changed this while you were looking at it")
    record.state, record.version = target, record.version + 1
    for name, value in changes.items():
        setattr(record, name, value)
