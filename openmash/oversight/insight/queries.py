"""A measure, week by week and by who sent it; two queries for each, whatever the number of cases."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Aggregate, Count, FloatField, Q
from django.db.models.functions import TruncWeek

from openmash.core.actor import Actor
from openmash.core.working_time import LONDON, london_day
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.permits import permit
from openmash.foundation.access.rules import RecordFacts
from openmash.foundation.reference.queries import settings_of
from openmash.oversight.insight.measures import Measure, Span

GOALS = "measure-goals"
WEEKS, WEEKS_OF_TABLE = 26, 13


class Median(Aggregate):
    """Half are less."""

    function = "percentile_cont"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = FloatField()


@dataclass(frozen=True)
class Counts:
    """Of how many cases, how many; and half of what."""

    of: int
    hits: int = 0
    median: float | None = None
    columns: tuple[int, ...] = ()


@dataclass(frozen=True)
class Weekly:
    """One measure over the last full weeks, the latest last, and the partnership's goal, if any."""

    measure: Measure
    weeks: Mapping[date, Counts]
    goal: float | None = None


@dataclass(frozen=True)
class ByKind:
    """The same by the kind of who sent it, over the last weeks together."""

    kinds: Mapping[str, Counts]
    since: date
    until: date  # the last day


def goals_of(by: Actor) -> Mapping[str, float]:
    """What this partnership wants to reach, by measure, in per cent; nothing for what it watches."""
    found = settings_of(by.partnership, [GOALS]).get(GOALS, {})
    return found if isinstance(found, dict) else {}


def weekly(measure: Measure, *, by: Actor, goal: float | None = None) -> Weekly:
    """A measure week by week; a week without a case is there too. Raises `NotAllowed`."""
    permit(by, P.MEASURE_READ, RecordFacts(partnership=by.partnership, in_hub=True))
    monday = _monday(by)
    weeks = [monday - timedelta(weeks=n) for n in range(WEEKS, 0, -1)]
    found = _by_week(measure, _span(weeks[0], monday, by))
    return Weekly(measure, {one: found.get(one, Counts(0)) for one in weeks}, goal)


def by_kind(measure: Measure, *, by: Actor) -> ByKind:
    """A measure by the kind of agency that sent it, never by person. Raises `NotAllowed`."""
    permit(by, P.MEASURE_READ, RecordFacts(partnership=by.partnership, in_hub=True))
    monday = _monday(by)
    since = monday - timedelta(weeks=WEEKS_OF_TABLE)
    return ByKind(_by_kind(measure, _span(since, monday, by)), since, monday - timedelta(days=1))


def _monday(by: Actor) -> date:
    today = london_day(by.at)
    return today - timedelta(days=today.weekday())


def _span(since: date, until: date, by: Actor) -> Span:
    start, end = (datetime.combine(day, time.min, LONDON) for day in (since, until))
    return Span(by.partnership, start, end, by.at)


def _by_week(measure: Measure, span: Span) -> dict[date, Counts]:
    rows = measure.cases(span).annotate(week=TruncWeek("at", tzinfo=LONDON)).order_by()
    counted = rows.values("week").annotate(**_asked(measure))
    return {london_day(row["week"]): _counts(measure, row) for row in counted}


def _by_kind(measure: Measure, span: Span) -> dict[str, Counts]:
    counted = measure.cases(span).order_by().values("kind").annotate(**_asked(measure))
    return {row["kind"]: _counts(measure, row) for row in counted}


def _asked(measure: Measure) -> dict[str, Any]:
    asked: dict[str, Any] = {"of": Count("pk")}
    if measure.unit == "share":
        asked["hits"] = Count("pk", filter=Q(hit=True))
    if measure.unit == "seconds":
        asked["median"] = Median("value")
    for n, (_, condition) in enumerate(measure.columns):
        asked[f"column_{n}"] = Count("pk", filter=condition)
    return asked


def _counts(measure: Measure, row: Mapping[str, Any]) -> Counts:
    columns = tuple(row[f"column_{n}"] for n in range(len(measure.columns)))
    return Counts(row["of"], row.get("hits", 0), row.get("median"), columns)
