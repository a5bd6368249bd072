"""Answers that are owed, as the sender and the hub read them (P8)."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from openmash.core.actor import Actor
from openmash.core.refusals import NotFound
from openmash.foundation.access.holdings import held_at
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.permits import may, permit
from openmash.foundation.access.rules import RecordFacts
from openmash.foundation.clocks.models import ClockRun
from openmash.foundation.reference.queries import partnership
from openmash.frontdoor.contacts.models import Contact, Feedback, Reply, Route
from openmash.frontdoor.contacts.rules.feedback import (
    ClosingFacts,
    Debt,
    OutcomeFacts,
    Part,
    Replied,
    why_not_answering,
)
from openmash.frontdoor.contacts.states import FEEDBACK, OUT, UNDECIDED, FeedbackState

DUPLICATE = "duplicate"
NUMBER, RING = "X2", "S_ring"  # a number to ring, and whether they want to be rung
SHOWN_TO_SENDER = OUT | {FeedbackState.BOUNCED, FeedbackState.QUERIED, FeedbackState.DISAGREED}
SHOWN_TO_SENDER |= {FeedbackState.TOLD_BY_PHONE}


@dataclass(frozen=True)
class Said:
    """One thing said about an outcome."""

    kind: str
    text: str
    who: str
    at: datetime

    @property
    def is_answer(self) -> bool:
        """Whether the hub said it."""
        return self.kind == Reply.Kind.ANSWER


@dataclass(frozen=True)
class FeedbackView:
    """One answer, for whoever reads it."""

    key: uuid.UUID
    reference: str
    state: str
    recipient: str
    because: str
    owed_at: datetime
    sent_at: datetime | None
    delivered_at: datetime | None
    bounced_at: datetime | None
    read_at: datetime | None
    heading: str
    parts: tuple[Part, ...]
    replied_at: datetime | None
    thread: tuple[Said, ...]
    answer_due: datetime | None
    why_not_answered: tuple[str, ...]
    can: frozenset[str]
    out_of_reach: bool  # whoever is owed it rang, and cannot or may not be rung

    @property
    def lines(self) -> dict[str, tuple[str, ...]]:
        """The lines of each part by its key."""
        return {part.key: part.lines for part in self.parts}


def record_facts(feedback: Feedback) -> RecordFacts:
    """An answer belongs to the hub, and to the person who reads it."""
    return RecordFacts(
        partnership=feedback.partnership_id, author=str(feedback.recipient_id or ""), in_hub=True
    )


def get_feedback(by: Actor, key: uuid.UUID, permission: P) -> Feedback:
    """The guarded loader; an answer to somebody else looks absent to a sender."""
    found = Feedback.objects.filter(partnership_id=by.partnership, pk=key)
    feedback = found.select_related("contact", "recipient").first()
    known = (P.FEEDBACK_REPLY, P.CONTACT_READ)
    if feedback is None or not any(may(by, one, record_facts(feedback)) for one in known):
        raise NotFound("There is no such answer for you")
    permit(by, permission, record_facts(feedback))
    return feedback


def for_sender(contact: Contact, *, by: Actor) -> FeedbackView | None:
    """The newest answer that has gone out to this person, for their status page."""
    sent = Feedback.objects.filter(
        contact=contact, recipient__id=by.user, state__in=[str(s) for s in SHOWN_TO_SENDER]
    )
    newest = sent.select_related("contact", "recipient").order_by("-owed_at", "-id").first()
    return view(newest, by=by) if newest else None


def of_contact(contact: Contact, *, by: Actor) -> list[FeedbackView]:
    """Every answer of a contact, in the order it was owed. The caller has checked access."""
    rows = Feedback.objects.filter(contact=contact).select_related("contact", "recipient")
    return [view(row, by=by) for row in rows.order_by("owed_at", "id")]


def view(feedback: Feedback, *, by: Actor) -> FeedbackView:
    """One answer with the moves this person may make with it now."""
    body = feedback.body or {}
    parts = (Part(p["key"], p["title"], tuple(p["lines"])) for p in body.get("parts", ()))
    return FeedbackView(
        key=feedback.pk,
        reference=feedback.contact.reference,
        state=feedback.state,
        recipient=feedback.who,
        because=feedback.because,
        owed_at=feedback.owed_at,
        sent_at=feedback.sent_at,
        delivered_at=feedback.delivered_at,
        bounced_at=feedback.bounced_at,
        read_at=feedback.read_at,
        heading=body.get("heading", ""),
        parts=tuple(parts),
        replied_at=feedback.replied_at,
        thread=tuple(_thread(feedback)),
        answer_due=answer_due(feedback),
        why_not_answered=tuple(why_not_answering(replied(feedback), user=by.user, role=by.role)),
        can=_moves(feedback, by),
        out_of_reach=is_out_of_reach(feedback.contact),
    )


def replied(feedback: Feedback) -> Replied:
    """What the rule of who may answer needs to know (P19)."""
    return Replied(feedback.state, frozenset(feedback.deciders))


def answer_due(feedback: Feedback) -> datetime | None:
    """By when a reply is answered, while it waits (C41)."""
    run = ClockRun.objects.filter(subject=feedback.subject, code="C41", stopped_at=None)
    return run.order_by("-started_at").values_list("due_at", flat=True).first()


def _thread(feedback: Feedback) -> Iterator[Said]:
    for row in feedback.replies.order_by("said_at", "id"):
        yield Said(row.kind, row.text, row.said_by, row.said_at)


def closing_facts(contact: Contact) -> ClosingFacts:
    """What gate G3 needs to know of a contact."""
    rows = Feedback.objects.filter(contact=contact).select_related("recipient")
    original = contact.duplicate_of
    # That it was joined to another is no answer yet: a duplicate waits for what becomes of that one.
    told_more = rows.exclude(because=DUPLICATE).exists()
    waiting = original is not None and (original.state in UNDECIDED or not told_more)
    return ClosingFacts(
        debts=tuple(Debt(row.state, row.who) for row in rows.order_by("owed_at", "id")),
        joined_to=original.reference if original is not None and waiting else "",
    )


def accepted_route(contact: Contact) -> Route | None:
    """How a worker took it into an open case, if one did and has not given it back."""
    accepted = contact.routes.filter(accepted_at__isnull=False, returned_at=None)
    return accepted.select_related("worker").first()


def bare_facts(contact: Contact, *, worker: str = "") -> OutcomeFacts:
    """Who to call, and nothing about anybody."""
    hub = partnership(contact.partnership_id)
    return OutcomeFacts(hub_name=hub.hub_name, hub_phone=hub.hub_phone, worker=worker)


def role_of_recipient(feedback: Feedback) -> str:
    """The role the sender wrote in; else one they held here when the answer became owed."""
    if feedback.recipient_id is None or feedback.recipient_id == feedback.contact.sender_id:
        return feedback.contact.sender_role
    held = held_at(feedback.owed_at).filter(
        user_id=feedback.recipient_id, partnership_id=feedback.partnership_id
    )
    return held.order_by("starts_at").values_list("role", flat=True).first() or ""


def number_of(contact: Contact) -> str:
    """The number that whoever told us left; nothing where they left none."""
    return _said_for_all(contact, NUMBER)


def wants_to_be_rung(contact: Contact) -> bool:
    """Whether somebody without an account left a number, and asked to be rung."""
    return bool(number_of(contact)) and _on_ringing(contact) == "yes"


def is_out_of_reach(contact: Contact) -> bool:
    """Whether somebody rang who left no number, or said that they do not want to be rung."""
    if contact.taken_by_id is None:
        return False
    return not number_of(contact) or _on_ringing(contact) == "no"


def _on_ringing(contact: Contact) -> str:
    return _said_for_all(contact, RING)


def _said_for_all(contact: Contact, question: str) -> str:
    answer = contact.answers.filter(child=None, question=question).first()
    return str(answer.value) if answer else ""


def _moves(feedback: Feedback, by: Actor) -> frozenset[str]:
    facts = record_facts(feedback)
    return frozenset(
        step.name
        for step in FEEDBACK
        if feedback.state in step.sources and may(by, step.permission, facts)
    )
