"""Everything the page of one contact shows, gathered once (P1 R3)."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from openmash.core.actor import Actor
from openmash.core.dates import say_date
from openmash.core.working_time import london_day
from openmash.foundation.access.hours import Duty, duty_of
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.permits import may
from openmash.foundation.clocks.queries import ClockView, all_runs
from openmash.foundation.ledger.queries import TimelineEntry, latest, timeline
from openmash.foundation.people.access import register_facts
from openmash.foundation.people.glass.queries import opens_of
from openmash.foundation.people.presenters import Candidate
from openmash.foundation.people.queries import OpenTo, candidates_of_each, masked, open_involvement
from openmash.foundation.people.rules import may_see_protected_address
from openmash.frontdoor.contacts.access import record_facts
from openmash.frontdoor.contacts.beside import histories
from openmash.frontdoor.contacts.emarf.filled import definition_of, load
from openmash.frontdoor.contacts.emarf.reading import Line, Sent, SentChild, read
from openmash.frontdoor.contacts.events import ContactEvent
from openmash.frontdoor.contacts.models import (
    Contact,
    ContactChild,
    InErrorProposal,
    QuestionToSender,
    ReferralRating,
    Route,
    UrgencyRating,
)
from openmash.frontdoor.contacts.queries import before
from openmash.frontdoor.contacts.queries.also_named import Family, Named, also_named, families_of
from openmash.frontdoor.contacts.queries.changes import Change, changes_of
from openmash.frontdoor.contacts.queries.rating import rating_that_stands
from openmash.frontdoor.contacts.queries.readers import names_of_readers
from openmash.frontdoor.contacts.queries.screening import (
    children_of,
    facts_of,
    refused_of,
    wanted_of,
)
from openmash.frontdoor.contacts.queries.setting_aside import open_proposal
from openmash.frontdoor.contacts.queries.tray_rows import age_of, name_of
from openmash.frontdoor.contacts.queries.worries import answer_by
from openmash.frontdoor.contacts.rules.rating import why_not_rateable
from openmash.frontdoor.contacts.rules.screening import (
    LINKABLE,
    Gate,
    Screening,
    gates_to_decision,
    why_not_asked,
)
from openmash.frontdoor.contacts.states import CONTACT, SENDER_WAITS

HOW_IT_WAS_SAID = ("C2_heard", "C2", "C2_with", "C1_how", "C1_when")
PROTECTED = "protected address"
WHERE_THEY_LIVE = frozenset({"A1_address", "A1_postcode"})
SHOWN_ELSEWHERE = frozenset(
    {"C1", "C1_when", "C1_how", "C2", "C2_with", "C2_heard", "C1_why", "C1_observed", "C3"}
)


@dataclass(frozen=True)
class Heard:
    """A child's words as the sender wrote them down, or why there are none (P28)."""

    words: str = ""
    told: str = ""
    wishes: str = ""
    why_none: str = ""
    observed: str = ""


@dataclass(frozen=True)
class Refused:
    """Somebody of the register who was said not to be this child."""

    person: Candidate
    by: str
    at: datetime


@dataclass(frozen=True)
class ChildPart:
    """One child: what was said about them alone, their words, and who they are."""

    child: ContactChild
    called: str
    heading: str
    heard: Heard
    said: tuple[Line, ...]
    everything: tuple[Line, ...]
    wrote: str
    linked: Candidate | None
    suggestions: tuple[Candidate, ...]
    refused: tuple[Refused, ...]
    new_key: uuid.UUID
    closed: uuid.UUID | None = None  # linked to a record that is restricted to others


@dataclass(frozen=True)
class May:
    """What this person may do at all; the rules then say whether it may be done now."""

    screen: bool
    link: bool
    ask: bool
    send: bool
    mark_error: bool
    accept: bool
    give_back: bool
    search: bool
    read_decision: bool
    record: bool
    mark_duplicate: bool
    enquire: bool
    read_enquiry: bool
    rate: bool
    take_call: bool


@dataclass(frozen=True)
class ContactPage:
    """The page."""

    contact: Contact
    facts: Screening
    may: May
    children: tuple[ChildPart, ...]
    for_all: tuple[Line, ...]
    concerns: tuple[str, ...]
    gates: tuple[Gate, ...]
    why_not_asked: tuple[str, ...]
    clocks: tuple[ClockView, ...]
    timeline: tuple[TimelineEntry, ...]
    earlier: tuple[Contact, ...]
    same_address: tuple[Contact, ...]
    open_to: tuple[tuple[str, OpenTo], ...]
    questions: tuple[QuestionToSender, ...]
    ratings: tuple[UrgencyRating, ...]
    route: Route | None
    accepted: bool  # into an open case, and the answer can still be corrected
    proposal: InErrorProposal | None
    harm: TimelineEntry | None  # who judged last whether harm is possible, and why
    sender_waits: bool
    still_writing: bool
    named: tuple[Named, ...] = ()  # beside the children
    families: tuple[Family, ...] = ()
    changes: tuple[Change, ...] = ()
    duty: Duty | None = None
    answer_by: datetime | None = None
    is_rateable: bool = False
    rated: ReferralRating | None = None
    named_readers: tuple[str, ...] = ()  # who alone may know of it, where it is restricted


