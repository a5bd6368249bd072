"""The life of an emergency opening (`roles.md` §4): it counts at once, and is reviewed afterwards."""

from __future__ import annotations

from enum import StrEnum

from openmash.core.lifecycle import Lifecycle, Move
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.people.events import GlassEvent as E


class GlassState(StrEnum):
    TO_REVIEW = "to_review"
    JUSTIFIED = "justified"
    NOT_JUSTIFIED = "not_justified"


S = GlassState
REVIEW_CLOCK = "C43"
STATE_WORDS: dict[GlassState, str] = {
    S.TO_REVIEW: "To be reviewed",
    S.JUSTIFIED: "Justified",
    S.NOT_JUSTIFIED: "Not justified: an incident",
}

GLASS = Lifecycle(
    "glassbreaking",
    GlassState,
    S.TO_REVIEW,
    [
        Move(
            "justify",
            frozenset({S.TO_REVIEW}),
            S.JUSTIFIED,
            P.GLASS_REVIEW,
            E.JUSTIFIED,
            stops=(REVIEW_CLOCK,),
            needs_reason=True,
        ),
        Move(
            "reject",
            frozenset({S.TO_REVIEW}),
            S.NOT_JUSTIFIED,
            P.GLASS_REVIEW,
            E.NOT_JUSTIFIED,
            stops=(REVIEW_CLOCK,),
            needs_reason=True,
        ),
    ],
)


class Reason(StrEnum):
    """Why somebody opens a record that they are not named for."""

    DANGER = "danger"
    OUT_OF_HOURS = "out_of_hours"
    STATUTORY = "statutory"
    COVER = "cover"
    OTHER = "other"


REASON_WORDS: dict[Reason, str] = {
    Reason.DANGER: "A child is in immediate danger",
    Reason.OUT_OF_HOURS: "The hub is closed, and nobody who is named can be reached",
    Reason.STATUTORY: "A court, the police or an inspectorate has asked by law",
    Reason.COVER: "I stand in for somebody who is named",
    Reason.OTHER: "Another reason",
}
