"""What clocks tell the ledger."""

from enum import StrEnum

from openmash.core.events import declare


class ClockEvent(StrEnum):
    SEEDED = "clock.seeded"
    SOON = "clock.soon"
    BREACHED = "clock.breached"


declare(
    {
        ClockEvent.SEEDED: "set up the clocks",
        ClockEvent.SOON: "warned that a time is near",
        ClockEvent.BREACHED: "noted that a time was missed",
    }
)
