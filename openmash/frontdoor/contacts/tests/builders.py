"""Contacts made by walking the real moves, so that no test begins from an impossible state."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from openmash.frontdoor.contacts.commands import drafting, screening
from openmash.frontdoor.contacts.emarf.types import Value
from openmash.frontdoor.contacts.models import Contact, ContactChild
from tests.fixtures import Enter

ISLA: dict[str, Value] = {"A1_name": "Isla Tarrant", "A1_age": "14 March 2019"}
NOAH: dict[str, Value] = {"A1_name": "Noah Tarrant", "A1_age": "about 2"}
ISLAS_OWN: dict[str, Value] = {
    "B1": ["domestic_abuse", "physical_harm"],
    "C1": "“When Craig does the shouting I put Noah in the bath and shut the door.”",
    "C2": "alone",
    "E2": "4",
}
NOAHS_OWN: dict[str, Value] = {"B1": ["neglect"], "C1_why": "pre_verbal", "E2": "3"}
STORY = "On Monday Isla came in with a bruise on her arm and said that Craig had pulled her."
FOR_ALL: dict[str, Value] = {
    "A2": "setting",
    "A3": "safe_for_now",
    "B2": STORY,
    "B3": "She watches the door and cannot settle to anything.",
    "D1": "told_agrees",
}


def a_draft(
    enter: Enter,
    who: str = "ruth",
    *,
    at: datetime | None = None,
    child: Mapping[str, Value] | None = None,
    about_child: Mapping[str, Value] | None = None,
    siblings: Mapping[str, Mapping[str, Value]] | None = None,
    **answers: Value,
) -> Contact:
    """A draft by a sender about Isla, answered in full unless `answers` say otherwise.

    `A3="not_safe"` sends it at once. `siblings` maps a further child's name to their own answers.
    Leaves the sender on stage.
    """
    by = enter(who, at=at)
    contact = drafting.start(uuid.uuid4(), by=by)
    first = contact.children.get()
    drafting.save_answers(contact, first, {**ISLA, **(child or {})}, by=by)
    drafting.save_answers(contact, first, {**ISLAS_OWN, **(about_child or {})}, by=by)
    for name, own in (siblings or {}).items():
        drafting.add_child(contact, answers={"A1_name": name, **own}, by=by)
    drafting.save_answers(contact, None, {**FOR_ALL, **answers}, by=by)
    contact.refresh_from_db()
    return contact


def a_sent_worry(
    enter: Enter, who: str = "ruth", *, at: datetime | None = None, **worry: Any
) -> Contact:
    """A worry that has been sent. Leaves the sender on stage: `enter` somebody else to go on."""
    return drafting.submit(a_draft(enter, who, at=at, **worry), by=enter(who, at=at))


def only_child(contact: Contact) -> ContactChild:
    """The first child of a worry."""
    return contact.children.filter(removed_at=None).order_by("position")[0]


def rated(enter: Enter, contact: Contact, rag: str = "green", *, who: str = "aisha") -> Contact:
    """The urgency of a contact, rated by somebody of the hub. Leaves them on stage."""
    because = "Hurt twice this month, safe until Friday"
    return screening.rate_urgency(contact, rag, because, by=enter(who))


def a_test_put_away(enter: Enter) -> Contact:
    """A contact that two managers agree was entered in error. Leaves the second on stage."""
    contact = rated(enter, a_sent_worry(enter))
    screening.propose_in_error(contact, "A test by the school, not a child", by=enter("meera"))
    return screening.enter_in_error(contact, by=enter("grace"))
