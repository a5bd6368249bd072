"""Who is asked about whom: agencies by people, in words and not only in colour."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from openmash.core.actor import Actor
from openmash.foundation.presence.queries import OnDuty, on_duty
from openmash.foundation.ui.parts import Due
from openmash.foundation.ui.wording import count, short_when
from openmash.frontdoor.contacts.queries.tray_rows import due_of
from openmash.frontdoor.enquiries.models import CheckAnswer
from openmash.frontdoor.enquiries.queries.checks import CheckPart
from openmash.frontdoor.enquiries.queries.page import EnquiryPage
from openmash.frontdoor.enquiries.states import WAITING, CheckState, Outcome

SHORT: dict[str, str] = {
    Outcome.NOTHING_RELEVANT: "Known, nothing relevant",
    Outcome.NOT_KNOWN: "Not known",
    Outcome.NOT_SEARCHED: "Not searched for",
}
WITHOUT: dict[str, str] = {
    CheckState.REFUSED: "Refused",
    CheckState.NO_ANSWER: "No answer",
    CheckState.ACKNOWLEDGED: "Seen",
    CheckState.CLARIFICATION: "Asked again",
}


@dataclass(frozen=True)
class Cell:
    """What one agency said of one person: a shape, words, and how it looks."""

    kind: str  # info, nothing, waiting, late, none
    icon: str
    words: str


@dataclass(frozen=True)
class MatrixRow:
    """One question to one agency."""

    agency: str
    anchor: str
    state: str
    due: Due | None
    on_duty: tuple[str, ...]
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Matrix:
    """The whole table, with its count in words."""

    people: tuple[str, ...]
    rows: tuple[MatrixRow, ...]
    summary: str


def draw_matrix(parts: Iterable[CheckPart], page: EnquiryPage, by: Actor) -> Matrix:
    """One row for each question, one column for each person of the scope whom the reader may know."""
    people = [(one.row.pk, one.name) for one in page.people]
    here = on_duty(by=by)
    rows = tuple(_row(part, people, page, here, by) for part in parts)
    waiting = sum(part.check.state in WAITING for part in parts)
    late = sum(_is_late(part, by) for part in parts)
    said = [f"{len(rows)} asked", f"{len(rows) - waiting} done", count(waiting, "waits", "wait")]
    said += [f"{late} late"] if late else []
    return Matrix(tuple(name for _, name in people), rows, " · ".join(said))


def _row(
    part: CheckPart,
    people: list[tuple[uuid.UUID, str]],
    page: EnquiryPage,
    here: OnDuty,
    by: Actor,
) -> MatrixRow:
    check = part.check
    asked = {one.whom_id: part.answers[one.pk] for one in part.people}
    return MatrixRow(
        agency=check.agency.name,
        anchor=f"check-{check.pk}",
        state=_state(part, by),
        due=due_of(part.clock, by) if part.clock else None,
        on_duty=here.words(check.agency_id, check.for_roles),
        cells=tuple(
            _cell(part, asked[key], page, by) if key in asked else Cell("none", "", "Not asked")
            for key, _ in people
        ),
    )


def _cell(part: CheckPart, answers: tuple[CheckAnswer, ...], page: EnquiryPage, by: Actor) -> Cell:
    if not answers:
        return _unanswered(part, by)
    latest = answers[0]
    if not page.may.read_answers:
        return Cell("nothing", "tick", "Answered")
    if latest.outcome != Outcome.INFO:
        return Cell("nothing", "opinion", SHORT[latest.outcome])
    items = len(part.items.get(latest.pk, ()))
    return Cell("info", "fact", count(items, "item") if items else "Information")


def _unanswered(part: CheckPart, by: Actor) -> Cell:
    words = WITHOUT.get(part.check.state, "Asked")
    if part.check.state not in WAITING:
        return Cell("late", "dashed", words)
    if _is_late(part, by):
        return Cell("late", "dashed", f"Late, {words[:1].lower()}{words[1:]}")
    return Cell("waiting", "dashed", words)


def _is_late(part: CheckPart, by: Actor) -> bool:
    waits = part.check.state in WAITING and part.clock is not None
    return waits and part.clock is not None and part.clock.due_at < by.at


def _state(part: CheckPart, by: Actor) -> str:
    said = [one.noted_at for answers in part.answers.values() for one in answers[:1]]
    if said and part.check.state not in WAITING:
        return f"answered {short_when(max(said), by.at)}"
    return "" if part.clock else WITHOUT.get(part.check.state, "").lower()
