"""The one place of action on an enquiry's page: what can be done now, and what stands in the way."""

from __future__ import annotations

from openmash.foundation.ui.parts import Act, Link
from openmash.frontdoor.enquiries.queries.page import EnquiryPage
from openmash.frontdoor.enquiries.states import OPEN, RUNNING, STATE_WORDS, EnquiryState


def act(page: EnquiryPage) -> Act:
    """What this person can do with the enquiry now."""
    state = page.enquiry.state
    if state not in OPEN:
        return Act(STATE_WORDS[EnquiryState(state)], links=_afterwards(page))
    if not page.may.run:
        return Act("Nothing to do here", intro="You may read this.", links=_urgency(page))
    return _run(page) if state in RUNNING else _decide(page)


def _run(page: EnquiryPage) -> Act:
    notes = [
        f"{one.name}: nobody has said who this is, so nothing is looked up."
        for one in page.unidentified
    ]
    person = Link("Ask about one more person", _path(page, "people/add"))
    done = Link("Send to decision", _path(page, "decide"), "say what is still missing")
    return Act(
        "Run the enquiry",
        intro="Ask those who may know something, by the clock above.",
        notes=tuple(notes),
        links=(person, *_urgency(page), done, *_end(page)),
    )


def _decide(page: EnquiryPage) -> Act:
    back = Link("Back into the enquiry", _path(page, "back"), "somebody has to be asked first")
    return Act(
        "To be decided",
        intro="A social worker recommends, a manager decides.",
        links=(*_decision(page), *_urgency(page), back),
    )


def _afterwards(page: EnquiryPage) -> tuple[Link, ...]:
    contact = Link("The contact", f"/contacts/{page.enquiry.contact.reference}/")
    ended = page.enquiry.state == EnquiryState.ENDED
    return (contact,) if ended else (*_decision(page), contact)


def _urgency(page: EnquiryPage) -> tuple[Link, ...]:
    if not page.may.rate:
        return ()
    return (Link("Change the urgency", _path(page, "urgency"), "its clock runs anew"),)


def _end(page: EnquiryPage) -> tuple[Link, ...]:
    if not page.may.end:
        return ()
    return (Link("End it without a decision", _path(page, "end"), "back to screening, say why"),)


def _decision(page: EnquiryPage) -> tuple[Link, ...]:
    if not page.may.read_decision:
        return ()
    return (Link("Open the decision", f"/contacts/{page.enquiry.contact.reference}/decision/"),)


def _path(page: EnquiryPage, step: str) -> str:
    return f"/contacts/{page.enquiry.contact.reference}/enquiry/{step}/"
