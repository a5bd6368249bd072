"""What keeping the people of an agency tells the ledger."""

from enum import StrEnum

from openmash.core.events import declare


class ColleagueEvent(StrEnum):
    INVITED = "colleague.invited"
    INVITED_AGAIN = "colleague.invited_again"
    INVITATION_WITHDRAWN = "colleague.invitation_withdrawn"
    INVITATION_ACCEPTED = "colleague.invitation_accepted"
    INVITATION_OVER = "colleague.invitation_over"
    ROLE_CHANGED = "colleague.role_changed"
    ENDED = "colleague.ended"
    END_UNDONE = "colleague.end_undone"
    LET_GO = "colleague.let_go"
    CONFIRMED = "colleague.confirmed"
    SUSPENDED = "colleague.suspended"


declare(
    {
        ColleagueEvent.INVITED: "invited somebody",
        ColleagueEvent.INVITED_AGAIN: "sent an invitation anew",
        ColleagueEvent.INVITATION_WITHDRAWN: "withdrew an invitation",
        ColleagueEvent.INVITATION_ACCEPTED: "let somebody in who accepted an invitation",
        ColleagueEvent.INVITATION_OVER: "noted that an invitation is over",
        ColleagueEvent.ROLE_CHANGED: "gave somebody another role",
        ColleagueEvent.ENDED: "ended what somebody may do for an agency",
        ColleagueEvent.END_UNDONE: "took back that somebody’s access ended",
        ColleagueEvent.LET_GO: "put back, or passed on, what somebody held",
        ColleagueEvent.CONFIRMED: "confirmed that somebody still needs access",
        ColleagueEvent.SUSPENDED: "suspended access that nobody confirmed",
    }
)
