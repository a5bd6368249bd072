"""Writing to the ledger."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from openmash.core.actor import Actor
from openmash.core.events import kind_of
from openmash.foundation.ledger.inserting import insert_many
from openmash.foundation.ledger.models import Event
from openmash.foundation.ledger.queue import defer_reactions


@dataclass(frozen=True)
class Entry:
    """One event to be written with many others."""

    name: StrEnum
    subject: str
    about: tuple[str, ...] = ()
    facts: Mapping[str, object] = field(default_factory=dict)


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
    event = _event(Entry(name, subject, tuple(about), facts or {}), by)
    event.save(force_insert=True)
    defer_reactions(event)
    return event


def record_many(entries: Iterable[Entry], *, by: Actor) -> list[Event]:
    """Append many events in their order by one statement; else exactly as one after the other."""
    events = [_event(one, by) for one in entries]
    insert_many(events)
    for event in events:
        defer_reactions(event)
    return events


def _event(entry: Entry, by: Actor) -> Event:
    kind_of(entry.name)
    return Event(
        partnership=by.partnership,
        name=str(entry.name),
        at=by.at,
        user=by.user,
        user_name=by.name,
        role=by.role,
        agency=by.agency,
        via=by.via,
        subject=entry.subject,
        about=list(entry.about),
        facts=dict(entry.facts),
        reason=by.reason,
        request_id=by.request_id,
    )
