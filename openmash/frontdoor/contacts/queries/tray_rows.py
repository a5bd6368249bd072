"""One row of the work tray, in the words of the page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from openmash.core.actor import Actor
from openmash.core.dates import describe_age
from openmash.core.text import shorten
from openmash.core.working_time import LONDON
from openmash.foundation.clocks.queries import ClockView
from openmash.foundation.ledger.queries import TimelineEntry
from openmash.foundation.ui.parts import Due
from openmash.foundation.ui.wording import duration, listed, short_when, when
from openmash.frontdoor.contacts.models import Contact, ContactChild
from openmash.frontdoor.contacts.rules.signs import SignWords, words_of_sign
from openmash.frontdoor.contacts.states import STATE_WORDS, ContactState

ACKNOWLEDGE = "C01"  # the system's own; a person cannot do it
LOOKS = {"running": "ahead", "soon": "soon", "over": "late", "met": "met", "missed": "late"}
LONGEST_NAME = 40
LONGEST_SAID = 160
WHO_ACTS = {
    ContactState.DECISION_PENDING: "To decide · social worker, then manager",
    ContactState.DECIDED: "Decided · sender not told yet",
    ContactState.FEEDBACK_SENT: "Sender told · to be closed",
    ContactState.CLOSED: STATE_WORDS[ContactState.CLOSED],
    ContactState.DUPLICATE: STATE_WORDS[ContactState.DUPLICATE],
    ContactState.IN_ERROR: STATE_WORDS[ContactState.IN_ERROR],
}


@dataclass(frozen=True)
class BandWords:
    """A band's heading and what it means."""

    title: str
    meta: str = ""


BANDS = (
    BandWords("Immediate danger", "stays here until a person has taken and rated it"),
    BandWords("A sign that is treated as Red", "stays here until a person has taken and rated it"),
    BandWords("Now", "overdue, or due within the hour"),
    BandWords("Nobody has looked yet", "treated as Red until somebody has"),
    BandWords("Being looked at, not rated yet", "treated as Red until somebody has rated it"),
    BandWords("Due today"),
    BandWords("Tomorrow and later"),
    BandWords("Closed or put away", "newest first"),
)


@dataclass(frozen=True)
class Row:
    """A contact in the tray."""

    reference: str
    band: int
    danger: bool
    sign: SignWords | None
    rag: str
    children: str
    ages: str
    before: int
    worry: str
    sender: str
    sent: str
    state: str
    due: Due | None
    explanation: str
    people: tuple[str, ...]
    # That the emergency duty team acted last and when; what it did.
    night: tuple[str, str] = ("", "")
    chips: tuple[str, ...] = ()

    @property
    def under_name(self) -> str:
        """Ages, and how often we have heard of them before."""
        past = f"{self.before} before" if self.before else ""
        return " · ".join(filter(None, [self.ages, past]))

    @property
    def announced(self) -> str:
        """What a screen reader hears when a child in danger comes in: no name, read aloud."""
        return f"Immediate danger, from {self.sender}. {self.state}"


@dataclass(frozen=True)
class Band:
    """Rows that belong together by time; `count` is all of them, `rows` those on this page."""

    title: str
    meta: str
    danger: bool
    count: int
    rows: tuple[Row, ...]

    @property
    def heading(self) -> str:
        """Title with the count of all."""
        return f"{self.title} ({self.count})"

    @property
    def note(self) -> str:
        """What the band means, and how many of it are on this page."""
        shown = f"{len(self.rows)} shown" if len(self.rows) < self.count else ""
        return " · ".join(filter(None, [self.meta, shown]))


def row(
    contact: Contact,
    band: int,
    children: list[ContactChild],
    clocks: list[ClockView],
    before: int,
    by: Actor,
) -> Row:
    """Draw one contact. Its children, clocks and count are loaded already."""
    mine = next_clocks(clocks)
    return Row(
        reference=contact.reference,
        band=band,
        danger=band == 0,
        sign=words_of_sign(contact.sign),
        rag="danger" if band == 0 else contact.rag,
        children=names_of(children),
        ages=ages_of(children, by),
        before=before,
        worry=contact.worry_line,
        sender=contact.sender_agency.name,
        sent=short_when(contact.submitted_at, by.at) if contact.submitted_at else "",
        state=_state(contact, by),
        due=_due(mine, by, danger=band == 0),
        explanation=mine[0].explanation if mine else "",
        people=tuple(f"person:{child.person_id}" for child in children if child.person_id),
    )


