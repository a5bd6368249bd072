"""An import as its page shows it: what it is, how far it is, what comes next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from openmash.core.actor import Actor
from openmash.foundation.importing.fields import DATES, Field, guess
from openmash.foundation.importing.forms import ColumnsForm, ValuesForm
from openmash.foundation.importing.models import Import
from openmash.foundation.importing.queries import (
    counts_of,
    date_order,
    looked_at,
    open_rows_first,
    same_file_before,
)
from openmash.foundation.importing.states import AT_WORK, ImportState, Outcome

SAMPLES = 3
STATES = {
    ImportState.MAPPING: "Say what the columns hold",
    ImportState.CHECKING: "Being checked",
    ImportState.CHECKED: "Checked, nothing written yet",
    ImportState.RUNNING: "Being imported",
    ImportState.STOPPED: "Stopped",
    ImportState.FINISHED: "Imported",
    ImportState.DISCARDED: "Discarded",
    ImportState.TAKING_BACK: "Being taken back",
    ImportState.TAKEN_BACK: "Taken back",
    ImportState.PARTLY_TAKEN_BACK: "Partly taken back",
}
BEFORE = {
    Outcome.NEW: "new people",
    Outcome.CHANGED: "known, with something new",
    Outcome.NOTHING: "known, nothing new",
    Outcome.REJECTED: "rejected",
}


@dataclass(frozen=True)
class Column:
    """One column of the file: its heading, some of its cells, and the name of its question."""

    heading: str
    samples: str
    question: str


@dataclass(frozen=True)
class Progress:
    """How far the worker is."""

    words: str
    share: int
    at_work: bool


def progress_of(one: Import, counts: Mapping[str, int]) -> Progress:
    """In rows, as a person counts them."""
    if one.state == ImportState.CHECKING:
        return Progress(f"{one.rows_checked:,} rows checked so far", 0, at_work=True)
    if one.state == ImportState.TAKING_BACK:
        return _of_taking_back(one)
    done, of = counts["in_register"], counts["total"]
    share = done * 100 // of if of else 0
    return Progress(f"{done:,} of {of:,} rows done", share, one.state in AT_WORK)


def _of_taking_back(one: Import) -> Progress:
    done, of = looked_at(one)
    words = f"{done:,} of {of:,} entries looked at"
    return Progress(words, done * 100 // of if of else 0, at_work=True)


def page_of(one: Import, by: Actor, **more: Any) -> dict[str, Any]:
    """Everything the page of an import draws."""
    counts = counts_of(one)
    tally = [(f"{counts[o]:,}", words, o.value) for o, words in BEFORE.items()]
    page = {
        "one": one,
        "state": STATES[ImportState(one.state)],
        "counts": counts,
        "tally": tally,
        "progress": progress_of(one, counts),
        "before": same_file_before(one, by=by) if one.state == ImportState.CHECKED else None,
        "accepted": counts["total"] - counts["rejected"],
        "said": _said(one, counts),
    }
    if one.state == ImportState.CHECKED and one.unknown:
        page["values"] = ValuesForm(unknown=[tuple(asked) for asked in one.unknown])
    return page | more


def _said(one: Import, counts: Mapping[str, int]) -> dict[str, str]:
    """Numbers with their words."""
    accepted = counts["total"] - counts["rejected"]
    return {
        "total": _rows(counts["total"]),
        "accepted": _rows(accepted),
        "warned": _rows(counts["warned"]),
        "rejected": f"{_rows(counts['rejected'])} {'is' if counts['rejected'] == 1 else 'are'}",
        "in_register": f"{_rows(counts['in_register'])} {'is' if counts['in_register'] == 1 else 'are'}",
        "endings": many(one.endings, "involvement", "involvements"),
        "ended": many(one.ended, "involvement", "involvements"),
    }


def _rows(number: int) -> str:
    return many(number, "row", "rows")


def many(number: int, one: str, more: str) -> str:
    """A number with its word."""
    return f"{number:,} {one if number == 1 else more}"


def columns_page(one: Import, by: Actor, form: ColumnsForm | None = None) -> dict[str, Any]:
    """What a person sees to say what the columns hold: headings, some rows, a guess."""
    first = open_rows_first(one, by)
    samples = [
        " · ".join([row.cells[place] for row in first if row.cells[place].strip()][:SAMPLES])
        for place in range(len(one.headings))
    ]
    columns = [
        Column(heading, samples[place], f"column_{place}")
        for place, heading in enumerate(one.headings)
    ]
    asked = form or columns_form(one)
    return page_of(one, by, columns=columns, form=asked, changing=True)


def columns_form(one: Import, data: Mapping[str, Any] | None = None) -> ColumnsForm:
    """As said for this import, else as remembered of the source, else guessed from the headings."""
    said = {int(place): Field(field) for place, field in one.columns.items()}
    guessed = said or guess(one.headings, one.source.columns)
    return ColumnsForm(
        data, headings=one.headings, guessed=guessed, month_first=_order(one, guessed)
    )


def _order(one: Import, guessed: Mapping[int, Field]) -> bool | None:
    """Only what the file itself shows, or a person said of this source before."""
    if not set(guessed.values()) & set(DATES):
        return None
    shown, _ = date_order(one, guessed)
    return {"day": False, "month": True}.get(shown, one.source.month_first)