def contact_page(contact: Contact, *, by: Actor) -> ContactPage:
    """Gather the page of a contact. The caller has got it through `get_contact`, which logs the look.

    A worker whom it was passed to sees what was said, and neither register nor history.
    """
    children, allowed = children_of(contact), _may(contact, by)
    known = {one.person_id for one in children if one.person_id}
    linked = masked(list(known), by=by)
    closed = opens_of(known - linked.keys(), by=by)
    open_to = open_involvement(linked, by=by)
    filled = load(contact, london_day(contact.started_at), children)
    screening, sent = facts_of(contact, children, open_to), read(filled)
    suggests = allowed.link and contact.state in LINKABLE
    refused = _refused(children, by) if allowed.link else {}
    suggested = _suggestions([one.child for one in sent.children], by) if suggests else {}
    parts = [
        _part(one, by, linked, refused.get(one.child.pk, []), suggested.get(one.child.pk, []))
        for one in sent.children
    ]
    parts = [replace(one, closed=one.child.person_id) if one.child.person_id in closed else one
             for one in parts]  # fmt: skip
    return ContactPage(
        contact=contact,
        facts=screening,
        may=allowed,
        children=tuple(parts),
        for_all=tuple(line for part in sent.for_all for line in part.lines),
        concerns=_concerns(contact, sent),
        gates=tuple(gates_to_decision(screening)),
        why_not_asked=tuple(why_not_asked(screening)),
        answer_by=answer_by(contact, by),
        clocks=tuple(_clocks(contact, by)),
        timeline=tuple(timeline(by.partnership, [contact.subject, *histories(contact)])),
        earlier=tuple(before.earlier_contacts(contact, children, by=by)) if allowed.search else (),
        same_address=(
            tuple(before.at_same_address(contact, children, by=by)) if allowed.search else ()
        ),
        open_to=tuple((linked[one.person].name, one) for one in open_to if one.person in linked),
        questions=tuple(contact.questions.order_by("asked_at", "id")),
        ratings=tuple(contact.urgency_ratings.order_by("-rated_at", "-id")),
        route=contact.routes.filter(accepted_at=None, returned_at=None)
        .select_related("worker")
        .first(),
        accepted=_is_accepted(contact),
        proposal=open_proposal(contact) if allowed.screen else None,
        harm=latest(by.partnership, contact.subject, ContactEvent.HARM_JUDGED),
        sender_waits=contact.feedback.filter(state__in=SENDER_WAITS).exists(),
        still_writing=contact.is_being_written,
        duty=duty_of(by),
        is_rateable=allowed.rate
        and not any(why_not_rateable(contact.state, by_account=contact.sender_id is not None)),
        rated=rating_that_stands(contact) if allowed.rate else None,
        named=tuple(also_named(filled, by=by)) if suggests else (),
        families=tuple(families_of(filled, by=by)) if suggests else (),
        changes=tuple(_shown(changes_of(contact), _protected(children, linked, by))),
        named_readers=tuple(names_of_readers(contact)),
    )


def _protected(
    children: list[ContactChild], linked: dict[uuid.UUID, Candidate], by: Actor
) -> set[uuid.UUID]:
    """The children whose address this person may not read, in what was changed either."""
    if may_see_protected_address(by.role):
        return set()
    places = {key: person.place for key, person in linked.items()}
    return {one.pk for one in children if one.person_id and places.get(one.person_id) == PROTECTED}


def _shown(changes: list[Change], protected: set[uuid.UUID]) -> Iterator[Change]:
    for change in changes:
        hidden = change.key in WHERE_THEY_LIVE and change.child in protected
        yield (
            replace(change, before="Protected address", now="Protected address")
            if hidden
            else change
        )


def _clocks(contact: Contact, by: Actor) -> list[ClockView]:
    """Those of the contact, and those of the answers: a question of the sender has one too (C41)."""
    subjects = [contact.subject, *(answer.subject for answer in contact.feedback.all())]
    return [run for subject in subjects for run in all_runs(subject, at=by.at)]


