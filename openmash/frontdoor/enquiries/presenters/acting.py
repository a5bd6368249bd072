"""The one place of action on an enquiry's page: what can be done now, and what stands in the way."""

from __future__ import annotations

from openmash.foundation.ui.parts import Act, Link, Need
from openmash.frontdoor.enquiries.queries.agreement import AgreementPart
from openmash.frontdoor.enquiries.queries.page import EnquiryPage
from openmash.frontdoor.enquiries.rules.agreement import why_checks_may_not_leave
from openmash.frontdoor.enquiries.states import (
    AGREEMENT,
    NOT_AGREED,
    OPEN,
    RUNNING,
    STATE_WORDS,
    EnquiryState,
)


def act(page: EnquiryPage, part: AgreementPart) -> Act:
    """What this person can do with the enquiry now."""
    state = page.enquiry.state
    if state not in OPEN:
        return Act(STATE_WORDS[EnquiryState(state)], links=_afterwards(page))
    if not page.may.run:
        return Act("Nothing to do here", intro="You may read this.", links=_urgency(page))
    return _run(page, part) if state in RUNNING else _decide(page, part)


def _run(page: EnquiryPage, part: AgreementPart) -> Act:
    notes = [
        f"{one.name}: nobody has said who this is, so nothing is looked up."
        for one in page.unidentified
    ]
    notes += _unasked(page)
    why_not = list(why_checks_may_not_leave(part.facts))
    done = Link("Send to decision", _path(page, "decide"), "say what is still missing")
    ask = (
        Link("Ask the agencies", _path(page, "agencies"), "all who may know, by one press"),
        Link("Ask an agency", _path(page, "agencies/ask"), "and keep that you did"),
    )
    return Act(
        "Checks may not leave yet" if why_not else "Checks may leave",
        intro="" if why_not else "Ask those who may know something, by the clock above.",
        blockers=tuple(Need(text, "#agreement") for text in why_not),
        notes=tuple(notes),
        links=(
            *(() if why_not else ask),
            *_agreement(page, part),
            _person(page),
            *_urgency(page),
            done,
            *_end(page),
        ),
    )


def _agreement(page: EnquiryPage, part: AgreementPart) -> tuple[Link, ...]:
    """What can be done about agreement now, by the lifecycle and by who is looking."""
    state = part.agreement.state
    found: list[Link] = []
    if page.may.ask:
        found.append(
            Link("Ask for agreement", _path(page, "agreement/ask"), "write the answer down")
        )
        if any(not one.has_said for one in part.facts.young):
            found.append(Link("A young person’s own view", _path(page, "agreement/view")))
        if state in AGREEMENT["give_up"].sources:
            found.append(Link("Nobody can be asked", _path(page, "agreement/nobody")))
    if page.may.override:
        found += _deciding(page, state)
    if page.may.ask and part.to_tell is not None:
        found.append(Link("The parents have been told", _path(page, "agreement/told")))
    return tuple(found)


def _deciding(page: EnquiryPage, state: str) -> list[Link]:
    ways = (
        (NOT_AGREED | AGREEMENT["override_without_asking"].sources, "Override it", "override"),
        (AGREEMENT["respect"].sources, "Respect the refusal", "respect"),
        (AGREEMENT["reconsider"].sources, "Take back what was decided", "reconsider"),
    )
    return [
        Link(words, _path(page, f"agreement/{step}")) for at, words, step in ways if state in at
    ]


def _decide(page: EnquiryPage, part: AgreementPart) -> Act:
    """Where the family refused and nobody overrode it, a manager can still say that it is respected."""
    back = Link("Back into the enquiry", _path(page, "back"), "somebody has to be asked first")
    return Act(
        "To be decided",
        intro="A social worker recommends, a manager decides.",
        notes=tuple(_unasked(page)),
        links=(*_asks_first(page), *_decision(page), *_respect(page, part), *_urgency(page), back),
    )


def _asks_first(page: EnquiryPage) -> tuple[Link, ...]:
    """Nobody decides while a child of the contact is outside the enquiry."""
    return (_person(page),) if page.unasked else ()


def _person(page: EnquiryPage) -> Link:
    return Link("Ask about one more person", _path(page, "people/add"))


def _unasked(page: EnquiryPage) -> list[str]:
    return [
        f"{name} is not asked about yet. Nobody can decide until somebody is asked about this child."
        for name in page.unasked
    ]


def _respect(page: EnquiryPage, part: AgreementPart) -> tuple[Link, ...]:
    if not page.may.override or part.agreement.state not in AGREEMENT["respect"].sources:
        return ()
    return (Link("Respect the refusal", _path(page, "agreement/respect")),)


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
