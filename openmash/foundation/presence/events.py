"""What presence tells the ledger."""

from enum import StrEnum

from openmash.core.events import declare


class PresenceEvent(StrEnum):
    CAME = "presence.came"
    LEFT = "presence.left"


declare(
    {
        PresenceEvent.CAME: "said until when they are on duty",
        PresenceEvent.LEFT: "said that they are no longer on duty",
    }
)
