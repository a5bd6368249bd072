"""The register of reactions: what a later (or the same) part does when an event happened.

A reaction may follow within seconds but must not be lost. It is idempotent, small, and calls one
command. Invariants are never reactions: they are direct calls in one transaction.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from openmash.core.actor import Actor, system_actor
from openmash.foundation.ledger.models import Event

React = Callable[[Event, Actor], None]


@dataclass(frozen=True)
class Reaction:
    """A named reaction to one event name."""

    name: str
    event: str
    run: React


_reactions: dict[str, Reaction] = {}


def on(event: StrEnum, name: str = "") -> Callable[[React], React]:
    """Register the decorated function `(event, by)` as a reaction to the event.

    One function that follows several events has a name for each.
    """

    def register(function: React) -> React:
        app = function.__module__.split(".")[-2]
        full = f"{app}.{name or function.__name__}"
        _reactions[full] = Reaction(full, str(event), function)
        return function

    return register


def reactions_to(event_name: str) -> tuple[Reaction, ...]:
    """The reactions registered for an event name, by name."""
    return tuple(r for _, r in sorted(_reactions.items()) if r.event == event_name)


def all_reactions() -> tuple[Reaction, ...]:
    """Every registered reaction, by name."""
    return tuple(r for _, r in sorted(_reactions.items()))


def reaction_named(name: str) -> Reaction:
    """The reaction with this name; `KeyError` when there is none."""
    return _reactions[name]


def reacting_actor(event: Event, reaction: Reaction, at: datetime) -> Actor:
    """The system, signing as this reaction, in the event's partnership."""
    return system_actor(reaction.name, partnership=event.partnership, at=at)
