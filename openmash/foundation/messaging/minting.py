"""Secrets that leave in a message: made when it leaves, in the message alone, and kept nowhere.

A message is kept as it was queued, with a hole where its secret belongs. Whoever owns the secret
registers how it is made; it keeps a digest, in the transaction in which the message begins to leave.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, TypeVar

from openmash.core.actor import Actor
from openmash.foundation.messaging.models import Message

HOLE = "~"  # no address of ours holds one


class Mint(Protocol):
    """Makes the secret of a message that leaves now."""

    def __call__(self, message: Message, *, by: Actor) -> str: ...


T = TypeVar("T", bound=Mint)
_mints: dict[str, Mint] = {}


def mints(*templates: str) -> Callable[[T], T]:
    """Register the decorated function: it makes the secret of each message of these templates."""

    def register(function: T) -> T:
        _mints.update(dict.fromkeys(templates, function))
        return function

    return register


def letter_of(message: Message, by: Actor) -> str:
    """What leaves: the body, with a new secret where one belongs. A second try has another one."""
    mint = _mints.get(message.template)
    return message.body.replace(HOLE, mint(message, by=by)) if mint else message.body
