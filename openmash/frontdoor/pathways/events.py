"""What special pathways tell the ledger."""

from enum import StrEnum

from openmash.core.events import declare


class PathwayEvent(StrEnum):
    NOTED = "pathway.noted"
    ENDED = "pathway.ended"
    TAKEN_BACK = "pathway.taken_back"


E = PathwayEvent
declare(
    {
        E.NOTED: "noted that a special pathway applies",
        E.ENDED: "ended a special pathway",
        E.TAKEN_BACK: "took back that a special pathway applies",
    }
)
