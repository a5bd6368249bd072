"""The contacts a repeat may point to, and a proposal to put one away, in words."""

from __future__ import annotations

from collections.abc import Iterable

from openmash.core.actor import Actor
from openmash.foundation.ui.wording import short_when
from openmash.frontdoor.contacts.models import Contact, InErrorProposal
from openmash.frontdoor.contacts.states import STATE_WORDS, ContactState


def choices(known: Iterable[Contact], by: Actor) -> list[tuple[str, str, str]]:
    """Value, words and hint of each: reference, when, from whom, and the sender's own words."""
    return [(one.reference, _words(one, by), one.worry_line or "Nothing written") for one in known]


def said_of(proposal: InErrorProposal, by: Actor) -> tuple[str, ...]:
    """Who proposed it, when, and why."""
    when = short_when(proposal.proposed_at, by.at)
    return (
        f"{proposal.proposed_by.name} proposed it, {when}: “{proposal.reason}”",
        "It leaves every list. The sender is told, and can say that it was no mistake.",
    )


def _words(contact: Contact, by: Actor) -> str:
    sent = short_when(contact.submitted_at or contact.started_at, by.at)
    state = STATE_WORDS[ContactState(contact.state)]
    return f"{contact.reference} · {sent} · {contact.sender_agency.name} · {state}"
