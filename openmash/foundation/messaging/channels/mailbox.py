"""The mailbox inside the product: the message is delivered when its row is written."""

from __future__ import annotations

from django.db.models.functions import Now

from openmash.foundation.messaging.models import Message, PostBox


class Mailbox:
    """Writes in the transaction that marks the message as sent: exactly once, by construction."""

    in_transaction = True

    def deliver(self, message: Message) -> None:
        """Put it into the mailbox."""
        letter = message.letter if message.letter != message.body else ""
        delivered = {"delivered_at": message.sending_at or Now(), "letter": letter}
        PostBox.objects.get_or_create(message=message, defaults=delivered)

    def was_sent(self, message: Message) -> bool | None:
        """A message that is not in the mailbox was not delivered."""
        return PostBox.objects.filter(message=message).exists()


CHANNEL = Mailbox()
