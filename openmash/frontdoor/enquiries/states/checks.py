"""The life of a question to one agency (P3): asked, seen, answered, and what the hub makes of it."""

from __future__ import annotations

from enum import StrEnum

from openmash.core.lifecycle import Lifecycle, Move
from openmash.foundation.access.permissions import Permission as P
from openmash.frontdoor.enquiries.events import CheckEvent as E


class CheckState(StrEnum):
    REQUESTED = "requested"
    ACKNOWLEDGED = "acknowledged"
    RELEVANT = "answered_relevant"
    NOTHING_RELEVANT = "answered_nothing_relevant"
    NOT_KNOWN = "not_known"
    REFUSED = "refused_with_reason"
    NO_ANSWER = "no_answer"
    CLARIFICATION = "clarification_asked"
    ACCEPTED = "accepted"


S = CheckState
TOLD = frozenset({S.RELEVANT, S.NOTHING_RELEVANT, S.NOT_KNOWN})
ANSWERED = TOLD | {S.ACCEPTED}
# The agency is waited for, and its clock runs.
WAITING = frozenset({S.REQUESTED, S.ACKNOWLEDGED, S.CLARIFICATION})
UNANSWERED = frozenset(S) - ANSWERED
# C07: how long an answer takes, by the urgency of the enquiry.
ANSWER_CLOCKS = {"red": "C07R", "amber": "C07A", "green": "C07G"}
# C08: the same for a GP practice.
GP_CLOCKS = {"red": "C08R", "amber": "C08A", "green": "C08G"}
OF_ANSWER = (*ANSWER_CLOCKS.values(), *GP_CLOCKS.values())
CHECK_WORDS: dict[CheckState, str] = {
    S.REQUESTED: "Asked, not answered yet",
    S.ACKNOWLEDGED: "Seen, not answered yet",
    S.RELEVANT: "Answered: information",
    S.NOTHING_RELEVANT: "Answered: nothing relevant",
    S.NOT_KNOWN: "Answered: not known",
    S.REFUSED: "Refused",
    S.NO_ANSWER: "No answer",
    S.CLARIFICATION: "Asked again, not answered yet",
    S.ACCEPTED: "Answered, and accepted",
}

CHECK = Lifecycle(
    "check",
    CheckState,
    S.REQUESTED,
    [
        *(
            Move(
                f"{who}_due_{rag}",
                WAITING,
                None,
                P.ENQUIRY_RATE,
                E.DUE_SET,
                starts=(code,),
                stops=OF_ANSWER,
            )
            for who, clocks in (("is", ANSWER_CLOCKS), ("gp_is", GP_CLOCKS))
            for rag, code in clocks.items()
        ),
        # Whoever of the agency opens it first has seen it for all of them.
        Move(
            "acknowledge",
            frozenset({S.REQUESTED}),
            S.ACKNOWLEDGED,
            P.CHECK_ANSWER,
            E.ACKNOWLEDGED,
        ),
        # Said of some of the people: the others are still waited for.
        # Also when nobody waits any longer: what is known of one child is not refused for another's sake.
        Move(
            "answer_part",
            WAITING | {S.NO_ANSWER, S.REFUSED},
            None,
            P.CHECK_ANSWER,
            E.PART_ANSWERED,
        ),
        *(
            Move(
                f"send_{target}", frozenset(S), target, P.CHECK_ANSWER, E.ANSWERED, stops=OF_ANSWER
            )
            for target in (S.RELEVANT, S.NOTHING_RELEVANT, S.NOT_KNOWN)
        ),
        Move(
            "decline",
            WAITING | {S.NO_ANSWER},
            S.REFUSED,
            P.CHECK_ANSWER,
            E.REFUSED,
            stops=OF_ANSWER,
            needs_reason=True,
        ),
        Move("pass_on", WAITING, None, P.CHECK_ANSWER, E.PASSED_ON),
        Move("take_back", WAITING, None, P.CHECK_ANSWER, E.TAKEN_BACK),
        Move("let_go", WAITING, None, P.CHECK_REMIND, E.LET_GO),
        Move("remind", WAITING, None, P.CHECK_REMIND, E.REMINDED),
        Move("tell_outcome", ANSWERED, None, P.CHECK_REMIND, E.OUTCOME_TOLD),
        Move("accept", TOLD, S.ACCEPTED, P.CHECK_RUN, E.ACCEPTED),
        # The question goes back with what is not clear, and its time anew.
        Move(
            "clarify",
            TOLD | {S.ACCEPTED},
            S.CLARIFICATION,
            P.CHECK_RUN,
            E.CLARIFICATION_ASKED,
            needs_reason=True,
        ),
        # A late answer, or a better one, is written down like the first; what stood before is kept.
        *(
            Move(f"answer_{target}", frozenset(S), target, P.CHECK_RUN, E.ANSWERED, stops=OF_ANSWER)
            for target in (S.RELEVANT, S.NOTHING_RELEVANT, S.NOT_KNOWN)
        ),
        Move(
            "refuse",
            WAITING | {S.NO_ANSWER},
            S.REFUSED,
            P.CHECK_RUN,
            E.REFUSED,
            stops=OF_ANSWER,
            needs_reason=True,
        ),
        Move(
            "note_no_answer",
            WAITING,
            S.NO_ANSWER,
            P.CHECK_RUN,
            E.NOT_ANSWERED,
            stops=OF_ANSWER,
            needs_reason=True,
        ),
        # The enquiry is over. A late answer can still be written down.
        Move(
            "lapse",
            WAITING,
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


class Refusal(StrEnum):
    """On which ground an agency does not answer (`data.md` §3.4)."""

    LEGAL_BAR = "LEGAL_BAR"
    NOT_PROPORTIONATE = "NOT_PROPORTIONATE"
    WRONG_AGENCY = "WRONG_AGENCY"
    OTHER = "OTHER"


REFUSAL_WORDS: dict[Refusal, str] = {
    Refusal.LEGAL_BAR: "The law forbids it",
    Refusal.NOT_PROPORTIONATE: "It would not be proportionate",
    Refusal.WRONG_AGENCY: "We are the wrong agency",
    Refusal.OTHER: "Another reason in law",
}
