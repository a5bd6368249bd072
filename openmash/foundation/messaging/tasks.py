"""The worker's job for messages: send one."""

from __future__ import annotations

from datetime import UTC, datetime

from procrastinate.contrib.django import app

from openmash.foundation.messaging.access import delivering_actor
from openmash.foundation.messaging.commands import deliver
from openmash.foundation.messaging.queue import DELIVER_TASK


@app.task(name=DELIVER_TASK, queue="messages")
def deliver_message(partnership: str, message: str) -> None:
    """Send it; what does not leave now is tried again at the next round."""
    at = datetime.now(UTC)  # noqa: TID251  # one of the three clock readers: the worker
    deliver(message, by=delivering_actor(partnership=partnership, at=at))
