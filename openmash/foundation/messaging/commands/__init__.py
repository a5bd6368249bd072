"""Writing messages and sending them."""

from openmash.foundation.messaging.commands.queueing import Notice, queue

__all__ = ["Notice", "queue"]
