"""The life of a one-time link: it lives until it is replaced, over, guessed at or no longer needed (P5)."""

from __future__ import annotations

from enum import StrEnum

from openmash.core.lifecycle import Lifecycle, Move
from openmash.foundation.access.permissions import Permission as P
from openmash.frontdoor.enquiries.events import LinkEvent as E


class LinkState(StrEnum):
    LIVE = "live"
    VOID = "void"


class LinkFor(StrEnum):
    """What a link is sent for."""

    ANSWER = "answer"  # as long as the agency is waited for
    OUTCOME = "outcome"  # to read what was decided


class WhyVoid(StrEnum):
    """Why a link opens nothing any longer."""

    REPLACED = "replaced"
    GUESSED = "guessed"
    OVER = "over"
    NOT_NEEDED = "not_needed"


_LIVE = frozenset({LinkState.LIVE})

LINK = Lifecycle(
    "one-time link",
    LinkState,
    LinkState.LIVE,
    [
        Move("read_code", _LIVE, None, P.LINK_READ_CODE, E.CODE_READ),
        Move("refuse_code", _LIVE, None, P.LINK_OPEN, E.WRONG_CODE),
        Move("enter", _LIVE, None, P.LINK_OPEN, E.ENTERED),
        Move("replace", _LIVE, LinkState.VOID, P.LINK_SEND, E.VOID),
        Move("end", _LIVE, LinkState.VOID, P.LINK_OPEN, E.VOID),
    ],
)
