"""Screening a contact: taking it up, judging it, and sending it on (P1). The commands of linking
children and of passing a contact on are here by name too, so that callers know one place."""

from __future__ import annotations

from dataclasses import replace

from django.db import transaction

from openmash.core.actor import Actor
from openmash.core.lifecycle import Move
from openmash.core.refusals import NotReady, refuse_if
from openmash.foundation.access.permits import Permit, permit
from openmash.foundation.moves.mover import move
from openmash.foundation.tasks.commands import Wanted, raise_task
from openmash.frontdoor.contacts.access import people_of, record_facts
from openmash.frontdoor.contacts.commands.feedback import owe
from openmash.frontdoor.contacts.commands.linking import (
    cannot_identify,
    create_and_link,
    link_child,
    not_the_same,
    unlink_child,
)
from openmash.frontdoor.contacts.commands.passing_on import (
    HANDED_OVER,
    accept_routed,
    decline_routed,
    return_for_information,
    return_unaccepted,
    route_to_open_case,
    settle_screening,
    take_back,
    take_back_unanswered,
)
from openmash.frontdoor.contacts.models import Contact, UrgencyRating
from openmash.frontdoor.contacts.queries.screening import bare_facts, facts, may_screen
from openmash.frontdoor.contacts.rules import screening as rules
from openmash.frontdoor.contacts.states import CONTACT

__all__ = [
    "accept_routed",
    "back_to_screening",
    "cannot_identify",
    "create_and_link",
    "decline_routed",
    "enter_in_error",
    "hand_over",
    "judge_harm",
    "link_child",
    "mark_duplicate",
    "not_the_same",
    "rate_urgency",
    "return_for_information",
    "return_unaccepted",
    "route_to_open_case",
    "send_to_decision",
    "take_back",
    "take_back_unanswered",
    "take_up",
    "unlink_child",
]


@transaction.atomic
def take_up(contact: Contact, *, by: Actor) -> Contact:
    """A screening officer takes the contact up and holds it from now on (P1)."""
    step, allowed = _allowed(contact, "take_up", by)
    move(contact, step, allowed, changes={"assigned_to_id": by.user})
    return contact


@transaction.atomic
def hand_over(contact: Contact, to: str, *, by: Actor) -> Contact:
    """Give the contact to another person of the hub, who holds it from now on."""
    step, allowed = _allowed(contact, "hand_over", by)
    if not may_screen(to, by=by):
        raise NotReady("Choose somebody who screens or decides here")
    move(contact, step, allowed, facts={"to": to}, changes={"assigned_to_id": to})
    settle_screening(contact, by=by)
    if to != by.user:
        raise_task(_handed_over(contact, to), by=by)
    return contact


@transaction.atomic
def rate_urgency(contact: Contact, rag: str, reason: str, *, by: Actor) -> Contact:
    """Rate the urgency, with a reason of twenty characters; every rating is kept (P3)."""
    step, allowed = _allowed(contact, "rate_urgency", replace(by, reason=reason.strip()))
    refuse_if(rules.why_not_rated(rag, reason))
    before = contact.rag
    move(contact, step, allowed, facts={"rag": rag, "before": before}, changes={"rag": rag})
    UrgencyRating.objects.create(
        partnership_id=contact.partnership_id,
        contact=contact,
        rag=rag,
        reason=reason.strip(),
        rated_at=by.at,
        rated_by=by.name,
    )
    return contact


@transaction.atomic
def judge_harm(contact: Contact, possible: bool | None, *, by: Actor) -> Contact:
    """Say whether significant harm is possible, apart from what the sender thinks (`data.md` §3.1)."""
    step, allowed = _allowed(contact, "judge_harm", by)
    changes: dict[str, object] = {"harm_possible": possible}
    move(contact, step, allowed, facts={"possible": possible}, changes=changes)
    return contact


@transaction.atomic
def send_to_decision(contact: Contact, *, by: Actor) -> Contact:
    """Enough is known to decide without checks: urgency rated, every child looked for (P1, P7)."""
    step, allowed = _allowed(contact, "send_to_decision", by)
    refuse_if(rules.unsettled(rules.gates_to_decision(facts(contact, by=by))))
    move(contact, step, allowed, about=people_of(contact))
    settle_screening(contact, by=by)
    return contact


@transaction.atomic
def back_to_screening(contact: Contact, reason: str, *, by: Actor) -> Contact:
    """Something is missing before a decision: back to screening, with the reason."""
    step, allowed = _allowed(contact, "back_to_screening", replace(by, reason=reason.strip()))
    move(contact, step, allowed)
    return contact


@transaction.atomic
def mark_duplicate(contact: Contact, of: Contact, *, by: Actor) -> Contact:
    """The same worry came twice: kept, counted, and the second sender is owed an answer too (P1).

    The first sender hears with the decision of the contact that stands.
    """
    step, allowed = _allowed(contact, "mark_duplicate", by)
    permit(by, step.permission, record_facts(of))
    has_own = contact.duplicates.exists()
    refuse_if(rules.why_not_duplicate(bare_facts(contact), bare_facts(of), has_own))
    changes: dict[str, object] = {"duplicate_of_id": of.pk}
    move(contact, step, allowed, about=[of.subject], changes=changes)
    settle_screening(contact, by=by)
    owe(contact, because="duplicate", by=by)
    return contact


@transaction.atomic
def enter_in_error(contact: Contact, reason: str, *, by: Actor) -> Contact:
    """It should never have been here, such as a test: kept, out of every list, with the reason."""
    step, allowed = _allowed(contact, "enter_in_error", replace(by, reason=reason.strip()))
    refuse_if(rules.short_reason(reason))
    move(contact, step, allowed)
    settle_screening(contact, by=by)
    return contact


def _handed_over(contact: Contact, to: str) -> Wanted:
    return Wanted(
        kind=HANDED_OVER,
        title=f"{contact.reference}: handed over to you",
        about=contact.subject,
        path=contact.hub_path,
        for_user=to,
    )


def _allowed(contact: Contact, name: str, by: Actor) -> tuple[Move, Permit]:
    step = CONTACT[name]
    return step, permit(by, step.permission, record_facts(contact))
