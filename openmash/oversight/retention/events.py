"""What keeping and destroying records tells the ledger."""

from enum import StrEnum

from openmash.core.events import declare


class RetentionEvent(StrEnum):
    HELD = "retention.held"
    HOLD_LIFTED = "retention.hold_lifted"
    PROPOSED = "retention.destruction_proposed"
    REFUSED = "retention.destruction_refused"
    DESTROYED = "retention.destroyed"


E = RetentionEvent
declare(
    {
        E.HELD: "put records on legal hold",
        E.HOLD_LIFTED: "lifted a legal hold",
        E.PROPOSED: "proposed records for destruction",
        E.REFUSED: "refused that records are destroyed",
        E.DESTROYED: "had records destroyed",
    }
)
