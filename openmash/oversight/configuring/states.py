"""The kinds of reference data, and the life of a change of one of them."""

from __future__ import annotations

from enum import StrEnum

from openmash.core.lifecycle import Lifecycle, Move
from openmash.foundation.access.permissions import Permission as P
from openmash.oversight.configuring.events import ChangeEvent as E


class Kind(StrEnum):
    """What is changed, one at a time."""

    SETTING = "settings"
    CLOCK = "clocks"
    HOURS = "hours"
    GUIDANCE = "guidance"
    FORM = "forms"


KIND_NAMES: dict[Kind, str] = {
    Kind.SETTING: "Settings",
    Kind.CLOCK: "Clocks",
    Kind.HOURS: "Hours of the hub",
    Kind.GUIDANCE: "Threshold guidance",
    Kind.FORM: "Forms",
}


class ChangeState(StrEnum):
    DRAFTED = "drafted"
    PROPOSED = "proposed"
    PUBLISHED = "published"
    REFUSED = "refused"
    TAKEN_BACK = "taken_back"
    CALLED_BACK = "called_back"


S = ChangeState
OPEN = (S.DRAFTED, S.PROPOSED)
STATE_WORDS: dict[ChangeState, str] = {
    S.DRAFTED: "Draft",
    S.PROPOSED: "Waits for a second person",
    S.PUBLISHED: "Published",
    S.REFUSED: "Refused",
    S.TAKEN_BACK: "Taken back",
    S.CALLED_BACK: "Called back before its day",
}

CHANGE = Lifecycle(
    "change",
    ChangeState,
    S.DRAFTED,
    [
        Move("rewrite", frozenset({S.DRAFTED}), S.DRAFTED, P.REFERENCE_PROPOSE, E.REWRITTEN),
        Move("propose", frozenset({S.DRAFTED}), S.PROPOSED, P.REFERENCE_PROPOSE, E.PROPOSED),
        Move("take_back", frozenset(OPEN), S.TAKEN_BACK, P.REFERENCE_PROPOSE, E.TAKEN_BACK),
        Move("publish", frozenset({S.PROPOSED}), S.PUBLISHED, P.REFERENCE_PUBLISH, E.PUBLISHED),
        Move(
            "refuse",
            frozenset({S.PROPOSED}),
            S.REFUSED,
            P.REFERENCE_PUBLISH,
            E.REFUSED,
            needs_reason=True,
        ),
        Move(
            "call_back",
            frozenset({S.PUBLISHED}),
            S.CALLED_BACK,
            P.REFERENCE_PUBLISH,
            E.CALLED_BACK,
            needs_reason=True,
        ),
    ],
)
