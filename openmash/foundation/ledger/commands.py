"""Writing to the ledger."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum

from openmash.core.actor import Actor
from openmash.core.events import kind_of
from openmash.foundation.ledger.models import Event
from openmash.foundation.ledger.queue import defer_reactions


def record(
    name: StrEnum,
    *,
    by: Actor,
    subject: str,
    about: Iterable[str] = (),
    facts: Mapping[str, object] | None = None,
) -> Event:
    """Append one event in the caller's transaction, and defer a job for each registered reaction.

    `subject` and `about` are typed references ("contact:…", "person:…"); `facts` are small and
    typed, never narrative. `KeyError` when the event name was not declared.
    """
    kind_of(name)
    event = Event(
        partnership=by.partnership,
        name=str(name),
        at=by.at,
        user=by.user,
        user_name=by.name,
        role=by.role,
        agency=by.agency,
        via=by.via,
        subject=subject,
        about=list(about),
        facts=dict(facts or {}),
        reason=by.reason,
        request_id=by.request_id,
    )
    event.save(force_insert=True)
    defer_reactions(event)
    return event
