"""What access tells the ledger."""

from enum import StrEnum

from openmash.core.events import declare


class AccessEvent(StrEnum):
    ATTACHED = "access.attached"
    DETACHED = "access.detached"
    SIGNED_IN = "access.signed_in"
    SIGNED_OUT = "access.signed_out"
    SIGNED_OUT_EVERYWHERE = "access.signed_out_everywhere"
    ROLE_CHOSEN = "access.role_chosen"


declare(
    {
        AccessEvent.ATTACHED: "put somebody on the case",
        AccessEvent.DETACHED: "took somebody off the case",
        AccessEvent.SIGNED_IN: "signed in",
        AccessEvent.SIGNED_OUT: "signed out",
        AccessEvent.SIGNED_OUT_EVERYWHERE: "ended every session of a person",
        AccessEvent.ROLE_CHOSEN: "chose the role to act in",
    }
)
