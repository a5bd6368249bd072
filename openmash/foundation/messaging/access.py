"""Who sees which message: the person it is for, and nobody else."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db.models import QuerySet

from openmash.core.actor import Actor, system_actor
from openmash.core.refusals import NotFound
from openmash.foundation.access.matrix import Reach, reach_of
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.permits import permit
from openmash.foundation.access.rules import RecordFacts
from openmash.foundation.messaging.models import Message


def record_facts(message: Message) -> RecordFacts:
    """What access needs to know of a message."""
    return RecordFacts(
        partnership=message.partnership_id, author=str(message.to_user_id or ""), in_hub=True
    )


def visible_to(by: Actor) -> QuerySet[Message]:
    """The messages of this person in this partnership."""
    messages = Message.objects.filter(partnership_id=by.partnership)
    if reach_of(by.role, P.MESSAGE_READ) != Reach.OWN:
        return messages.none()
    return messages.filter(to_user__id=by.user)


def get_message(by: Actor, key: uuid.UUID) -> Message:
    """Load a message of one's own; any other looks absent."""
    message = visible_to(by).filter(pk=key).first()
    if message is None:
        raise NotFound("There is no such message for you")
    permit(by, P.MESSAGE_READ, record_facts(message))
    return message


def delivering_actor(*, partnership: str, at: datetime) -> Actor:
    """The part of the system that sends messages."""
    return system_actor("messaging.deliver", partnership=partnership, at=at)
