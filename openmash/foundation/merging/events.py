"""What merging tells the ledger."""

from enum import StrEnum

from openmash.core.events import declare


class MergingEvent(StrEnum):
    PAIRS_NOTED = "merging.pairs_noted"
    LOOKED = "merging.looked_for_duplicates"
    LOOK_FAILED = "merging.look_for_duplicates_failed"
    PROPOSED = "merging.join_proposed"
    WITHDRAWN = "merging.join_withdrawn"
    JOINED = "merging.joined"
    NOT_THE_SAME = "merging.not_the_same"
    UNDONE = "merging.join_undone"
    SPLIT = "merging.split"
    SPLIT_UNDONE = "merging.split_undone"
    RESTRICTED = "merging.restricted"
    READERS_CHANGED = "merging.readers_changed"
    LIFTED = "merging.restriction_lifted"


declare(
    {
        MergingEvent.PAIRS_NOTED: "noted pairs of records that may be one person",
        MergingEvent.LOOKED: "looked for records that may be one person",
        MergingEvent.LOOK_FAILED: "could not look for records that may be one person",
        MergingEvent.PROPOSED: "proposed that two records are one person",
        MergingEvent.WITHDRAWN: "took back the proposal that two records are one person",
        MergingEvent.JOINED: "joined two records of one person",
        MergingEvent.NOT_THE_SAME: "said that two records are not one person",
        MergingEvent.UNDONE: "took two records apart again",
        MergingEvent.SPLIT: "gave what belongs to somebody else to a new record",
        MergingEvent.SPLIT_UNDONE: "brought back what had been given to a new record",
        MergingEvent.RESTRICTED: "restricted who may know of a person",
        MergingEvent.READERS_CHANGED: "changed who may know of a restricted person",
        MergingEvent.LIFTED: "lifted a restriction",
    }
)
