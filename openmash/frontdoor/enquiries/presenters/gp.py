"""The practices of an enquiry: asked, to be asked, or left out, and why."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from openmash.foundation.ui.parts import Due, Link
from openmash.frontdoor.enquiries.models import GpRequest
from openmash.frontdoor.enquiries.presenters.checks import CheckRow
from openmash.frontdoor.enquiries.queries.gp import name_of_practice
from openmash.frontdoor.enquiries.queries.page import EnquiryPage
from openmash.frontdoor.enquiries.rules.gp import say_triggers
from openmash.frontdoor.enquiries.rules.repeats import read_kept
from openmash.frontdoor.enquiries.states import ANSWERED, OPEN
from openmash.frontdoor.enquiries.states.gp import ASKED, GP_WORDS, GpState


@dataclass(frozen=True)
class GpRow:
    """One practice, with what is to be done about it."""

    practice: str
    state: str
    waits: bool
    why: str
    due: Due | None
    links: tuple[Link, ...]


def draw_gps(
    requests: Iterable[GpRequest], checks: Iterable[CheckRow], page: EnquiryPage
) -> tuple[GpRow, ...]:
    """Draw every practice that still counts; the clock is that of the question that was sent."""
    dues: dict[uuid.UUID | None, Due | None] = {row.key: row.due for row in checks}
    return tuple(
        _row(one, dues.get(one.check_sent_id), page)
        for one in requests
        if one.state != GpState.LAPSED
    )


def _row(request: GpRequest, due: Due | None, page: EnquiryPage) -> GpRow:
    return GpRow(
        practice=name_of_practice(request),
        state=_state(request, is_open=page.enquiry.state in OPEN),
        waits=request.state == GpState.DUE,
        why=_why(request),
        due=due,
        links=_links(request, page),
    )


def _state(request: GpRequest, *, is_open: bool) -> str:
    answered = request.check_sent is not None and request.check_sent.state in ANSWERED
    if request.state == GpState.SENT and answered:
        if request.after_decision and not is_open:
            return "Answered, after it was decided"
        return "Answered: say whether it is used"
    return GP_WORDS[GpState(request.state)]


def _why(request: GpRequest) -> str:
    if request.state == GpState.OPTED_OUT:
        return str(request.get_not_asked_because_display())
    if request.triggers:
        return f"Asked by default: {_reasons(request)}."
    return "Suggested. No reason is needed to ask; one is needed not to."


def _reasons(request: GpRequest) -> str:
    return say_triggers(request.triggers, read_kept(request.repeats))


def _links(request: GpRequest, page: EnquiryPage) -> tuple[Link, ...]:
    over = page.enquiry.state not in OPEN
    if not page.may.check or (over and not request.after_decision):
        return ()
    here = f"/contacts/{page.enquiry.contact.reference}/enquiry/"
    own = f"{here}gp/{request.pk}/"
    found = []
    if request.state in {GpState.DUE, GpState.OPTED_OUT}:
        found.append(Link("Ask the practice", f"{here}agencies/ask/?gp={request.pk}"))
    if request.state == GpState.DUE:
        found.append(Link("Say why not", f"{own}not/"))
    if (
        not over
        and request.state in ASKED
        and request.check_sent
        and request.check_sent.state in ANSWERED
    ):
        found.append(Link("Say whether its answer is used", f"{own}use/"))
    return tuple(found)
