"""The one place of action on a contact's page: what can be done now, and what stands in the way."""

from __future__ import annotations

from openmash.core.actor import Actor
from openmash.foundation.ui.parts import Act, Link, Need
from openmash.frontdoor.contacts.queries.contact_page import ContactPage
from openmash.frontdoor.contacts.states import (
    ARRIVED,
    STATE_WORDS,
    UNDECIDED,
    WAITING_OUTSIDE,
    ContactState,
)


def act(page: ContactPage, by: Actor) -> Act:
    """What this person can do with the contact now."""
    if page.may.give_back and page.accepted:
        return _give_back(page)
    if page.contact.state == ContactState.ROUTED and page.may.accept:
        return _accept(page)
    if page.duty is not None:
        return _at_night(page, by) if page.duty.now else _read_only(page)
    return _in_the_hub(page, by) if page.may.screen else _read_only(page)


def _at_night(page: ContactPage, by: Actor) -> Act:
    """What the emergency duty team can do while the hub is closed; it decides nothing (P18)."""
    state, done = page.contact.state, _done_for_them(page)
    if state in ARRIVED:
        return _take_up(page)
    if state not in UNDECIDED:
        return Act(STATE_WORDS[ContactState(state)], links=(*_decision(page), *done))
    over = Link("Hand it over to the hub", _path(page, "hand-over"), "say what they have to know")
    links = [*done, *_holding(page, by), over]
    if page.contact.in_enquiry:
        links.append(_enquiry(page))
    if state in WAITING_OUTSIDE:
        links.append(Link("Wait no longer", _path(page, "take-back"), "back to screening, say why"))
    if state == ContactState.SCREENING:
        links.append(_question(page))
    return Act("Emergency duty", notes=_harm_note(page), links=tuple(links))


def _in_the_hub(page: ContactPage, by: Actor) -> Act:
    state = page.contact.state
    if state in ARRIVED:
        return _take_up(page)
    if state == ContactState.SCREENING:
        return _send(page, by) if page.may.send else _pass_to_social_worker(page, by)
    if state in UNDECIDED:
        return _wait(page, by)
    return Act(STATE_WORDS[ContactState(state)], links=(*_afterwards(page), *_undo(page)))


def _give_back(page: ContactPage) -> Act:
    back = Link(
        "It was accepted by mistake", _path(page, "give-back"), "back to screening, say why"
    )
    answer = (Link("The answer to the sender", _path(page, "answer")),) if page.may.screen else ()
    return Act("Accepted into an open case", links=(*answer, back))


def _undo(page: ContactPage) -> tuple[Link, ...]:
    """Whatever took a worry off the lists can be taken back."""
    if page.contact.state == ContactState.DUPLICATE:
        return (Link("Not a duplicate after all", _path(page, "duplicate/undo")),)
    if page.contact.state == ContactState.IN_ERROR and page.may.mark_error:
        return (Link("Not entered in error after all", _path(page, "in-error/undo")),)
    return ()


def _read_only(page: ContactPage) -> Act:
    decided = page.contact.decided_at is not None and page.may.read_decision
    if page.named_readers and page.may.record:
        return _for_named(page, decided=decided)
    return Act(
        "Decided" if decided else "Nothing to do here",
        intro="You may read this. The hub acts on it.",
        links=(*(_decision(page) if decided else ()), *_seen_enquiry(page)),
    )


def _for_named(page: ContactPage, *, decided: bool) -> Act:
    """Whoever is named for a restricted contact and does not screen: what they do stands beside it."""
    return Act(
        "You are named for this",
        intro="Write down what is agreed. A manager who is named decides it, and answers whoever sent it.",
        links=(*_done_for_them(page), *(_decision(page) if decided else ())),
    )


def _seen_enquiry(page: ContactPage) -> tuple[Link, ...]:
    return (_enquiry(page),) if page.contact.in_enquiry and page.may.read_enquiry else ()


def _done_for_them(page: ContactPage) -> tuple[Link, ...]:
    return (Link("Write down what was done", _path(page, "done")),) if page.may.record else ()


def _question(page: ContactPage) -> Link:
    detail = "" if not page.why_not_asked else "not now: ring instead. " + page.why_not_asked[0]
    return Link(f"Ask {page.contact.sender_name} a question", _path(page, "ask"), detail)


def _take_up(page: ContactPage) -> Act:
    return Act(
        "Take it up",
        "Take it up",
        _path(page, "take-up"),
        "Nobody has it yet. It is yours until you hand it over.",
        links=tuple(_always(page)),
    )


def _send(page: ContactPage, by: Actor) -> Act:
    return Act(
        "Send to decision",
        "Send to decision",
        _path(page, "send"),
        blockers=_shut(page),
        done=_settled(page),
        notes=_harm_note(page),
        links=tuple(_ways_out(page, by)),
    )


def _pass_to_social_worker(page: ContactPage, by: Actor) -> Act:
    """A screening officer hands over at any time; what is open goes with it, and is said."""
    return Act(
        "Send to the social worker",
        intro="What is still open goes with it:" if _shut(page) else "",
        blockers=_shut(page),
        done=_settled(page),
        notes=_harm_note(page),
        links=(Link("Choose the social worker", _path(page, "hand-over")), *_ways_out(page, by)),
    )


