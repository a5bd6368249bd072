"""Screening a contact: taking it up, judging it, and sending it on (P1). The commands of linking
children, passing on and setting aside are here by name too, so that callers know one place."""

from __future__ import annotations

from dataclasses import replace

from django.db import transaction

from openmash.core.actor import Actor
from openmash.core.refusals import NotReady, refuse_if
from openmash.core.text import clean
from openmash.foundation.access.models import User
from openmash.foundation.ledger.queries import latest
from openmash.foundation.moves.mover import move
from openmash.frontdoor.contacts.access import people_of, permitted_step
from openmash.frontdoor.contacts.commands.calling import (
    call_back_to_screening,
    call_holder,
    call_to_recommend,
    settle_deciding,
    settle_screening,
    tell_former_holder,
)
from openmash.frontdoor.contacts.commands.linking import (
    cannot_identify,
    create_and_link,
    link_child,
    maybe_the_same,
    not_the_same,
    unlink_child,
)
from openmash.frontdoor.contacts.commands.passing_on import (
    accept_routed,
    decline_routed,
    give_back,
    return_for_information,
    return_unaccepted,
    route_to_open_case,
    take_back,
    take_back_unanswered,
)
from openmash.frontdoor.contacts.commands.setting_aside import (
    enter_in_error,
    mark_duplicate,
    not_duplicate,
    not_in_error,
    propose_in_error,
    refuse_in_error,
)
from openmash.frontdoor.contacts.models import Contact, UrgencyRating
from openmash.frontdoor.contacts.queries.screening import bare_facts, facts, may_screen
from openmash.frontdoor.contacts.rules import screening as rules
from openmash.frontdoor.contacts.rules.restricting import why_not_among_named
from openmash.frontdoor.contacts.states import ContactState

__all__ = [
    "accept_routed",
    "back_to_screening",
    "cannot_identify",
    "create_and_link",
    "decline_routed",
    "enter_in_error",
    "give_back",
    "hand_over",
    "judge_harm",
    "link_child",
    "mark_duplicate",
    "maybe_the_same",
    "not_duplicate",
    "not_in_error",
    "not_the_same",
    "propose_in_error",
    "rate_urgency",
    "record_action",
    "refuse_in_error",
    "return_for_information",
    "return_unaccepted",
    "route_to_open_case",
    "send_to_decision",
    "take_back",
    "take_back_unanswered",
    "take_over",
    "take_up",
    "unlink_child",
]


@transaction.atomic
def take_up(contact: Contact, *, by: Actor) -> Contact:
    """A screening officer takes the contact up and holds it from now on (P1)."""
    step, allowed = permitted_step(contact, "take_up", by)
    move(contact, step, allowed, changes={"assigned_to_id": by.user})
    return contact


@transaction.atomic
def hand_over(contact: Contact, to: str, note: str = "", *, by: Actor) -> Contact:
    """Give the contact to another person of the hub, who holds it from now on and reads the note."""
    step, allowed = permitted_step(contact, "hand_over", replace(by, reason=clean(note).strip()))
    shut_out = why_not_among_named(to, contact.readers)
    refuse_if([*rules.why_not_handed_over(note, from_the_night=by.out_of_hours), *shut_out])
    if not may_screen(to, by=by):
        raise NotReady("Choose somebody who screens or decides here")
    move(
        contact,
        step,
        allowed,
        facts={"to": to, "to_name": _name_of(to)},
        changes={"assigned_to_id": to},
    )
    settle_screening(contact, by=by)
    call_holder(contact, to, by=by)
    return contact


@transaction.atomic
def take_over(contact: Contact, reason: str, *, by: Actor) -> Contact:
    """Take it from a colleague who is away, with a reason; the colleague is told."""
    step, allowed = permitted_step(contact, "take_over", replace(by, reason=reason.strip()))
    if not (by.out_of_hours or may_screen(by.user, by=by)):
        raise NotReady("Only those who screen or decide here can hold it")
    former = str(contact.assigned_to_id or "")
    refuse_if(rules.why_not_taken_over(bare_facts(contact), by.user, reason))
    move(contact, step, allowed, facts={"from": former}, changes={"assigned_to_id": by.user})
    settle_screening(contact, by=by)
    tell_former_holder(contact, former, by=by)
    return contact


@transaction.atomic
def rate_urgency(contact: Contact, rag: str, reason: str, *, by: Actor) -> Contact:
    """Rate the urgency, with a reason of twenty characters; every rating is kept (P3)."""
    step, allowed = permitted_step(contact, "rate_urgency", replace(by, reason=reason.strip()))
    bare = bare_facts(contact)
    refuse_if([*rules.why_not_rated_here(bare), *rules.why_not_rated(rag, reason)])
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
    return _not_left_with_sender(contact, reason, by)


@transaction.atomic
def judge_harm(contact: Contact, possible: bool | None, reason: str = "", *, by: Actor) -> Contact:
    """Say whether significant harm is possible, apart from what the sender thinks (`data.md` §3.1)."""
    step, allowed = permitted_step(contact, "judge_harm", replace(by, reason=reason.strip()))
    refuse_if(rules.why_not_judged(possible, reason))
    changes: dict[str, object] = {"harm_possible": possible}
    move(contact, step, allowed, facts={"possible": possible}, changes=changes)
    return _not_left_with_sender(contact, reason, by)


@transaction.atomic
def record_action(contact: Contact, what: str, *, by: Actor) -> Contact:
    """Write down what was done for the children, by whom and who was told (P1, P18).

    The same words said again, such as after going back, stand there once.
    """
    said = clean(what).strip()
    step, allowed = permitted_step(contact, "record_action", replace(by, reason=said))
    refuse_if(rules.why_not_recorded(what))
    last = latest(contact.partnership_id, contact.subject, step.event)
    if last and (last.who, last.reason) == (by.name, said):
        return contact
    move(contact, step, allowed, about=people_of(contact))
    return contact


@transaction.atomic
def send_to_decision(contact: Contact, *, by: Actor) -> Contact:
    """Enough is known to decide without checks: urgency rated, every child looked for (P1, P7)."""
    step, allowed = permitted_step(contact, "send_to_decision", by)
    refuse_if(rules.unsettled(rules.gates_to_decision(facts(contact, by=by))))
    move(contact, step, allowed, about=people_of(contact))
    settle_screening(contact, by=by)
    call_to_recommend(contact, by=by)
    return contact


@transaction.atomic
def back_to_screening(contact: Contact, reason: str, *, by: Actor) -> Contact:
    """Something is missing before a decision: back to screening, with the reason."""
    step, allowed = permitted_step(contact, "back_to_screening", replace(by, reason=reason.strip()))
    refuse_if(rules.why_not_back(bare_facts(contact)))
    move(contact, step, allowed)
    settle_deciding(contact, by=by)
    call_back_to_screening(contact, by=by)
    return contact


def _not_left_with_sender(contact: Contact, reason: str, by: Actor) -> Contact:
    """By what is known now it could not have been sent back: then it does not wait there (P1)."""
    found = list(rules.why_not_asked(facts(contact, by=by)))
    if contact.state != ContactState.RETURNED or not found:
        return contact
    return take_back(contact, f"{found[0]}. {reason.strip()}".strip(), by=by)


def _name_of(user: str) -> str:
    return User.objects.get(pk=user).name
