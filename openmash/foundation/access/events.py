"""What access tells the ledger."""

from enum import StrEnum

from openmash.core.events import declare


class AccessEvent(StrEnum):
    ATTACHED = "access.attached"
    DETACHED = "access.detached"
    SIGNED_IN = "access.signed_in"
    ROLE_CHOSEN = "access.role_chosen"


declare(
    {
        AccessEvent.ATTACHED: "put somebody on the case",
        AccessEvent.DETACHED: "took somebody off the case",
        AccessEvent.SIGNED_IN: "signed in",
        AccessEvent.ROLE_CHOSEN: "chose the role to act in",
    }
)
