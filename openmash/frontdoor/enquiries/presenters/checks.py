"""Who has been asked, and what they said: one row for each question, one line for each person."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from openmash.core.actor import Actor
from openmash.core.dates import say_date
from openmash.foundation.files.presenters import FileRow, draw_files
from openmash.foundation.ui.parts import Due, Link
from openmash.foundation.ui.wording import listed, short_when
from openmash.frontdoor.contacts.queries.tray_rows import due_of
from openmash.frontdoor.enquiries.models import AgencyCheck, CheckAnswer, CheckPerson, EvidenceItem
from openmash.frontdoor.enquiries.presenters.links import LinkDrawn, draw_link
from openmash.frontdoor.enquiries.queries.checks import CheckPart, told_in_words
from openmash.frontdoor.enquiries.queries.page import EnquiryPage
from openmash.frontdoor.enquiries.rules.items import conditions
from openmash.frontdoor.enquiries.states import (
    ANSWERED,
    CHECK_WORDS,
    OPEN,
    RUNNING,
    TOLD,
    WAITING,
    CheckState,
    Outcome,
)
from openmash.frontdoor.enquiries.states.items import Handling, TellFamily

OUTCOME_WORDS = {
    Outcome.INFO: "",
    Outcome.NOTHING_RELEVANT: "known, nothing relevant",
    Outcome.NOT_KNOWN: "not known",
    Outcome.NOT_SEARCHED: "not searched for",
}
HIDDEN = "Somebody you may not know of"


@dataclass(frozen=True)
class Item:
    """One fact of an answer."""

    text: str
    when: str
    certainty: str
    note: str
    spoken: bool = False  # by word of mouth only: on no paper


@dataclass(frozen=True)
class Line:
    """What was said of one person."""

    who: str
    text: str
    source: str
    earlier: tuple[str, ...]
    items: tuple[Item, ...]
    told: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class CheckRow:
    """One question to one agency."""

    key: uuid.UUID
    agency: str
    anchor: str
    state: str
    answered: bool
    asked: str
    questions: str
    due: Due | None
    lines: tuple[Line, ...]
    files: tuple[FileRow, ...]
    links: tuple[Link, ...]
    accept: str = ""
    link: LinkDrawn | None = None


def draw_checks(
    parts: Iterable[CheckPart], page: EnquiryPage, names: Mapping[uuid.UUID, str], by: Actor
) -> tuple[CheckRow, ...]:
    """Draw every question; what was answered only for those who may read answers."""
    parts = list(parts)
    came = [one for part in parts for one in part.files]
    files = draw_files(came, page.file_limits, by)
    rows = {one.key: one for one in files}
    return tuple(_row(part, page, names, rows, by) for part in parts)


def _row(
    part: CheckPart,
    page: EnquiryPage,
    names: Mapping[uuid.UUID, str],
    files: Mapping[str, FileRow],
    by: Actor,
) -> CheckRow:
    check = part.check
    about = listed([names.get(one.whom_id, HIDDEN) for one in part.people])
    of = f" of {check.asked_of}" if check.asked_of else ""
    how = check.get_method_display().lower()
    asked = f"{check.asked_by} asked{of} {how}, {short_when(check.asked_at, by.at)}, about {about}"
    reads = page.may.read_answers
    # A file may speak of all of them: it is not shown to somebody who may not know of one (§0.7).
    knows = reads and all(one.whom_id in names for one in part.people)
    lines = [_line(one, part, names, by) for one in part.people] if reads else []
    return CheckRow(
        key=check.pk,
        agency=check.agency.name,
        anchor=f"check-{check.pk}",
        state=CHECK_WORDS[CheckState(check.state)],
        answered=check.state in ANSWERED,
        asked=asked,
        questions=check.questions if reads else "",
        due=due_of(part.clock, by) if part.clock else None,
        lines=tuple(one for one in lines if one is not None),
        files=tuple(files[str(one.pk)] for one in part.files) if knows else (),
        links=_links(part, page, by),
        accept=_accept(part, page),
        link=draw_link(check, by),
    )


def _line(
    one: CheckPerson,
    part: CheckPart,
    names: Mapping[uuid.UUID, str],
    by: Actor,
) -> Line | None:
    answers = part.answers[one.pk]
    if not answers or one.whom_id not in names:
        return None
    latest, *before = answers
    source = latest.told_by
    if latest.noted_by != latest.told_by:
        source += f", written down by {latest.noted_by}"
    return Line(
        who=names[one.whom_id],
        text=_said(latest),
        source=f"{source}, {short_when(latest.noted_at, by.at)}",
        earlier=tuple(f"{short_when(old.noted_at, by.at)}: {_said(old)}" for old in before),
        items=tuple(_item(item) for item in part.items.get(latest.pk, ())),
        told=tuple(told_in_words(part.check, latest)),
    )


def _item(item: EvidenceItem) -> Item:
    when = item.dated_words or (say_date(item.dated_from) if item.dated_from else "")
    first = [item.get_tell_family_display().lower()] if item.tell_family == TellFamily.ASK else []
    note = " · ".join(first + conditions(item.tell_family, item.handling))
    spoken = Handling.H4 in item.handling
    return Item(item.text, f"{item.get_category_display()}, {when}", item.certainty, note, spoken)


def _said(answer: CheckAnswer) -> str:
    words = OUTCOME_WORDS[Outcome(answer.outcome)]
    return ": ".join(filter(None, [words, answer.said]))


def _accept(part: CheckPart, page: EnquiryPage) -> str:
    """Where it is said that the answer has been read and is enough."""
    can = page.may.check and page.enquiry.state in OPEN and part.check.state in TOLD
    here = f"/contacts/{page.enquiry.contact.reference}/enquiry/agencies/{part.check.pk}/"
    return f"{here}accept/" if can else ""


def _links(part: CheckPart, page: EnquiryPage, by: Actor) -> tuple[Link, ...]:
    if not page.may.check:
        return ()
    here = f"/contacts/{page.enquiry.contact.reference}/enquiry/agencies/{part.check.pk}/"
    if page.enquiry.state not in OPEN and part.check.state not in WAITING:
        return tuple(_of_outcome(part, here, by))
    more = "Write down another answer" if part.check.state in ANSWERED else "Write down the answer"
    found = [Link(more, f"{here}answer/")]
    if part.check.state in TOLD | {CheckState.ACCEPTED} and page.enquiry.state in RUNNING:
        found.append(Link("Ask them to say more", f"{here}clarify/"))
    if part.check.state in WAITING and part.check.method != AgencyCheck.Method.HERE:
        found += _of_link(part, here) if part.check.agency_id != by.agency else []
    if part.check.state in WAITING:
        found += [Link("They refuse", f"{here}refused/"), Link("Wait no longer", f"{here}silent/")]
    return tuple(found)


def _of_outcome(part: CheckPart, here: str, by: Actor) -> list[Link]:
    """It is decided: what was decided is read by a link, and by the code that opens it."""
    if draw_link(part.check, by) is not None:
        return _of_link(part, here)
    if part.check.decided_at is None or part.check.method == AgencyCheck.Method.HERE:
        return []
    return [Link("Send a link to what was decided", f"{here}link/")]


def _of_link(part: CheckPart, here: str) -> list[Link]:
    """Whoever cannot sign in answers by a link, and by a code that is read out to them."""
    if part.check.open_link is None:
        return [Link("Send a link to answer", f"{here}link/")]
    return [
        Link("Ring, and read out the code", f"{here}code/"),
        Link("Send a new link", f"{here}link/"),
    ]
