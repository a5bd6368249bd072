"""Who has been asked, and what they said: one row for each question, one line for each person."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from openmash.core.actor import Actor
from openmash.foundation.ui.parts import Due, Link
from openmash.foundation.ui.wording import listed, short_when
from openmash.frontdoor.contacts.queries.tray_rows import due_of
from openmash.frontdoor.enquiries.models import CheckAnswer, CheckPerson
from openmash.frontdoor.enquiries.queries.checks import CheckPart
from openmash.frontdoor.enquiries.queries.page import EnquiryPage
from openmash.frontdoor.enquiries.states import (
    ANSWERED,
    CHECK_WORDS,
    OPEN,
    CheckState,
    Outcome,
)

OUTCOME_WORDS = {
    Outcome.INFO: "",
    Outcome.NOTHING_RELEVANT: "known, nothing relevant",
    Outcome.NOT_KNOWN: "not known",
    Outcome.NOT_SEARCHED: "not searched for",
}
HIDDEN = "Somebody you may not know of"


@dataclass(frozen=True)
class Line:
    """What was said of one person."""

    who: str
    text: str
    source: str
    earlier: tuple[str, ...]


@dataclass(frozen=True)
class CheckRow:
    """One question to one agency."""

    key: uuid.UUID
    agency: str
    state: str
    answered: bool
    asked: str
    questions: str
    due: Due | None
    lines: tuple[Line, ...]
    links: tuple[Link, ...]


def draw_checks(
    parts: Iterable[CheckPart], page: EnquiryPage, names: Mapping[uuid.UUID, str], by: Actor
) -> tuple[CheckRow, ...]:
    """Draw every question; what was answered only for those who may read answers."""
    return tuple(_row(part, page, names, by) for part in parts)


def _row(part: CheckPart, page: EnquiryPage, names: Mapping[uuid.UUID, str], by: Actor) -> CheckRow:
    check = part.check
    about = listed([names.get(one.whom_id, HIDDEN) for one in part.people])
    of = f" of {check.asked_of}" if check.asked_of else ""
    how = check.get_method_display().lower()
    asked = f"{check.asked_by} asked{of} {how}, {short_when(check.asked_at, by.at)}, about {about}"
    reads = page.may.read_answers
    lines = [_line(one, part.answers[one.pk], names, by) for one in part.people] if reads else []
    return CheckRow(
        key=check.pk,
        agency=check.agency.name,
        state=CHECK_WORDS[CheckState(check.state)],
        answered=check.state in ANSWERED,
        asked=asked,
        questions=check.questions if reads else "",
        due=due_of(part.clock, by) if part.clock else None,
        lines=tuple(one for one in lines if one is not None),
        links=_links(part, page),
    )


def _line(
    one: CheckPerson,
    answers: tuple[CheckAnswer, ...],
    names: Mapping[uuid.UUID, str],
    by: Actor,
) -> Line | None:
    if not answers or one.whom_id not in names:
        return None
    latest, *before = answers
    source = f"{latest.told_by}, written down by {latest.noted_by}"
    return Line(
        who=names[one.whom_id],
        text=_said(latest),
        source=f"{source}, {short_when(latest.noted_at, by.at)}",
        earlier=tuple(f"{short_when(old.noted_at, by.at)}: {_said(old)}" for old in before),
    )


def _said(answer: CheckAnswer) -> str:
    words = OUTCOME_WORDS[Outcome(answer.outcome)]
    return ": ".join(filter(None, [words, answer.said]))


def _links(part: CheckPart, page: EnquiryPage) -> tuple[Link, ...]:
    if not page.may.check or page.enquiry.state not in OPEN:
        return ()
    here = f"/contacts/{page.enquiry.contact.reference}/enquiry/agencies/{part.check.pk}/"
    more = "Write down another answer" if part.check.state in ANSWERED else "Write down the answer"
    found = [Link(more, f"{here}answer/")]
    if part.check.state == CheckState.REQUESTED:
        found += [Link("They refuse", f"{here}refused/"), Link("Wait no longer", f"{here}silent/")]
    return tuple(found)
