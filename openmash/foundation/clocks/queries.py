"""Clocks as people read them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from openmash.foundation.clocks.models import ClockDefinition, ClockRun
from openmash.foundation.together import Question, Rows, ask


@dataclass(frozen=True)
class ClockView:
    """One running or stopped clock, as drawn: due, what is left, and the rule explained (L36)."""

    code: str
    name: str
    due_at: datetime
    ideal_at: datetime
    left: timedelta
    share: float
    state: str  # "running", "soon", "over", "met", "missed"
    explanation: str


SOON_SHARE = 2 / 3
RUNNING = frozenset({"running", "soon", "over"})  # states of a clock that has not stopped


def running(subjects: Iterable[str], *, at: datetime) -> dict[str, list[ClockView]]:
    """The running clocks of each record, nearest due first."""
    runs = ClockRun.objects.filter(subject__in=list(subjects), stopped_at=None)
    return by_record(runs.select_related("definition").order_by("due_at"), at=at)


def by_record(runs: Iterable[ClockRun], *, at: datetime) -> dict[str, list[ClockView]]:
    """Runs as they are drawn, by the record that they run for."""
    found: dict[str, list[ClockView]] = defaultdict(list)
    for run in runs:
        found[run.subject].append(view(run, at=at))
    return found


class AskedClocks:
    """The running clocks of some records, to be asked for with other questions."""

    def __init__(self, subjects: Iterable[str]) -> None:
        runs = ClockRun.objects.filter(subject__in=list(subjects), stopped_at=None)
        self._runs = Rows(runs.order_by("due_at"))
        self._definitions = Rows(ClockDefinition.objects.filter(pk__in=runs.values("definition")))

    @property
    def questions(self) -> tuple[Question[Any], ...]:
        """What is asked of the database."""
        return (self._runs, self._definitions)

    def of_each(self, *, at: datetime) -> dict[str, list[ClockView]]:
        """The running clocks of each record, nearest due first."""
        ask(*self.questions)
        definitions = {one.pk: one for one in self._definitions.answer}
        for run in self._runs.answer:
            run.definition = definitions[run.definition_id]
        return by_record(self._runs.answer, at=at)


def all_runs(subject: str, *, at: datetime) -> list[ClockView]:
    """Every clock a record ever had, in order of starting."""
    runs = ClockRun.objects.filter(subject=subject).select_related("definition")
    return [view(run, at=at) for run in runs.order_by("started_at", "code")]


def view(run: ClockRun, *, at: datetime) -> ClockView:
    """Draw one run at a moment. `share` is the part of elapsed time used, 0 to 1."""
    until = run.stopped_at or at
    whole = (run.due_at - run.started_at).total_seconds() or 1.0
    share = min(max((until - run.started_at).total_seconds() / whole, 0.0), 1.0)
    return ClockView(
        code=run.code,
        name=run.definition.name,
        due_at=run.due_at,
        ideal_at=run.ideal_at,
        left=run.due_at - until,
        share=share,
        state=_state(run, until, share),
        explanation=run.explanation,
    )


def _state(run: ClockRun, until: datetime, share: float) -> str:
    over = until > run.due_at
    if run.stopped_at is not None:
        return "missed" if over else "met"
    if over:
        return "over"
    return "soon" if share >= SOON_SHARE or until > run.ideal_at else "running"