def _accept(page: ContactPage) -> Act:
    note = page.route.note if page.route else ""
    return Act(
        "Accept into your open case",
        "Accept it",
        _path(page, "accept"),
        note or "You hold the open case. If nobody accepts in time, it goes back to screening.",
        links=(Link("It is not for my case", _path(page, "decline"), "say why; it goes back"),),
    )


def _wait(page: ContactPage, by: Actor) -> Act:
    match page.contact.state:
        case ContactState.RETURNED:
            intro = f"{page.contact.sender_name} has been asked. The decision clock keeps running."
            title, links = (
                "Waiting for the sender",
                [Link("Wait no longer", _path(page, "take-back"))],
            )
        case ContactState.ROUTED:
            worker = page.route.worker.name if page.route else "the worker"
            intro = f"{worker} has one working hour to accept."
            title, links = (
                "Waiting for the worker",
                [Link("Take it back", _path(page, "take-back"))],
            )
        case ContactState.MASH_ENQUIRY:
            intro = "Those who may know something are asked before anybody decides."
            title, links = "In a MASH enquiry", [_enquiry(page), *_out_of_enquiry(page)]
        case _:
            intro, title = (
                "Screening is done. A social worker recommends, a manager decides.",
                "To be decided",
            )
            links = list(_decision(page))
            if page.contact.in_enquiry:
                links.append(_enquiry(page))
            elif page.may.send:
                links.append(Link("Back to screening", _path(page, "back"), "say what is missing"))
    more = (*_holding(page, by), *_done_for_them(page), *_error(page))
    return Act(title, intro=intro, links=(*links, *more))


def _ways_out(page: ContactPage, by: Actor) -> list[Link]:
    ways = [
        Link("Send to the worker of an open case", _path(page, "route"), _open_case(page)),
    ]
    if page.may.send:
        detail = "" if page.may.enquire else "to a manager, who can open a MASH enquiry"
        ways.insert(0, Link("Hand it over", _path(page, "hand-over"), detail))
    if page.may.enquire:
        ways.insert(
            0, Link("Open a MASH enquiry", _path(page, "enquiry/open"), "ask before deciding")
        )
    if page.may.ask:
        ways.append(_question(page))
    return [*_holding(page, by), *ways, *_always(page)]


def _holding(page: ContactPage, by: Actor) -> list[Link]:
    """Somebody else has it, or nobody: it can be taken over openly."""
    holder = page.contact.assigned_to
    if holder is not None and str(holder.pk) == by.user:
        return []
    who = f"from {holder.name}, who is told" if holder else "nobody has it"
    return [Link("Take it over", _path(page, "take-over"), who)]


def _open_case(page: ContactPage) -> str:
    names = {one.worker_name for _, one in page.open_to if one.worker and one.kind == "social_care"}
    return ", ".join(sorted(names)) or "no child here is open to a social worker, as far as we know"


def _always(page: ContactPage) -> list[Link]:
    same = Link("Same worry as an earlier contact", _path(page, "duplicate"))
    ways = [same] if page.may.mark_duplicate else []
    return [*_done_for_them(page), *ways, *_error(page)]


def _error(page: ContactPage) -> list[Link]:
    if not page.may.mark_error:
        return []
    if page.proposal is not None:
        who = page.proposal.proposed_by.name
        detail = f"proposed by {who}; a second manager agrees, or does not"
        return [Link("Is it entered in error?", _path(page, "in-error/agree"), detail)]
    return [Link("Entered in error", _path(page, "in-error"), "a second manager has to agree")]


def _enquiry(page: ContactPage) -> Link:
    return Link("Open the enquiry", _path(page, "enquiry"))


def _out_of_enquiry(page: ContactPage) -> list[Link]:
    """It turns out to be a worker's open case, or the same worry as another (P1, P3)."""
    route = Link("Send to the worker of an open case", _path(page, "route"), _open_case(page))
    same = Link("Same worry as an earlier contact", _path(page, "duplicate"))
    return [route, *([same] if page.may.mark_duplicate else [])]


def _decision(page: ContactPage) -> tuple[Link, ...]:
    return (Link("Open the decision", _path(page, "decision")),)


def _afterwards(page: ContactPage) -> tuple[Link, ...]:
    """What is left once screening is over: the decision, or the contact that stands, and the answer."""
    stands = page.contact.duplicate_of
    first = (
        Link(f"The contact that stands: {stands.reference}", f"/contacts/{stands.reference}/")
        if stands
        else Link("Open the decision", _path(page, "decision"))
    )
    return (first, *_seen_enquiry(page), Link("The answer to the sender", _path(page, "answer")))


def _shut(page: ContactPage) -> tuple[Need, ...]:
    return tuple(Need(gate.text, gate.place) for gate in page.gates if not gate.settled)


def _settled(page: ContactPage) -> tuple[Need, ...]:
    return tuple(Need(gate.done_text, gate.place) for gate in page.gates if gate.settled)


def _harm_note(page: ContactPage) -> tuple[str, ...]:
    if page.contact.harm_possible is None:
        return ("Nobody has said yet whether significant harm is possible.",)
    return ()


def _path(page: ContactPage, step: str) -> str:
    return f"/contacts/{page.contact.reference}/{step}/"
