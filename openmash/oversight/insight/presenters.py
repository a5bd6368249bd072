"""Measures in words, in a chart and in tables; small numbers are hidden the same way everywhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from openmash.core.dates import say_date
from openmash.core.spc import LEAST, Limits, limits_of, on_one_side, outside
from openmash.foundation.access.models import Agency
from openmash.oversight.insight.charts import Drawing, draw_chart
from openmash.oversight.insight.measures import MEASURES, Measure
from openmash.oversight.insight.queries import ByKind, Counts, Weekly
from openmash.oversight.insight.rules.suppression import (
    FEW,
    Counted,
    hidden_rows,
    is_sum_hidden,
)

SMALL = 10  # a share of fewer says little, and is not drawn (`measures.md`, rule 6)
HIDDEN = "hidden"
SAY = {"share": "{:.0f}%", "count": "{:.0f}", "seconds": "{:.0f} s"}


@dataclass(frozen=True)
class Week:
    """One week as the table beside the chart says it."""

    monday: str
    value: str
    news: str


@dataclass(frozen=True)
class Row:
    """One kind of sender."""

    name: str
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Shown:
    """One measure as its page shows it."""

    measure: Measure
    last: str
    usual: str
    goal: str
    sentence: str
    chart: Drawing
    weeks: tuple[Week, ...]
    has_values: bool
    is_news: bool  # the last full week
    was_news: bool  # one of the weeks that are shown
    alt: str


@dataclass(frozen=True)
class Table:
    """By who sent it."""

    heads: tuple[str, ...]
    rows: tuple[Row, ...]
    hides: bool
    period: str


def show(found: Weekly) -> Shown:
    """The chart, its words, and the numbers behind it."""
    measure, say = found.measure, SAY[found.measure.unit]
    values = _values(measure, list(found.weeks.values()))
    places = [n for n, one in enumerate(values) if one is not None]
    known = [one for one in values if one is not None]
    most = 100.0 if measure.unit == "share" else None
    limits = limits_of(known, most=most)
    far = {places[n] for n in outside(known, limits)} if limits else set()
    rows = {places[n] for n in on_one_side(known, limits)} if limits else set()
    words = [_words(measure, counts, value) for counts, value in zip(
        found.weeks.values(), values, strict=True)]  # fmt: skip
    mondays = list(found.weeks)
    drawn = [
        (day, value, f"Week of {say_date(day)}: {text}")
        for day, value, text in zip(mondays, values, words, strict=True)
    ]
    goal = found.goal
    return Shown(
        measure=measure,
        last=words[-1] if words else "",
        usual=say.format(limits.mean) if limits else "",
        goal=say.format(goal) if goal is not None else "",
        sentence=_sentence(limits, far, rows, mondays, len(known), say),
        chart=draw_chart(drawn, limits, far, goal=goal, say=say),
        weeks=tuple(
            Week(say_date(day), text, _news(n, far, rows))
            for n, (day, text) in reversed(list(enumerate(zip(mondays, words, strict=True))))
        ),
        has_values=bool(known),
        is_news=bool(values) and (len(values) - 1 in far or len(values) - 1 in rows),
        was_news=bool(far | rows),
        alt=_alt(measure, words, limits, say),
    )


def table(measure: Measure, found: ByKind) -> Table:
    """By kind of agency, with what would speak of few hidden whole, and one more where it must be."""
    kinds = dict(Agency.Kind.choices)
    rows = sorted(found.kinds.items(), key=lambda pair: -pair[1].of)
    counted = [Counted(str(kinds.get(kind, kind)), _parts(measure, one)) for kind, one in rows]
    hidden = hidden_rows(counted)
    shown = [
        Row(row.name, _hidden(measure) if n in hidden else _cells(measure, rows[n][1]))
        for n, row in enumerate(counted)
    ]
    if counted and measure.unit != "seconds":
        whole = _sum(one for _, one in rows)
        hides = is_sum_hidden(counted)
        shown.append(Row("All", _hidden(measure) if hides else _cells(measure, whole)))
    period = f"{say_date(found.since)} to {say_date(found.until)}"
    return Table(_heads(measure), tuple(shown), bool(hidden), period)


def as_rows(found: Weekly) -> Iterator[tuple[str, ...]]:
    """The weeks for a file, hidden as on the page."""
    yield ("Week from", "Value", "News")
    for one in reversed(show(found).weeks):
        yield (one.monday, one.value, one.news)


def titles(codes: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """The measures to read beside one."""
    return tuple((code, MEASURES[code].title) for code in codes)


def _values(measure: Measure, weeks: list[Counts]) -> list[float | None]:
    """Weeks before the first case are no weeks without one: the hub had not begun to count."""
    first = next((n for n, one in enumerate(weeks) if one.of), len(weeks))
    return [None if n < first else _value(measure, one) for n, one in enumerate(weeks)]


def _value(measure: Measure, one: Counts) -> float | None:
    match measure.unit:
        case "count":
            return None if one.of in FEW else float(one.of)
        case "seconds":
            return one.median if one.of >= SMALL else None
        case _:
            return 100 * one.hits / one.of if one.of >= SMALL else None


def _words(measure: Measure, one: Counts, value: float | None) -> str:
    if value is not None:
        return SAY[measure.unit].format(value)
    if measure.unit == "count":
        return "1 to 5" if one.of else "no case"
    return f"fewer than {SMALL} cases" if one.of else "no case"


def _news(n: int, far: set[int], rows: set[int]) -> str:
    if n in far:
        return "outside"
    return "one of eight or more on one side" if n in rows else ""


def _sentence(
    limits: Limits | None, far: set[int], rows: set[int], mondays: list[date], known: int, say: str
) -> str:
    if limits is None:
        return (
            f"{known} of {len(mondays)} weeks have enough cases; {LEAST} are needed to say what is"
            " usual."
        )
    usual = (
        f"Weeks vary between {say.format(limits.low)} and {say.format(limits.high)} by themselves."
    )
    said = [usual]
    if far:
        days = ", ".join(say_date(mondays[n]) for n in sorted(far))
        said.append(f"Outside that, and worth asking about: the week of {days}.")
    if rows:
        since = say_date(mondays[min(rows)])
        said.append(
            f"Eight or more weeks in a row, from {since}, lie on one side: something has changed."
        )
    if not far and not rows:
        said.append("No week is news.")
    return " ".join(said)


def _alt(measure: Measure, words: list[str], limits: Limits | None, say: str) -> str:
    usual = f" The mean is {say.format(limits.mean)}." if limits else ""
    return f"{measure.title}, {len(words)} weeks; the last: {words[-1]}.{usual} Every week is in the table."


def _parts(measure: Measure, one: Counts) -> tuple[int, ...]:
    if measure.columns:
        return one.columns
    return (one.hits, one.of - one.hits) if measure.unit == "share" else (one.of,)


def _heads(measure: Measure) -> tuple[str, ...]:
    match measure.unit:
        case "count":
            return ("Sent by", "Children")
        case "seconds":
            return ("Sent by", "Half take less than")
        case _:
            return ("Sent by", *(name for name, _ in measure.columns), "Of", "So many", "Share")


def _cells(measure: Measure, one: Counts) -> tuple[str, ...]:
    match measure.unit:
        case "count":
            return (f"{one.of:,}",)
        case "seconds":
            return (_words(measure, one, _value(measure, one)),)
        case _:
            share = f"{100 * one.hits / one.of:.0f}%" if one.of >= SMALL else f"of {one.of}"
            return (*(f"{n:,}" for n in one.columns), f"{one.of:,}", f"{one.hits:,}", share)


def _hidden(measure: Measure) -> tuple[str, ...]:
    return (HIDDEN,) * (len(_heads(measure)) - 1)


def _sum(rows: Iterable[Counts]) -> Counts:
    every = list(rows)
    columns = tuple(map(sum, zip(*(one.columns for one in every), strict=True)))
    return Counts(sum(one.of for one in every), sum(one.hits for one in every), None, columns)
