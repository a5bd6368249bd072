"""Messages that leave the product: a link and a reference, never a personal fact."""

from __future__ import annotations

from django.db import models

from openmash.foundation.access.models import User
from openmash.foundation.messaging.states import MessageState
from openmash.foundation.moves.models import Record


class Message(Record):
    """One notice to one person; `key` is what may only ever be sent once."""

    state = models.TextField(
        default=MessageState.QUEUED, choices=[(s.value, s.value) for s in MessageState]
    )
    key = models.TextField()
    template = models.SlugField()
    to_user = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    to_address = models.EmailField()
    heading = models.TextField()
    body = models.TextField()
    about = models.TextField()
    path = models.TextField()
    queued_at = models.DateTimeField()
    sending_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    bounced_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)
    problem = models.TextField(blank=True)
    letter = ""  # what leaves, while it leaves: never kept, for it may hold a secret

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state__in=[s.value for s in MessageState]), name="message_state"
            ),
            models.UniqueConstraint(fields=["partnership", "key"], name="message_once"),
        )
        indexes = (models.Index(fields=["partnership", "to_user", "queued_at"], name="message_to"),)

    def __str__(self) -> str:
        return self.heading


class PostBox(models.Model):
    """The local mailbox: what the *mailbox* channel has delivered, in the message's transaction."""

    id = models.BigAutoField(primary_key=True)
    message = models.OneToOneField(Message, models.PROTECT)
    delivered_at = models.DateTimeField()
    letter = models.TextField(blank=True)  # as it arrived, with the secret it holds

    def __str__(self) -> str:
        return str(self.message_id)
