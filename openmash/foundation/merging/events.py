"""What merging tells the ledger."""

from enum import StrEnum

from openmash.core.events import declare


class MergingEvent(StrEnum):
    PAIRS_NOTED = "merging.pairs_noted"


declare(
    {
        MergingEvent.PAIRS_NOTED: "noted pairs of records that may be one person",
    }
)