def said_of_night(entry: TimelineEntry | None, by: Actor) -> tuple[str, str]:
    """Emergency duty team, 02:10 · wrote down what was done: “Police are with them.”"""
    if entry is None:
        return "", ""
    said = shorten(entry.reason, LONGEST_SAID)
    what = f"{entry.sentence}: “{said}”" if said else entry.sentence
    return f"Emergency duty team, {short_when(entry.at, by.at)}", f"{entry.who} {what}"


def next_clocks(clocks: Iterable[ClockView]) -> list[ClockView]:
    """The clocks a person can do something about, soonest first; of two at once the later begun."""
    latest_code_first = sorted(clocks, key=lambda clock: clock.code, reverse=True)
    mine = (clock for clock in latest_code_first if clock.code != ACKNOWLEDGE)
    return sorted(mine, key=lambda clock: clock.due_at)


def names_of(children: list[ContactChild]) -> str:
    """Isla and Noah Tarrant; each name in full where the surnames differ."""
    names = [name_of(child) for child in children]
    families = {name.rpartition(" ")[2] for name in names if " " in name}
    if len(names) > 1 and len(families) == 1 and all(child.name for child in children):
        family = families.pop()
        return f"{listed([name.removesuffix(family).strip() for name in names])} {family}"
    return listed(names) or "No child named"


def name_of(child: ContactChild) -> str:
    """A child's name, or the words that stand for it."""
    if child.name:
        return child.name
    if child.description:
        return shorten(child.description, LONGEST_NAME)
    return "Unborn baby" if child.due_date else "Name not known"


def ages_of(children: list[ContactChild], by: Actor) -> str:
    """7, 2: as far as the sender knew."""
    return ", ".join(filter(None, (age_of(child, by) for child in children)))


def age_of(child: ContactChild, by: Actor) -> str:
    """An age from the birth or due date; else as the sender wrote it."""
    born = child.birth_date or child.due_date
    return describe_age(born, by.at.astimezone(LONDON).date()) if born else child.age_text


def due_of(clock: ClockView, by: Actor) -> Due:
    """A running clock in words: what is left, in elapsed time."""
    over = clock.state == "over"
    left = f"{duration(clock.left)} {'over' if over else 'left'}"
    share = 100 if over else int(clock.share * 100)
    return Due(clock.name, f"due {when(clock.due_at, by.at)}", left, share, LOOKS[clock.state])


def at_once(due: Due) -> Due:
    """In danger nobody has until tomorrow: the clock's calm words would say so."""
    return replace(due, left="act now", share=100, state="late")


def _due(clocks: list[ClockView], by: Actor, *, danger: bool) -> Due | None:
    if not clocks:
        return None
    due = due_of(clocks[0], by)
    return at_once(due) if danger else due


def _state(contact: Contact, by: Actor) -> str:
    """Where it is, and who has to act: never the name of somebody who has done their part."""
    if contact.sender_waits:  # type: ignore[attr-defined]  # annotated by the tray
        return "Sender waits for our answer"
    if contact.state in WHO_ACTS:
        return WHO_ACTS[ContactState(contact.state)]
    holder = _holder(contact, by)
    if contact.state == ContactState.RETURNED:
        asked = contact.questions_open or 0  # type: ignore[attr-defined]  # annotated
        return f"Back to sender: {asked} {'question' if asked == 1 else 'questions'}"
    if contact.state == ContactState.ROUTED:
        worker = contact.worker_name  # type: ignore[attr-defined]  # annotated by the tray
        return f"With a worker · {worker or holder}"
    return f"{STATE_WORDS[ContactState(contact.state)]} · {holder}"


def _holder(contact: Contact, by: Actor) -> str:
    if contact.assigned_to is None:
        return "nobody"
    return "you" if str(contact.assigned_to_id) == by.user else contact.assigned_to.name
