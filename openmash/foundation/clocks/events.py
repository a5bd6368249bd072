"""What clocks tell the ledger."""

from enum import StrEnum

from openmash.core.events import declare


class ClockEvent(StrEnum):
    SEEDED = "clock.seeded"
    BREACHED = "clock.breached"


declare(
    {
        ClockEvent.SEEDED: "set up the clocks",
        ClockEvent.BREACHED: "noted that a time was missed",
    }
)
