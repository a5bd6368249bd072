"""Decisions made by walking the real moves, as Tom recommends and Meera decides."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from openmash.core.actor import Actor
from openmash.frontdoor.contacts.commands import screening
from openmash.frontdoor.contacts.models import Contact
from openmash.frontdoor.contacts.tests.builders import a_sent_worry
from openmash.frontdoor.decisions.commands import deciding, writing
from openmash.frontdoor.decisions.models import ThresholdDecision
from openmash.frontdoor.decisions.queries.case import gather
from tests.fixtures import Enter

WHOLE: dict[str, Any] = {
    "level": 4,
    "descriptors": ["4.2", "4.6"],
    "rationale": [
        {"text": "The shouting has become hitting, and it comes more often.", "evidence": ["B2"]},
        {
            "text": "Isla plans for it and keeps her brother safe in her place.",
            "evidence": ["C1-1"],
        },
    ],
    "voice_weighting": "Her own plan for the shouting is why this is level 4.",
    "history": "Looked in the register under both spellings.",
    "alternatives": "Level 3 with a plan: it would rest on Craig keeping away.",
    "agreement": "told_agrees",
    "outcome": "S17_ASSESS",
    "next_step": "A social worker sees Isla on her own",
    "next_step_owner": "Duty team",
    "family_told_by": "Tom Ashdown",
    "family_told_when": "this afternoon, by telephone",
    "expected_of_sender": "Keep a quiet room for Friday morning",
}
NO_ACTION: dict[str, Any] = {
    "level": 1,
    "descriptors": ["1.4"],
    "outcome": "NFA",
    "next_step": "Nothing more: the record is kept",
}


def a_pending(enter: Enter, who: str = "ruth", **worry: Any) -> Contact:
    """A worry that waits for a decision. Leaves Tom on stage."""
    return screened(enter, a_sent_worry(enter, who, **worry), at=worry.get("at"))


def screened(enter: Enter, contact: Contact, *, at: datetime | None = None) -> Contact:
    """What was sent, taken up, rated and sent to decision. Leaves Tom on stage."""
    aisha = enter("aisha", at=at)
    screening.take_up(contact, by=aisha)
    screening.rate_urgency(contact, "amber", "Both children are safe at school today", by=aisha)
    for child in contact.children.filter(removed_at=None, person=None):
        screening.cannot_identify(child, "Nobody of this name is in the register", by=aisha)
    tom = enter("tom", at=at)
    contact.refresh_from_db()
    return screening.send_to_decision(contact, by=tom)


def a_drafted(
    enter: Enter, contact: Contact | None = None, *, at: datetime | None = None, **fields: Any
) -> Contact:
    """A contact whose every child has a whole draft, with `fields` instead. Leaves Tom on stage."""
    contact = contact or a_pending(enter, at=at)
    tom = enter("tom", at=at)
    for decision in writing.begin(contact, by=tom):
        due = {"next_step_due": (tom.at + timedelta(days=1)).date()}
        whole = {**WHOLE, **due, "history_seen": _looked_at(contact, decision, tom), **fields}
        writing.write(decision, whole, decision.version, by=tom)
    return contact


def _looked_at(contact: Contact, decision: ThresholdDecision, by: Actor) -> list[str]:
    """Every earlier contact about this child, as somebody careful ticks them."""
    earlier = gather(contact, by=by).earlier_of(decision.child)
    return list(dict.fromkeys(one.key for one in earlier)) or ["none_found"]


def a_recommended(
    enter: Enter, contact: Contact | None = None, *, at: datetime | None = None, **fields: Any
) -> Contact:
    """A contact that Tom has recommended for. Leaves Tom on stage."""
    contact = a_drafted(enter, contact, at=at, **fields)
    return deciding.recommend_all(contact, {}, by=enter("tom", at=at))


def a_decided(
    enter: Enter,
    contact: Contact | None = None,
    *,
    at: datetime | None = None,
    who: str = "meera",
    **fields: Any,
) -> Contact:
    """A contact that Meera (or `who`) has decided. Leaves them on stage."""
    contact = a_recommended(enter, contact, at=at, **fields)
    return deciding.decide_all(contact, {}, by=enter(who, at=at))


def decision_of(contact: Contact, position: int = 1) -> ThresholdDecision:
    """The decision for one child, as it is now."""
    return ThresholdDecision.objects.select_related("child", "guidance", "contact").get(
        contact=contact, child__position=position
    )