def _is_accepted(contact: Contact) -> bool:
    can_go_back = contact.state in CONTACT["give_back"].sources
    accepted = contact.routes.filter(accepted_at__isnull=False, returned_at=None)
    return can_go_back and accepted.exists()


def _may(contact: Contact, by: Actor) -> May:
    record = record_facts(contact)
    return May(
        screen=may(by, P.CONTACT_SCREEN, record),
        link=may(by, P.PERSON_LINK, record),
        ask=may(by, P.CONTACT_RETURN, record),
        send=may(by, P.CONTACT_SEND_TO_DECISION, record),
        mark_error=may(by, P.CONTACT_ENTER_IN_ERROR, record),
        accept=may(by, P.CONTACT_ACCEPT_ROUTED, record),
        give_back=may(by, P.CONTACT_GIVE_BACK, record),
        search=may(by, P.PERSON_SEARCH, register_facts(by)),
        read_decision=may(by, P.DECISION_READ, record),
        record=may(by, P.CONTACT_RECORD_ACTION, record),
        mark_duplicate=may(by, P.CONTACT_MARK_DUPLICATE, record),
        enquire=may(by, P.ENQUIRY_OPEN, record) and contact.readers is None,
        rate=may(by, P.REFERRAL_RATE, record),
        take_call=may(by, P.CONTACT_TAKE_CALL, record),
        read_enquiry=may(by, P.ENQUIRY_READ, record),
    )


def _suggestions(children: list[ContactChild], by: Actor) -> dict[uuid.UUID, list[Candidate]]:
    """Whom each child may be of whom it is still to be said, asked for together."""
    still_open = [one for one in children if one.person_id is None and not one.unidentified_because]
    if not still_open:
        return {}
    asked = zip(wanted_of(still_open), (one.subject for one in still_open), strict=True)
    found = candidates_of_each(list(asked), by=by)
    return {one.pk: some for one, some in zip(still_open, found, strict=True)}


def _part(
    one: SentChild,
    by: Actor,
    linked: dict[uuid.UUID, Candidate],
    refused: list[Refused],
    suggestions: list[Candidate],
) -> ChildPart:
    child = one.child
    person = linked.get(child.person_id) if child.person_id else None
    hidden = person is not None and person.place == PROTECTED
    lines = one.lines if not hidden or may_see_protected_address(by.role) else _guarded(one.lines)
    age = age_of(child, by)
    return ChildPart(
        child=child,
        called=one.called,
        heading=", ".join(filter(None, [name_of(child), age])),
        heard=_heard(one.lines),
        said=tuple(line for line in lines if _is_said(line)),
        everything=lines,
        wrote=_wrote(child),
        linked=person,
        suggestions=tuple(suggestions),
        refused=tuple(refused) if person is None else (),
        new_key=uuid.uuid4(),
    )


def _refused(children: list[ContactChild], by: Actor) -> dict[uuid.UUID, list[Refused]]:
    """By child; a person whom this reader may not know of is not named."""
    said = list(refused_of(children))
    known = masked([one.person_id for one in said], by=by) if said else {}
    found: dict[uuid.UUID, list[Refused]] = defaultdict(list)
    for one in said:
        if one.person_id in known:
            found[one.child_id].append(Refused(known[one.person_id], one.said_by, one.said_at))
    return found


def _is_said(line: Line) -> bool:
    return not (line.missing or line.key.startswith("A1") or line.key in SHOWN_ELSEWHERE)


def _guarded(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """A protected address stays protected in what the sender wrote, too (`roles.md` §3)."""
    return tuple(
        Line(line.key, line.question, "Protected address") if line.key in WHERE_THEY_LIVE else line
        for line in lines
    )


def _wrote(child: ContactChild) -> str:
    born = say_date(child.birth_date) if child.birth_date else child.age_text
    return ", ".join(filter(None, [child.name or child.description, born]))


def _heard(lines: tuple[Line, ...]) -> Heard:
    said = {line.key: line.answer for line in lines}
    told = filter(None, (said.get(key, "") for key in HOW_IT_WAS_SAID))
    return Heard(
        words=said.get("C1", ""),
        told=", ".join(told),
        wishes=said.get("C3", ""),
        why_none=said.get("C1_why", ""),
        observed=said.get("C1_observed", ""),
    )


def _concerns(contact: Contact, sent: Sent) -> tuple[str, ...]:
    asked = definition_of(contact.form_version).questions.get("B1")
    if asked is None:  # a child is not asked to choose
        return ()
    codes = [
        code
        for child in sent.children
        for line in child.lines
        if line.key == "B1"
        for code in line.codes
    ]
    return tuple(asked.label_of(code) for code in dict.fromkeys(codes))
