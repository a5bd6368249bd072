"""What changing reference data tells the ledger."""

from enum import StrEnum

from openmash.core.events import declare


class ChangeEvent(StrEnum):
    DRAFTED = "configuring.drafted"
    REWRITTEN = "configuring.rewritten"
    PROPOSED = "configuring.proposed"
    PUBLISHED = "configuring.published"
    REFUSED = "configuring.refused"
    TAKEN_BACK = "configuring.taken_back"
    CALLED_BACK = "configuring.called_back"


E = ChangeEvent
declare(
    {
        E.DRAFTED: "drafted a change of reference data",
        E.REWRITTEN: "rewrote a drafted change of reference data",
        E.PROPOSED: "proposed a change of reference data",
        E.PUBLISHED: "published a change of reference data",
        E.REFUSED: "refused a change of reference data",
        E.TAKEN_BACK: "took back a change of reference data",
        E.CALLED_BACK: "called back a published change of reference data before its day",
    }
)
