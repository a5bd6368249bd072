"""How the page of a contact is drawn: its header, and the one place of action (`guide.md` §1.5)."""

from __future__ import annotations

from dataclasses import dataclass

from openmash.core.actor import Actor
from openmash.foundation.clocks.queries import RUNNING, ClockView
from openmash.foundation.files.presenters import FileRow
from openmash.foundation.ledger.queries import TimelineEntry
from openmash.foundation.ui.parts import Act, ChildHeader, Due, Fact, Flag, Moment
from openmash.foundation.ui.wording import short_date, short_when, when
from openmash.frontdoor.contacts.beside import Beside, boxes
from openmash.frontdoor.contacts.events import ContactEvent
from openmash.frontdoor.contacts.models import Contact, Rag
from openmash.frontdoor.contacts.presenters.acting import act
from openmash.frontdoor.contacts.presenters.files import sent_files
from openmash.frontdoor.contacts.queries.contact_page import ContactPage, contact_page
from openmash.frontdoor.contacts.queries.tray_rows import at_once, due_of, next_clocks
from openmash.frontdoor.contacts.rules.rating import RATING_WORDS
from openmash.frontdoor.contacts.rules.signs import SignWords, words_of_sign
from openmash.frontdoor.contacts.states import STATE_WORDS, UNDECIDED, ContactState

REACHED_AT = "X2"  # "A number that we can ring you on"
SAFE_TO_RING = "S_safe"  # when it is safe, and who must not hear it
HARM_WORDS = {True: "yes", False: "no", None: "nobody can tell yet"}


@dataclass(frozen=True)
class RunningClock:
    """A clock and the rule it was worked out by (L36)."""

    due: Due
    explanation: str


@dataclass(frozen=True)
class Call:
    """A call that is still being taken: by whom, for them where it is written on, and for somebody
    else who takes calls where it is ended for them."""

    taker: str
    href: str = ""
    over: str = ""


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
    phones: tuple[Fact, ...]
    ring_only: str  # what whoever rings must read first
    call: Call | None
    beside: tuple[Beside, ...]  # what later stages say of it
    files: tuple[FileRow, ...]


def draw(page: ContactPage, by: Actor) -> Drawn:
    """Draw the page for this person at this moment."""
    contact = page.contact
    running = [clock for clock in page.clocks if clock.state in RUNNING]
    sent = when(contact.submitted_at, by.at) if contact.submitted_at else ""
    return Drawn(
        header=_header(page, by),
        act=act(page, by),
        clocks=tuple(RunningClock(due_of(one, by), one.explanation) for one in running),
        timeline=tuple(_moment(entry, by) for entry in page.timeline),
        earlier=tuple(_earlier(one) for one in page.earlier),
        same_address=tuple(_earlier(one) for one in page.same_address),
        source=f"{contact.sender_name}, {sent}",
        sign=words_of_sign(contact.sign),
        phones=tuple(_phones(page)),
        ring_only=_said(page).get(SAFE_TO_RING, ""),
        call=_call(page, by),
        beside=tuple(boxes(contact, by)),
        files=sent_files(contact, by),
    )


def _phones(page: ContactPage) -> list[Fact]:
    """What a person at the hub rings when the page says "ring the sender"."""
    contact = page.contact
    said = _said(page)
    numbers = (
        (f"{contact.sender_name}, as they wrote", said.get(REACHED_AT, "")),
        (contact.sender_name, contact.sender.phone if contact.sender else ""),
        (contact.sender_agency.name, contact.sender_agency.phone),
    )
    return [Fact(who, number) for who, number in numbers if number]


def _call(page: ContactPage, by: Actor) -> Call | None:
    contact = page.contact
    if contact.taken_by is None or contact.is_shut:
        return None
    name, href = contact.taken_by.name, f"/calls/{contact.reference}/"
    if str(contact.taken_by_id) == by.user:
        return Call(name, href)
    return Call(name, over=f"{href}over/" if page.may.take_call else "")


