"""The life of an invitation: it waits, and is accepted, withdrawn or over."""

from __future__ import annotations

from enum import StrEnum

from openmash.core.lifecycle import Lifecycle, Move
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.colleagues.events import ColleagueEvent as E


class InvitationState(StrEnum):
    LIVE = "live"
    ACCEPTED = "accepted"
    WITHDRAWN = "withdrawn"
    OVER = "over"


S = InvitationState
UNUSED = frozenset({S.LIVE, S.OVER})
STATE_WORDS: dict[InvitationState, str] = {
    S.LIVE: "Invited",
    S.ACCEPTED: "Accepted",
    S.WITHDRAWN: "Withdrawn",
    S.OVER: "Link too old",
}

INVITATION = Lifecycle(
    "invitation",
    InvitationState,
    S.LIVE,
    [
        Move("send_again", UNUSED, S.LIVE, P.COLLEAGUE_KEEP, E.INVITED_AGAIN),
        Move("withdraw", UNUSED, S.WITHDRAWN, P.COLLEAGUE_KEEP, E.INVITATION_WITHDRAWN),
        Move(
            "accept",
            frozenset({S.LIVE}),
            S.ACCEPTED,
            P.COLLEAGUE_BY_ITSELF,
            E.INVITATION_ACCEPTED,
        ),
        Move("end", frozenset({S.LIVE}), S.OVER, P.COLLEAGUE_BY_ITSELF, E.INVITATION_OVER),
    ],
)
