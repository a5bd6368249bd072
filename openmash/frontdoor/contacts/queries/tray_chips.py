"""A few words beside a contact in the tray that later parts of the process know: they give them here,
and nothing here knows of them (ADR 0002)."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Mapping

from openmash.core.actor import Actor
from openmash.frontdoor.contacts.models import Contact
from openmash.frontdoor.contacts.states import ContactState

Chips = Callable[[list[uuid.UUID], Actor], Mapping[uuid.UUID, tuple[str, ...]]]
_providers: dict[str, Chips] = {}


def provide(name: str, chips: Chips) -> None:
    """Register what a later part says of contacts that wait for a decision."""
    _providers[name] = chips


def restricted_chip(contact: Contact) -> tuple[str, ...]:
    """Whoever reads the tray with others beside them has to see which line is not for them."""
    return ("Restricted to named people",) if contact.readers is not None else ()


def chips_of(contacts: Iterable[Contact], by: Actor) -> dict[uuid.UUID, tuple[str, ...]]:
    """What is said of each of these; nothing is asked where none waits for a decision."""
    waiting = [one.pk for one in contacts if one.state == ContactState.DECISION_PENDING]
    found: dict[uuid.UUID, tuple[str, ...]] = {}
    for chips in _providers.values() if waiting else ():
        for key, words in chips(waiting, by).items():
            found[key] = (*found.get(key, ()), *words)
    return found
