"""The life of a special pathway on a contact."""

from __future__ import annotations

from enum import StrEnum

from openmash.core.lifecycle import Lifecycle, Move
from openmash.foundation.access.permissions import Permission as P
from openmash.frontdoor.pathways.events import PathwayEvent as E
from openmash.frontdoor.pathways.kinds import CLOCKS


class PathwayState(StrEnum):
    OPEN = "open"
    ENDED = "ended"
    TAKEN_BACK = "taken_back"


S = PathwayState
PATHWAY = Lifecycle(
    "specialpathway",
    PathwayState,
    S.OPEN,
    [
        Move(
            "end", frozenset({S.OPEN}), S.ENDED, P.PATHWAY_KEEP, E.ENDED, stops=CLOCKS,
            needs_reason=True,
        ),
        Move(
            "take_back", frozenset({S.OPEN}), S.TAKEN_BACK, P.PATHWAY_KEEP, E.TAKEN_BACK, stops=CLOCKS,
            needs_reason=True,
        ),
    ],
)  # fmt: skip
