"""The ways a message leaves: one port, three channels, chosen by a setting."""

from __future__ import annotations

from importlib import import_module
from typing import Protocol

from django.conf import settings

from openmash.foundation.messaging.models import Message


class Bounced(Exception):
    """It will never arrive there; the text says why, in words for the hub."""


class TryAgain(Exception):
    """It certainly did not leave, and may leave later."""


class Channel(Protocol):
    """What a way out promises."""

    in_transaction: bool
    """Whether delivering is itself a write of our database, and so happens exactly once."""

    def deliver(self, message: Message) -> None:
        """Send it; raise `Bounced` or `TryAgain` when it certainly did not go."""

    def was_sent(self, message: Message) -> bool | None:
        """After a crash in the middle of sending: did it go? None when nobody can tell."""


def channel() -> Channel:
    """The channel of this deployment (`OPENMASH_MESSAGES`: mailbox, smtp or notify)."""
    made: Channel = import_module(f"{__name__}.{settings.MESSAGE_CHANNEL}").CHANNEL
    return made
