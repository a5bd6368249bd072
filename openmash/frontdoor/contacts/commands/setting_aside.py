"""Setting a contact aside, as a repeat or as a mistake, and the way back from both (P1)."""

from __future__ import annotations

from dataclasses import replace

from django.db import transaction

from openmash.core.actor import Actor
from openmash.core.refusals import refuse_if
from openmash.foundation.access.permits import permit
from openmash.foundation.moves.mover import move
from openmash.foundation.tasks.commands import settle
from openmash.frontdoor.contacts.access import people_of, permitted_step, record_facts
from openmash.frontdoor.contacts.commands.calling import (
    ACCEPT,
    CONFIRM_ERROR,
    call_back_to_screening,
    call_to_confirm_error,
    settle_deciding,
    settle_screening,
)
from openmash.frontdoor.contacts.commands.feedback import owe
from openmash.frontdoor.contacts.models import Contact, InErrorProposal
from openmash.frontdoor.contacts.queries.feedback import DUPLICATE
from openmash.frontdoor.contacts.queries.screening import bare_facts
from openmash.frontdoor.contacts.queries.setting_aside import open_proposal, other_facts
from openmash.frontdoor.contacts.rules import setting_aside as rules
from openmash.frontdoor.contacts.rules.restricting import why_not_one_worry
from openmash.frontdoor.contacts.rules.screening import short_reason

IN_ERROR, AGAIN = "in_error", "again"  # why an answer is owed


@transaction.atomic
def mark_duplicate(contact: Contact, of: Contact, because: str = "", *, by: Actor) -> Contact:
    """The same worry came twice: kept, counted, and the second sender is owed an answer too (P1).

    The first sender hears with the decision of the contact that stands.
    """
    step, allowed = permitted_step(contact, "mark_duplicate", replace(by, reason=because.strip()))
    permit(by, step.permission, record_facts(of))
    has_own = contact.duplicates.exists()
    other = other_facts(contact, of)
    reasons = rules.why_not_duplicate(bare_facts(contact), other, has_own=has_own, because=because)
    refuse_if([*reasons, *why_not_one_worry(contact.readers, of.readers)])
    changes: dict[str, object] = {"duplicate_of_id": of.pk, "in_enquiry": False}
    move(contact, step, allowed, about=[of.subject], changes=changes)
    _off_every_list(contact, by)
    owe(contact, because=DUPLICATE, by=by)
    return contact


@transaction.atomic
def not_duplicate(contact: Contact, reason: str, *, by: Actor) -> Contact:
    """It is a worry of its own after all: back to screening, and its sender hears so."""
    refuse_if(short_reason(reason))
    return _back(contact, "not_duplicate", reason, by, duplicate_of_id=None)


@transaction.atomic
def propose_in_error(contact: Contact, reason: str, *, by: Actor) -> Contact:
    """A manager says that it should never have been here; a second one has to agree."""
    step, allowed = permitted_step(contact, "propose_in_error", replace(by, reason=reason.strip()))
    refuse_if(_why_not_in_error(contact, reason))
    if open_proposal(contact) is None:
        move(contact, step, allowed)
        InErrorProposal.objects.create(
            partnership_id=contact.partnership_id,
            contact=contact,
            reason=reason.strip(),
            proposed_at=by.at,
            proposed_by_id=by.user,
        )
    call_to_confirm_error(contact, by=by)
    return contact


@transaction.atomic
def enter_in_error(contact: Contact, *, by: Actor) -> Contact:
    """The second manager agrees: kept, out of every list, and its sender is owed an answer."""
    proposal = open_proposal(contact)
    reason, proposer = (proposal.reason, str(proposal.proposed_by_id)) if proposal else ("", "")
    step, allowed = permitted_step(contact, "enter_in_error", replace(by, reason=reason))
    refuse_if(rules.why_not_confirmed(proposer, by.user))
    refuse_if(_why_not_in_error(contact, reason))
    move(contact, step, allowed, changes={"in_enquiry": False})
    _settle_proposal(contact, by, confirmed=True)
    _withdraw_questions(contact, by)
    _off_every_list(contact, by)
    owe(contact, because=IN_ERROR, by=by)
    return contact


@transaction.atomic
def refuse_in_error(contact: Contact, reason: str, *, by: Actor) -> Contact:
    """Another manager, or the proposer on second thoughts, does not agree: it stays."""
    step, allowed = permitted_step(contact, "refuse_in_error", replace(by, reason=reason.strip()))
    refuse_if(short_reason(reason))
    move(contact, step, allowed)
    _settle_proposal(contact, by, confirmed=False)
    return contact


@transaction.atomic
def not_in_error(contact: Contact, reason: str, *, by: Actor) -> Contact:
    """It was a real worry: back to screening, its clock goes on, and its sender hears so."""
    refuse_if(short_reason(reason))
    return _back(contact, "not_in_error", reason, by)


def _back(contact: Contact, name: str, reason: str, by: Actor, **changes: object) -> Contact:
    step, allowed = permitted_step(contact, name, replace(by, reason=reason.strip()))
    move(contact, step, allowed, about=people_of(contact), changes=changes)
    call_back_to_screening(contact, by=by)
    owe(contact, because=AGAIN, by=by)
    return contact


def _why_not_in_error(contact: Contact, reason: str) -> list[str]:
    has_own = contact.duplicates.exists()
    return list(rules.why_not_in_error(bare_facts(contact), reason, has_own=has_own))


def _settle_proposal(contact: Contact, by: Actor, *, confirmed: bool) -> None:
    contact.error_proposals.filter(settled_at=None).update(
        settled_at=by.at, settled_by=by.name, confirmed=confirmed
    )
    settle(CONFIRM_ERROR, contact.subject, by=by)


def _withdraw_questions(contact: Contact, by: Actor) -> None:
    """Nobody waits for the answers any more, so the sender is not asked for them."""
    contact.questions.filter(answered_at=None, withdrawn_at=None).update(
        withdrawn_at=by.at, withdrawn_by=by.name
    )


def _off_every_list(contact: Contact, by: Actor) -> None:
    settle_screening(contact, by=by)
    settle_deciding(contact, by=by)
    settle(ACCEPT, contact.subject, by=by)
