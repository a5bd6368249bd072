"""How the page of a contact is drawn: its header, and the one place of action (`guide.md` §1.5)."""

from __future__ import annotations

from dataclasses import dataclass

from openmash.core.actor import Actor
from openmash.foundation.ledger.queries import TimelineEntry
from openmash.foundation.ui.parts import ChildHeader, Due, Fact, Flag, Link, Moment, Need
from openmash.foundation.ui.wording import short_date, short_when, when
from openmash.frontdoor.contacts.models import Contact
from openmash.frontdoor.contacts.queries.contact_page import ContactPage
from openmash.frontdoor.contacts.queries.tray_rows import due_of, next_clocks
from openmash.frontdoor.contacts.rules.signs import SignWords, words_of_sign
from openmash.frontdoor.contacts.states import ARRIVED, STATE_WORDS, UNDECIDED, ContactState

RUNNING = frozenset({"running", "soon", "over"})


@dataclass(frozen=True)
class Act:
    """The action box: what can be done now, and what stands in the way."""

    title: str
    button: str = ""
    action: str = ""
    intro: str = ""
    blockers: tuple[Need, ...] = ()
    done: tuple[Need, ...] = ()
    notes: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()


@dataclass(frozen=True)
class RunningClock:
    """A clock and the rule it was worked out by (L36)."""

    due: Due
    explanation: str


@dataclass(frozen=True)
class Drawn:
    """What the templates are handed beside the page itself."""

    header: ChildHeader
    act: Act
    clocks: tuple[RunningClock, ...]
    timeline: tuple[Moment, ...]
    earlier: tuple[Moment, ...]
    same_address: tuple[Moment, ...]
    source: str
    sign: SignWords | None


def draw(page: ContactPage, by: Actor) -> Drawn:
    """Draw the page for this person at this moment."""
    contact = page.contact
    running = [clock for clock in page.clocks if clock.state in RUNNING]
    sent = when(contact.submitted_at, by.at) if contact.submitted_at else ""
    return Drawn(
        header=_header(page, by),
        act=_act(page, by),
        clocks=tuple(RunningClock(due_of(one, by), one.explanation) for one in running),
        timeline=tuple(_moment(entry, by) for entry in page.timeline),
        earlier=tuple(_earlier(one) for one in page.earlier),
        same_address=tuple(_earlier(one) for one in page.same_address),
        source=f"{contact.sender_name}, {sent}",
        sign=words_of_sign(contact.sign),
    )


def _header(page: ContactPage, by: Actor) -> ChildHeader:
    contact = page.contact
    clocks = next_clocks(clock for clock in page.clocks if clock.state in RUNNING)
    unlinked = any(child.linked is None for child in page.children)
    return ChildHeader(
        name=" · ".join(child.heading for child in page.children) or "No child named",
        about="as the sender wrote them" if unlinked else "",
        facts=tuple(_facts(page, by)),
        rag=contact.rag,
        flags=tuple(_flags(page)),
        due=due_of(clocks[0], by) if clocks else None,
        who_may_see=_readers(page),
    )


def _facts(page: ContactPage, by: Actor) -> list[Fact]:
    contact = page.contact
    said = {line.key: line.answer for line in page.for_all if line.answer}
    sent = short_when(contact.submitted_at, by.at) if contact.submitted_at else "not sent"
    facts = [
        Fact("Contact", contact.reference),
        Fact("From", f"{contact.sender_name}, {contact.sender_agency.name}"),
        Fact("Received", sent),
        Fact("In danger now", _danger_said(page, said.get("A3", "not said"), by)),
    ]
    if "D1" in said:
        facts.append(Fact("Family", said["D1"]))
    return [*facts, Fact("State", _state(page, by))]


def _danger_said(page: ContactPage, now: str, by: Actor) -> str:
    """What is said now never hides that danger was said before (§4 A3)."""
    taken_back = next((one for one in page.changes if one.took_danger_back), None)
    if taken_back is None or now == taken_back.before:
        return now
    return f"{now} (“{taken_back.before}” until {short_when(taken_back.at, by.at)})"


def _state(page: ContactPage, by: Actor) -> str:
    contact = page.contact
    holder = page.route.worker if page.route else contact.assigned_to
    who = "nobody" if holder is None else "you" if str(holder.pk) == by.user else holder.name
    return f"{STATE_WORDS[ContactState(contact.state)]} · {who}"


def _flags(page: ContactPage) -> list[Flag]:
    contact = page.contact
    danger = [Flag("Immediate danger", strong=True)] if contact.immediate_danger else []
    sign = words_of_sign(contact.sign)
    danger += [Flag(sign.name, strong=True)] if sign else []
    concerns = [Flag(words) for words in page.concerns]
    return [*danger, *concerns, Flag(f"Form {contact.completeness} of 100")]


