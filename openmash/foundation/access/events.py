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
    AGENCY_LET_IN = "access.agency_let_in"
    PERSON_LET_IN = "access.person_let_in"
    ROLE_GIVEN = "access.role_given"
    ROLE_ENDED = "access.role_ended"
    REGISTERED = "access.registered"
    REGISTRATION_ENDED = "access.registration_ended"


declare(
    {
        AccessEvent.ATTACHED: "put somebody on the case",
        AccessEvent.DETACHED: "took somebody off the case",
        AccessEvent.SIGNED_IN: "signed in",
        AccessEvent.SIGNED_OUT: "signed out",
        AccessEvent.SIGNED_OUT_EVERYWHERE: "ended every session of a person",
        AccessEvent.ROLE_CHOSEN: "chose the role to act in",
        AccessEvent.AGENCY_LET_IN: "let an agency work in the partnership",
        AccessEvent.PERSON_LET_IN: "made an account for somebody",
        AccessEvent.ROLE_GIVEN: "gave somebody a role",
        AccessEvent.ROLE_ENDED: "ended the role of somebody",
        AccessEvent.REGISTERED: "wrote down with whom a practitioner is registered",
        AccessEvent.REGISTRATION_ENDED: "ended the registration of a practitioner",
    }
)
