"""Opening a message."""

from __future__ import annotations

from django.db import transaction

from openmash.core.actor import Actor
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.permits import permit
from openmash.foundation.ledger.commands import record
from openmash.foundation.messaging.access import record_facts
from openmash.foundation.messaging.models import Message
from openmash.foundation.messaging.states import MessageEvent


@transaction.atomic
def open_message(message: Message, *, by: Actor) -> Message:
    """The person it is for has opened it; only the first time counts."""
    permit(by, P.MESSAGE_READ, record_facts(message))
    unread = Message.objects.filter(pk=message.pk, read_at=None)
    if unread.update(read_at=by.at):
        record(MessageEvent.OPENED, by=by, subject=message.subject, about=[message.about])
    return message
