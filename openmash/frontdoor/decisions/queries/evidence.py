"""Numbered evidence for a rationale: what was said, seen and known, with source, date and certainty."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from openmash.core.actor import Actor
from openmash.core.working_time import LONDON
from openmash.foundation.people.models import Involvement, Voice
from openmash.foundation.people.queries import OpenTo, open_involvement
from openmash.frontdoor.contacts.emarf.filled import Filled
from openmash.frontdoor.contacts.emarf.types import say_answer
from openmash.frontdoor.contacts.models import Contact, ContactChild
from openmash.frontdoor.contacts.queries.before import same_children
from openmash.frontdoor.contacts.states import ContactState

# What the sender said about all: how sure it is, by question (eMARF §4).
SAID_OF_ALL = {
    "B2": "reported",
    "X1": "reported",
    "B3": "opinion",
    "B5": "reported",
    "B5_who": "reported",
    "B4": "reported",
    "E3": "reported",
    "Z1": "reported",
}
SAID_OF_CHILD = {"B1": "opinion", "C3": "reported", "E2": "opinion"}
MORE = "more"
PARENT = "parent"  # how a child was heard: from a parent, so not in the child's own words (P28)


@dataclass(frozen=True)
class Evidence:
    """One sentence with its source. `key` stays the same for ever; the number is for this page."""

    key: str
    text: str
    source: str
    on: datetime | date | None
    certainty: str
    position: int = 0  # the child it is about, 0 for all
    note: str = ""
    number: str = ""
    spoken: bool = False  # by word of mouth only: on no paper

    @property
    def as_kept(self) -> dict[str, str]:
        """As it is kept with the decision when it is signed."""
        on = self.on.isoformat() if self.on else ""
        return {
            "number": self.number,
            "key": self.key,
            "text": self.text,
            "source": self.source,
            "on": on,
            "certainty": self.certainty,
        }


@dataclass(frozen=True)
class Earlier:
    """An earlier contact about the same person."""

    contact: uuid.UUID
    reference: str
    received: datetime
    worry: str
    agency: str
    decided: str
    position: int

    @property
    def key(self) -> str:
        """What a rationale cites it by, and the history names it by."""
        return f"contact:{self.reference}"


def numbered(
    filled: Filled,
    voices: Iterable[Voice],
    earlier: Iterable[Earlier],
    open_to: Iterable[OpenTo],
    told: Iterable[Evidence] = (),
) -> tuple[Evidence, ...]:
    """All evidence of a contact, numbered E1, E2, … in a steady order."""
    found = [
        *_said_of_all(filled),
        *_said_of_children(filled),
        *_voices(filled, voices),
        *_earlier(earlier),
        *_open(filled, open_to),
        *told,
    ]
    return tuple(replace(one, number=f"E{place}") for place, one in enumerate(found, 1))


def earlier_contacts(
    contact: Contact, children: Iterable[ContactChild], *, by: Actor
) -> tuple[Earlier, ...]:
    """Contacts about the same children, by the rule of the contact's own page; newest first (P1 R3)."""
    pairs = same_children(contact, children, by=by)
    return tuple(_one_earlier(theirs.contact, mine.position) for mine, theirs in pairs)


def open_to_whom(children: Iterable[ContactChild], *, by: Actor) -> list[OpenTo]:
    """Who works with the linked children now."""
    return open_involvement([c.person_id for c in children if c.person_id], by=by)


def _one_earlier(contact: Contact, position: int) -> Earlier:
    assert contact.submitted_at is not None
    return Earlier(
        contact=contact.pk,
        reference=contact.reference,
        received=contact.submitted_at,
        worry=contact.worry_line,
        agency=contact.sender_agency.name,
        decided=_how_far(contact),
        position=position,
    )


def _how_far(contact: Contact) -> str:
    if contact.state == ContactState.DUPLICATE:
        return "the same worry as another"
    return "decided" if contact.decided_at else "not decided yet"


