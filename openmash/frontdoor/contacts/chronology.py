"""What contacts give to a chronology: each worry received, what was done about it at once, and each
child's words in it (L42, L90)."""

from __future__ import annotations

import uuid
from collections.abc import Iterator

from openmash.core.actor import Actor
from openmash.core.working_time import london_day
from openmash.foundation.access.roles import ROLE_NAMES, Role
from openmash.foundation.ledger.queries import TimelineEntry, each_time
from openmash.foundation.people.chronology.lines import (
    Certainty,
    Hold,
    Line,
    Roots,
    Significance,
    Written,
    provide,
)
from openmash.foundation.people.chronology.own import voice_line, voice_words
from openmash.foundation.people.models import Voice
from openmash.frontdoor.contacts.access import visible_to
from openmash.frontdoor.contacts.emarf.filled import definition_of
from openmash.frontdoor.contacts.events import ContactEvent
from openmash.frontdoor.contacts.models import Answer, Contact, ContactChild, QuestionToSender
from openmash.frontdoor.contacts.states import STATE_WORDS, ContactState

CONTACT, DONE = "contact", "done"
KINDS = {CONTACT: "Contact with the hub", DONE: "What was done at once"}
ASKED_OF_FAMILY = ("D1", "D2")
FAMILY_KNOWS = frozenset({"told_agrees", "told_disagrees"})
OF_VOICE = frozenset({"C1", "C1_observed", "C3"})
PLAIN = "A worry about them reached the hub"
PLAIN_DONE = "The hub or the emergency duty team acted at once"


def register() -> None:
    """Give the contacts to every chronology; called once, when the product starts."""
    provide("contacts", lines, kinds=KINDS, behind=behind)


def lines(roots: Roots, by: Actor) -> Iterator[Line]:
    """One line for each contact this reader may read, and one for what each child said."""
    children = _children(roots, by)
    said = _said_of_family(children)
    for child in children:
        yield _contact(child, roots, said)
    yield from _done(children, roots, by)
    yield from _voices(children, roots)


def behind(roots: Roots, by: Actor) -> Iterator[Written]:
    """What the sender wrote, what the hub asked and was answered, and the child's whole words.

    Only what is told in sentences: names, addresses and numbers are not searched here.
    """
    children = _children(roots, by)
    contacts = {child.contact_id: child.contact for child in children}
    mine = {child.pk for child in children}
    for answer in Answer.objects.filter(contact__in=list(contacts)).order_by("question"):
        about_other = answer.child_id is not None and answer.child_id not in mine
        if not about_other and _is_told(contacts[answer.contact_id], answer):
            yield Written(contacts[answer.contact_id].subject, str(answer.value))
    for one in QuestionToSender.objects.filter(contact__in=list(contacts)):
        yield Written(contacts[one.contact_id].subject, f"{one.text} {one.answer}".strip())
    for voice in _voices_of(children):
        yield Written(f"voice:{voice.pk}", " ".join([voice.words, voice.observed, voice.wishes]))


def _children(roots: Roots, by: Actor) -> list[ContactChild]:
    read = visible_to(by).exclude(state=ContactState.IN_ERROR)
    rows = ContactChild.objects.filter(person__in=list(roots), removed_at=None, contact__in=read)
    return list(
        rows.select_related(
            "contact__sender_agency", "contact__form_version", "contact__duplicate_of"
        )
    )


def _said_of_family(children: list[ContactChild]) -> dict[tuple[uuid.UUID, str], str]:
    """Whether the family knows, and whether the sender may be named, as the sender answered."""
    contacts = {child.contact_id for child in children}
    rows = Answer.objects.filter(contact__in=contacts, child=None, question__in=ASKED_OF_FAMILY)
    return {(row.contact_id, row.question): str(row.value) for row in rows}


def _contact(child: ContactChild, roots: Roots, said: dict[tuple[uuid.UUID, str], str]) -> Line:
    contact = child.contact
    at = contact.submitted_at or contact.started_at
    told = said.get((contact.pk, "D1"), "") in FAMILY_KNOWS
    return Line(
        key=contact.subject,
        person=roots[_person_of(child)],
        day=london_day(at),
        kind=CONTACT,
        text=f"Contact {contact.reference}: {contact.worry_line} ({_became(contact)})",
        source=f"{contact.sender_name}, {contact.sender_agency.name}",
        recorded_at=at,
        certainty=Certainty.REPORTED,
        significance=_weight(contact),
        agency=contact.sender_agency_id,
        agency_name=contact.sender_agency.name,
        href=contact.hub_path,
        holds=frozenset({Hold.THIRD_PARTY} | (set() if told else {Hold.NOT_FOR_FAMILY})),
        plain=PLAIN,
        unnamed=_is_unnamed(contact, said.get((contact.pk, "D2"))),
    )


def _is_unnamed(contact: Contact, may_say: str | None) -> bool:
    """Whether the family must not learn who told us; without an account only who allowed it (P1 R4)."""
    return may_say == "no" if contact.sender_id is not None else may_say != "yes"


def _done(children: list[ContactChild], roots: Roots, by: Actor) -> Iterator[Line]:
    """What somebody wrote down that they did: the night's acts stand here by the morning."""
    subjects = {child.contact.subject for child in children}
    acts = each_time(by.partnership, subjects, ContactEvent.ACTION_RECORDED)
    for child in children:
        for act in acts.get(child.contact.subject, ()):
            if act.reason:
                yield _act(child, act, roots)


def _act(child: ContactChild, act: TimelineEntry, roots: Roots) -> Line:
    return Line(
        key=f"{child.contact.subject}:done:{act.at.isoformat()}",
        person=roots[_person_of(child)],
        day=london_day(act.at),
        kind=DONE,
        text=act.reason,
        source=f"{act.who}, {ROLE_NAMES[Role(act.role)].lower()}, contact {child.contact.reference}",
        recorded_at=act.at,
        significance=Significance.SIGNIFICANT,
        href=child.contact.hub_path,
        holds=frozenset({Hold.THIRD_PARTY, Hold.NOT_FOR_FAMILY}),
        plain=PLAIN_DONE,
    )


def _weight(contact: Contact) -> Significance:
    grave = contact.immediate_danger or contact.harm_possible or contact.rag == "red"
    return Significance.SIGNIFICANT if grave else Significance.NOTABLE


def _became(contact: Contact) -> str:
    if contact.duplicate_of is not None:
        return f"the same worry as {contact.duplicate_of.reference}"
    return STATE_WORDS[ContactState(contact.state)].lower()


def _voices(children: list[ContactChild], roots: Roots) -> Iterator[Line]:
    by_subject = {child.subject: child for child in children}
    for voice in _voices_of(children):
        child = by_subject[voice.about]
        if text := voice_words(voice):
            yield voice_line(
                voice,
                roots[_person_of(child)],
                london_day(voice.recorded_at),
                text,
                href=child.contact.hub_path,
                agency=child.contact.sender_agency_id if voice.stage == "contact" else "",
                agency_name=child.contact.sender_agency.name if voice.stage == "contact" else "",
            )


def _voices_of(children: list[ContactChild]) -> list[Voice]:
    return list(Voice.objects.filter(about__in=[child.subject for child in children]))


def _person_of(child: ContactChild) -> uuid.UUID:
    assert child.person_id is not None  # only linked children are read
    return child.person_id


def _is_told(contact: Contact, answer: Answer) -> bool:
    question = definition_of(contact.form_version).questions.get(answer.question)
    return (
        bool(answer.value)
        and question is not None
        and (question.kind == "text" and answer.question not in OF_VOICE)
    )
