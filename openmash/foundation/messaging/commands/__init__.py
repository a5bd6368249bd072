"""Writing messages, sending them, opening them."""

from openmash.foundation.messaging.access import delivering_actor
from openmash.foundation.messaging.commands.delivering import deliver, deliver_queued
from openmash.foundation.messaging.commands.queueing import Notice, queue
from openmash.foundation.messaging.commands.reading import open_message

__all__ = ["Notice", "deliver", "deliver_queued", "delivering_actor", "open_message", "queue"]
