"""The life of a message that leaves the product."""

from enum import StrEnum

from openmash.core.events import declare
from openmash.core.lifecycle import Lifecycle, Move
from openmash.foundation.access.permissions import Permission as P


class MessageState(StrEnum):
    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    BOUNCED = "bounced"
    UNCERTAIN = "uncertain"


class MessageEvent(StrEnum):
    QUEUED = "message.queued"
    SENDING = "message.sending"
    SENT = "message.sent"
    BOUNCED = "message.bounced"
    UNCERTAIN = "message.uncertain"
    PUT_BACK = "message.put_back"
    OPENED = "message.opened"


declare(
    {
        MessageEvent.QUEUED: "queued a message",
        MessageEvent.SENDING: "began to send a message",
        MessageEvent.SENT: "sent a message",
        MessageEvent.BOUNCED: "could not deliver a message",
        MessageEvent.UNCERTAIN: "cannot tell whether a message was sent",
        MessageEvent.OPENED: "opened a message",
        MessageEvent.PUT_BACK: "will try again to send a message",
    }
)

S = MessageState
MESSAGE = Lifecycle(
    "message",
    MessageState,
    S.QUEUED,
    [
        Move("begin", frozenset({S.QUEUED}), S.SENDING, P.MESSAGE_DELIVER, MessageEvent.SENDING),
        Move("sent", frozenset({S.SENDING}), S.SENT, P.MESSAGE_DELIVER, MessageEvent.SENT),
        Move(
            "bounced",
            frozenset({S.SENDING, S.SENT}),
            S.BOUNCED,
            P.MESSAGE_DELIVER,
            MessageEvent.BOUNCED,
        ),
        Move(
            "put_back",
            frozenset({S.SENDING}),
            S.QUEUED,
            P.MESSAGE_DELIVER,
            MessageEvent.PUT_BACK,
        ),
        Move(
            "doubt", frozenset({S.SENDING}), S.UNCERTAIN, P.MESSAGE_DELIVER, MessageEvent.UNCERTAIN
        ),
    ],
)