def _said(page: ContactPage) -> dict[str, str]:
    return {line.key: line.answer for line in page.for_all if not line.missing}


def case_header(contact: Contact, by: Actor) -> ChildHeader:
    """Who it is about, for the small pages of a contact: nobody acts without seeing the child."""
    return _header(contact_page(contact, by=by), by)


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
        due=_header_due(contact, clocks, by),
        who_may_see=_readers(page),
    )


def _header_due(contact: Contact, clocks: list[ClockView], by: Actor) -> Due | None:
    if not clocks:
        return None
    due = due_of(clocks[0], by)
    untaken = contact.assigned_to_id is None or not contact.rag
    waits = contact.immediate_danger and contact.state in UNDECIDED and untaken
    return at_once(due) if waits else due


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
    if page.sender_waits:
        return "Sender waits for our answer"
    if contact.state == ContactState.DECISION_PENDING:
        return f"{STATE_WORDS[ContactState(contact.state)]} · social worker, then manager"
    holder = page.route.worker if page.route else contact.assigned_to
    who = "nobody" if holder is None else "you" if str(holder.pk) == by.user else holder.name
    return f"{STATE_WORDS[ContactState(contact.state)]} · {who}"


def _flags(page: ContactPage) -> list[Flag]:
    contact = page.contact
    danger = [Flag("Immediate danger", strong=True)] if contact.immediate_danger else []
    if contact.readers is not None:
        danger.append(Flag("Restricted to named people", strong=True))
    sign = words_of_sign(contact.sign)
    danger += [Flag(sign.name, strong=True)] if sign else []
    concerns = [Flag(words) for words in page.concerns]
    if page.proposal is not None:
        danger.append(Flag("Entered in error? Not agreed yet", strong=True))
    if contact.much_sent:
        danger.append(Flag("From where much was sent within the hour"))
    filled = [Flag(f"Form {contact.completeness} of 100")] if contact.sender_id else []
    return [*danger, *concerns, *filled]


def _readers(page: ContactPage) -> str:
    if page.named_readers:
        return f"only {', '.join(page.named_readers)}{_sender(page)}."
    worker = f", {page.route.worker.name} (open case)" if page.route else ""
    return f"hub team{_sender(page)}{worker}."


def _sender(page: ContactPage) -> str:
    return f", {page.contact.sender_name} (what they sent)" if page.contact.sender_id else ""


def _moment(entry: TimelineEntry, by: Actor) -> Moment:
    what = f"{entry.sentence}{_to_what(entry)}"
    said = f"{entry.who} {what}."
    if entry.by_itself:
        said = f"{what[0].upper()}{what[1:]}, by itself."
    reason = f" “{entry.reason}”" if entry.reason else ""
    return Moment(short_when(entry.at, by.at), f"{said}{reason}")


def _to_what(entry: TimelineEntry) -> str:
    """What was said or chosen, where the sentence alone would leave a reader asking."""
    match entry.name:
        case ContactEvent.URGENCY_RATED:
            return f": {Rag(str(entry.facts['rag'])).label}"
        case ContactEvent.REFERRAL_RATED:
            return f": {RATING_WORDS[int(str(entry.facts['rating']))].lower()}"
        case ContactEvent.HANDED_OVER:
            to = entry.facts.get("to_name", "")
            return f" to {to}" if to else ""
        case ContactEvent.HARM_JUDGED:
            return f": {HARM_WORDS[entry.facts.get('possible')]}"  # type: ignore[index]  # a yes, a no, or neither
        case _:
            return ""


def _earlier(contact: Contact) -> Moment:
    at = contact.submitted_at or contact.started_at
    state = STATE_WORDS[ContactState(contact.state)]
    text = f"{contact.sender_agency.name}: {contact.worry_line or 'nothing written'}"
    return Moment(short_date(at), text, f"/contacts/{contact.reference}/", by=state)
