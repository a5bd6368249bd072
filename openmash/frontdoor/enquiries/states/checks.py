"""The life of a question to one agency (P3), as far as the hub asks and writes answers down itself."""

from __future__ import annotations

from enum import StrEnum

from openmash.core.lifecycle import Lifecycle, Move
from openmash.foundation.access.permissions import Permission as P
from openmash.frontdoor.enquiries.events import CheckEvent as E


class CheckState(StrEnum):
    REQUESTED = "requested"
    RELEVANT = "answered_relevant"
    NOTHING_RELEVANT = "answered_nothing_relevant"
    NOT_KNOWN = "not_known"
    REFUSED = "refused_with_reason"
    NO_ANSWER = "no_answer"


S = CheckState
ANSWERED = frozenset({S.RELEVANT, S.NOTHING_RELEVANT, S.NOT_KNOWN})
UNANSWERED = frozenset(S) - ANSWERED
# C07: how long an answer takes, by the urgency of the enquiry.
ANSWER_CLOCKS = {"red": "C07R", "amber": "C07A", "green": "C07G"}
# C08: the same for a GP practice.
GP_CLOCKS = {"red": "C08R", "amber": "C08A", "green": "C08G"}
OF_ANSWER = (*ANSWER_CLOCKS.values(), *GP_CLOCKS.values())
CHECK_WORDS: dict[CheckState, str] = {
    S.REQUESTED: "Asked, not answered yet",
    S.RELEVANT: "Answered: information",
    S.NOTHING_RELEVANT: "Answered: nothing relevant",
    S.NOT_KNOWN: "Answered: not known",
    S.REFUSED: "Refused",
    S.NO_ANSWER: "No answer",
}

CHECK = Lifecycle(
    "check",
    CheckState,
    S.REQUESTED,
    [
        *(
            Move(
                f"{who}_due_{rag}",
                frozenset({S.REQUESTED}),
                None,
                P.ENQUIRY_RATE,
                E.DUE_SET,
                starts=(code,),
                stops=OF_ANSWER,
            )
            for who, clocks in (("is", ANSWER_CLOCKS), ("gp_is", GP_CLOCKS))
            for rag, code in clocks.items()
        ),
        # A late answer, or a better one, is written down like the first; what stood before is kept.
        *(
            Move(f"answer_{target}", frozenset(S), target, P.CHECK_RUN, E.ANSWERED, stops=OF_ANSWER)
            for target in (S.RELEVANT, S.NOTHING_RELEVANT, S.NOT_KNOWN)
        ),
        Move(
            "refuse",
            frozenset({S.REQUESTED, S.NO_ANSWER}),
            S.REFUSED,
            P.CHECK_RUN,
            E.REFUSED,
            stops=OF_ANSWER,
            needs_reason=True,
        ),
        Move(
            "note_no_answer",
            frozenset({S.REQUESTED}),
            S.NO_ANSWER,
            P.CHECK_RUN,
            E.NOT_ANSWERED,
            stops=OF_ANSWER,
            needs_reason=True,
        ),
        # The enquiry is over. A late answer can still be written down.
        Move(
            "lapse",
            frozenset({S.REQUESTED}),
            S.NO_ANSWER,
            P.ENQUIRY_END,
            E.LAPSED,
            stops=OF_ANSWER,
        ),
    ],
)


class Outcome(StrEnum):
    """What an agency knows of one person; every person ends with one of these (L45)."""

    INFO = "info"
    NOTHING_RELEVANT = "nothing_relevant"
    NOT_KNOWN = "not_known"
    NOT_SEARCHED = "not_searched"
