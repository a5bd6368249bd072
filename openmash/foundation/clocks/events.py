"""What clocks tell the ledger."""

from enum import StrEnum

from openmash.core.events import declare


class ClockEvent(StrEnum):
    SEEDED = "clock.seeded"
    PUBLISHED = "clock.published"
    SOON = "clock.soon"
    BREACHED = "clock.breached"


declare(
    {
        ClockEvent.SEEDED: "set up the clocks",
        ClockEvent.PUBLISHED: "published a version of a clock",
        ClockEvent.SOON: "warned that a time is near",
        ClockEvent.BREACHED: "noted that a time was missed",
    }
)