def _readers(page: ContactPage) -> str:
    worker = f", {page.route.worker.name} (open case)" if page.route else ""
    return f"hub team, {page.contact.sender_name} (what they sent){worker}."


def _act(page: ContactPage, by: Actor) -> Act:
    state = page.contact.state
    if state == ContactState.ROUTED and page.may.accept:
        return _accept(page)
    if not page.may.screen:
        return _read_only(page)
    if state in ARRIVED:
        return _take_up(page)
    if state == ContactState.SCREENING:
        return _send(page) if page.may.send else _pass_to_social_worker(page)
    if state in UNDECIDED:
        return _wait(page, by)
    return Act(STATE_WORDS[ContactState(state)], links=_afterwards(page))


def _read_only(page: ContactPage) -> Act:
    decided = page.contact.decided_at is not None and page.may.read_decision
    return Act(
        "Decided" if decided else "Nothing to do here",
        intro="You may read this. The hub acts on it.",
        links=_decision(page) if decided else (),
    )


def _take_up(page: ContactPage) -> Act:
    return Act(
        "Take it up",
        "Take it up",
        _path(page, "take-up"),
        "Nobody has it yet. It is yours until you hand it over.",
        links=tuple(_always(page)),
    )


def _send(page: ContactPage) -> Act:
    return Act(
        "Send to decision",
        "Send to decision",
        _path(page, "send"),
        blockers=_shut(page),
        done=_settled(page),
        notes=_harm_note(page),
        links=tuple(_ways_out(page)),
    )


def _pass_to_social_worker(page: ContactPage) -> Act:
    """A screening officer hands over at any time; what is open goes with it, and is said."""
    return Act(
        "Send to the social worker",
        intro="What is still open goes with it:" if _shut(page) else "",
        blockers=_shut(page),
        done=_settled(page),
        notes=_harm_note(page),
        links=(Link("Choose the social worker", _path(page, "hand-over")), *_ways_out(page)),
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
        case _:
            intro, title = "Screening is done. A manager decides.", "To be decided"
            links = list(_decision(page))
            if page.may.send:
                links.append(Link("Back to screening", _path(page, "back"), "say what is missing"))
    return Act(title, intro=intro, links=(*links, *_error(page)))


def _ways_out(page: ContactPage) -> list[Link]:
    contact = page.contact
    ways = [
        Link("Send to the worker of an open case", _path(page, "route"), _open_case(page)),
    ]
    if page.may.send:
        ways.insert(0, Link("Hand it over", _path(page, "hand-over")))
    if page.may.ask:
        detail = "" if not page.why_not_asked else "not now: ring instead. " + page.why_not_asked[0]
        ways.append(Link(f"Ask {contact.sender_name} a question", _path(page, "ask"), detail))
    return [*ways, *_always(page)]


def _open_case(page: ContactPage) -> str:
    names = {one.worker_name for _, one in page.open_to if one.worker and one.kind == "social_care"}
    return ", ".join(sorted(names)) or "no child here is open to a social worker, as far as we know"


def _always(page: ContactPage) -> list[Link]:
    return [Link("Same worry as an earlier contact", _path(page, "duplicate")), *_error(page)]


def _error(page: ContactPage) -> list[Link]:
    return [Link("Entered in error", _path(page, "in-error"))] if page.may.mark_error else []


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
    return (first, Link("The answer to the sender", _path(page, "answer")))


def _shut(page: ContactPage) -> tuple[Need, ...]:
    return tuple(Need(gate.text, gate.place) for gate in page.gates if not gate.settled)


def _settled(page: ContactPage) -> tuple[Need, ...]:
    return tuple(Need(gate.done_text, gate.place) for gate in page.gates if gate.settled)


def _harm_note(page: ContactPage) -> tuple[str, ...]:
    if page.contact.harm_possible is None:
        return ("Nobody has said yet whether significant harm is possible.",)
    return ()


def _moment(entry: TimelineEntry, by: Actor) -> Moment:
    said = f"{entry.who} {entry.sentence}."
    if entry.by_itself:
        said = f"{entry.sentence[0].upper()}{entry.sentence[1:]}, by itself."
    reason = f" “{entry.reason}”" if entry.reason else ""
    return Moment(short_when(entry.at, by.at), f"{said}{reason}")


def _earlier(contact: Contact) -> Moment:
    at = contact.submitted_at or contact.started_at
    state = STATE_WORDS[ContactState(contact.state)]
    text = f"{contact.sender_agency.name}: {contact.worry_line or 'nothing written'}"
    return Moment(short_date(at), text, f"/contacts/{contact.reference}/", by=state)


def _path(page: ContactPage, step: str) -> str:
    return f"/contacts/{page.contact.reference}/{step}/"