def _said_of_all(filled: Filled) -> Iterator[Evidence]:
    for key, certainty in SAID_OF_ALL.items():
        if words := _say(filled, None, key):
            yield Evidence(key, words, _sender(filled), _sent(filled), certainty)


def _said_of_children(filled: Filled) -> Iterator[Evidence]:
    for child in filled.children:
        for key, certainty in SAID_OF_CHILD.items():
            if words := _say(filled, child, key):
                yield _about(
                    filled, child, key, f"{_label(filled, child, key)}: {words}", certainty
                )
        yield from _blocks(filled, child)


def _blocks(filled: Filled, child: ContactChild) -> Iterator[Evidence]:
    page = filled.definition.pages.get(MORE)
    for question in page.questions if page else ():
        if words := _say(filled, child, question.key):
            label = _label(filled, child, question.key)
            yield _about(filled, child, question.key, f"{label} {words}", "reported")


def _about(filled: Filled, child: ContactChild, key: str, text: str, certainty: str) -> Evidence:
    return Evidence(
        f"{key}-{child.position}", text, _sender(filled), _sent(filled), certainty, child.position
    )


def _voices(filled: Filled, voices: Iterable[Voice]) -> Iterator[Evidence]:
    positions = {child.subject: child for child in filled.children}
    for voice in voices:
        child = positions.get(voice.about)
        if child is not None:
            yield from _voice(filled, child, voice)


def _voice(filled: Filled, child: ContactChild, voice: Voice) -> Iterator[Evidence]:
    called = filled.called(child)
    place = "" if voice.stage == "contact" else f":{voice.stage}"
    if voice.words:
        direct = voice.method != PARENT and voice.is_direct
        told_on = "a parent’s report" if voice.method == PARENT else "heard from somebody else"
        yield Evidence(
            f"C1{place}-{child.position}",
            f"{called}: {voice.words}",
            voice.obtained_by,
            voice.recorded_at,
            "fact" if direct else "reported",
            child.position,
            note=f"{called}’s own words" if direct else told_on,
        )
    if voice.observed:
        yield Evidence(
            f"C1_observed{place}-{child.position}",
            f"Seen of {called}: {voice.observed}",
            voice.obtained_by,
            voice.recorded_at,
            "fact",
            child.position,
        )


def _earlier(earlier: Iterable[Earlier]) -> Iterator[Evidence]:
    seen: set[str] = set()
    for one in earlier:
        if one.key not in seen:
            seen.add(one.key)
            words = f"Earlier contact {one.reference}: {one.worry}"
            yield Evidence(one.key, words, one.agency, one.received, "reported", note=one.decided)


def _open(filled: Filled, open_to: Iterable[OpenTo]) -> Iterator[Evidence]:
    called = {child.person_id: child for child in filled.children if child.person_id}
    for one in open_to:
        child = called[one.person]
        kind = Involvement.Kind(one.kind).label
        who = f", {one.worker_name}" if one.worker_name else ""
        yield Evidence(
            f"open:{one.person}:{one.kind}:{one.since.isoformat()}",
            f"{filled.called(child)} is open to {one.service or kind}{who}",
            one.agency,
            one.since,
            "fact",
            child.position,
        )


def _say(filled: Filled, child: ContactChild | None, key: str) -> str:
    question = filled.definition.questions.get(key)
    value = filled.value(child, key)
    return say_answer(question, value) if question and value else ""


def _label(filled: Filled, child: ContactChild, key: str) -> str:
    question = filled.definition.questions[key]
    return (question.short or question.text).replace("{child}", filled.called(child))


def _sender(filled: Filled) -> str:
    return f"{filled.contact.sender_agency.name}, {filled.contact.sender_name}"


def _sent(filled: Filled) -> datetime | None:
    sent = filled.contact.submitted_at
    return sent.astimezone(LONDON) if sent else None
