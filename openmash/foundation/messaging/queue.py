"""Deferring a delivery to the worker, in the transaction that queues the message."""

from __future__ import annotations

from procrastinate.contrib.django import app

from openmash.foundation.messaging.models import Message

DELIVER_TASK = "messaging.deliver"


def defer_delivery(message: Message) -> None:
    """One job, carrying only the message's id; the message row stays the truth."""
    app.configure_task(DELIVER_TASK, queue="messages").defer(
        partnership=message.partnership_id, message=str(message.pk)
    )
