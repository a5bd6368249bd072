"""A contact while a MASH enquiry is about it: what the enquiry does to it, step by step (P1, P3).

Called by the enquiry, which gives the reasons and keeps what is its own; each press is judged here
again. The clock of the enquiry runs on the contact, so that every list of the hub shows it.
"""

from __future__ import annotations

from dataclasses import replace

from django.db import transaction

from openmash.core.actor import Actor
from openmash.core.refusals import NotReady, refuse_if
from openmash.foundation.moves.mover import move
from openmash.frontdoor.contacts.access import people_of, permitted_step
from openmash.frontdoor.contacts.commands.calling import (
    call_back_to_screening,
    call_to_enquire,
    call_to_recommend,
    settle_enquiry,
)
from openmash.frontdoor.contacts.models import Contact, UrgencyRating
from openmash.frontdoor.contacts.queries.screening import DECISION_CLOCK
from openmash.frontdoor.contacts.rules.screening import short_reason
from openmash.frontdoor.contacts.states import ENQUIRY_CLOCKS, ContactState


@transaction.atomic
def open_enquiry(contact: Contact, rag: str, reason: str, *, by: Actor) -> Contact:
    """From screening into a MASH enquiry, with its urgency and its clock (P1)."""
    step, allowed = permitted_step(contact, "open_enquiry", replace(by, reason=reason.strip()))
    changes: dict[str, object] = {"in_enquiry": True}
    move(contact, step, allowed, about=people_of(contact), changes=changes)
    return rate_in_enquiry(contact, rag, reason, by=by)


@transaction.atomic
def rate_in_enquiry(contact: Contact, rag: str, reason: str, *, by: Actor) -> Contact:
    """The urgency of the enquiry from this moment on: its clock runs anew (C04, C05, C06)."""
    if rag not in ENQUIRY_CLOCKS:
        raise NotReady("An enquiry is Red, Amber or Green")
    step, allowed = permitted_step(contact, f"enquiry_is_{rag}", replace(by, reason=reason.strip()))
    refuse_if(short_reason(reason))
    facts: dict[str, object] = {"rag": rag, "before": contact.rag}
    move(contact, step, allowed, facts=facts, changes={"rag": rag})
    UrgencyRating.objects.create(
        partnership_id=contact.partnership_id,
        contact=contact,
        rag=rag,
        reason=reason.strip(),
        rated_at=by.at,
        rated_by=by.name,
    )
    if contact.state == ContactState.MASH_ENQUIRY:
        call_to_enquire(contact, clock=ENQUIRY_CLOCKS[rag], by=by)
    return contact


@transaction.atomic
def decide_meanwhile(contact: Contact, what: str, *, by: Actor) -> Contact:
    """A manager decides what happens while the enquiry runs: the decision clock is met (C02, C06)."""
    step, allowed = permitted_step(contact, "decide_meanwhile", replace(by, reason=what.strip()))
    refuse_if(short_reason(what))
    move(contact, step, allowed, about=people_of(contact))
    return contact


@transaction.atomic
def finish_enquiry(contact: Contact, *, by: Actor) -> Contact:
    """Enough is known: from the enquiry to decision (P3)."""
    step, allowed = permitted_step(contact, "finish_enquiry", by)
    move(contact, step, allowed, about=people_of(contact))
    settle_enquiry(contact, by=by)
    call_to_recommend(contact, by=by)
    return contact


@transaction.atomic
def back_to_enquiry(contact: Contact, reason: str, *, by: Actor) -> Contact:
    """Something has to be asked before a decision: back into the enquiry, with the reason."""
    step, allowed = permitted_step(contact, "back_to_enquiry", replace(by, reason=reason.strip()))
    refuse_if(short_reason(reason))
    move(contact, step, allowed)
    call_to_enquire(contact, clock=ENQUIRY_CLOCKS.get(contact.rag, DECISION_CLOCK), by=by)
    return contact


@transaction.atomic
def end_enquiry(contact: Contact, reason: str, *, by: Actor) -> Contact:
    """It was no matter for an enquiry: back to screening, and the decision clock goes on."""
    step, allowed = permitted_step(contact, "end_enquiry", replace(by, reason=reason.strip()))
    refuse_if(short_reason(reason))
    move(contact, step, allowed, changes={"in_enquiry": False})
    settle_enquiry(contact, by=by)
    call_back_to_screening(contact, by=by)
    return contact
