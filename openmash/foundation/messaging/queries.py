"""Messages as the mailbox shows them."""

from __future__ import annotations

from openmash.core.actor import Actor
from openmash.foundation.messaging.access import visible_to
from openmash.foundation.messaging.models import Message
from openmash.foundation.messaging.states import MessageState
from openmash.foundation.together import Count

ARRIVED = (MessageState.SENT, MessageState.BOUNCED, MessageState.UNCERTAIN)


def inbox(by: Actor) -> list[Message]:
    """What was sent to this person in this partnership: unread first, newest first.

    Whatever the channel: what bounced outside is still here to be read.
    """
    mine = visible_to(by).filter(state__in=ARRIVED)
    return sorted(mine.order_by("-queued_at", "id"), key=lambda m: m.read_at is not None)


def count_unread(by: Actor) -> Count:
    """How many messages wait unread, for the navigation."""
    return Count(visible_to(by).filter(state__in=ARRIVED, read_at=None))
