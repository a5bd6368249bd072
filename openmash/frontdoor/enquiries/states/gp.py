"""The life of a request to a GP practice (P5): due by itself, and left out only for a reason.

What the practice answers, and by when, is the life of the question that was sent (`states.checks`).
"""

from __future__ import annotations

from enum import StrEnum

from openmash.core.lifecycle import Lifecycle, Move
from openmash.foundation.access.permissions import Permission as P
from openmash.frontdoor.enquiries.events import GpEvent as E


class GpState(StrEnum):
    DUE = "auto_created"
    SENT = "sent"
    OPTED_OUT = "opted_out"
    USED = "used_in_analysis"
    NOT_USED = "not_used"
    TOLD = "outcome_sent_to_gp"
    LAPSED = "lapsed"


S = GpState
ASKED = frozenset({S.SENT, S.USED, S.NOT_USED})
GP_WORDS: dict[GpState, str] = {
    S.DUE: "To be asked",
    S.SENT: "Asked",
    S.OPTED_OUT: "Not asked",
    S.USED: "Asked, and the answer is used",
    S.NOT_USED: "Asked, and the answer is not used",
    S.TOLD: "Told what was decided",
    S.LAPSED: "Not asked: the enquiry was over first",
}

GP_REQUEST = Lifecycle(
    "gprequest",
    GpState,
    S.DUE,
    [
        # One more reason to ask, while nobody has asked yet.
        Move("need", frozenset({S.DUE, S.OPTED_OUT}), S.DUE, P.GP_ASK, E.NEEDED),
        Move("send", frozenset({S.DUE, S.OPTED_OUT}), S.SENT, P.GP_ASK, E.SENT),
        Move(
            "opt_out",
            frozenset({S.DUE}),
            S.OPTED_OUT,
            P.GP_OPT_OUT,
            E.OPTED_OUT,
            needs_reason=True,
        ),
        Move("use", frozenset({S.SENT, S.NOT_USED}), S.USED, P.GP_OPT_OUT, E.USED),
        Move(
            "leave_unused",
            frozenset({S.SENT, S.USED}),
            S.NOT_USED,
            P.GP_OPT_OUT,
            E.NOT_USED,
            needs_reason=True,
        ),
        Move("tell_outcome", ASKED, S.TOLD, P.GP_ASK, E.TOLD),
        Move("lapse", frozenset({S.DUE}), S.LAPSED, P.GP_ASK, E.LAPSED),
    ],
)


class Trigger(StrEnum):
    """Why a GP is asked without anybody having to think of it (P5)."""

    T1 = "T1"
    T2 = "T2"
    T3 = "T3"
    T4 = "T4"
    T5 = "T5"
    T6 = "T6"
    T7 = "T7"
    T8 = "T8"


TRIGGER_WORDS: dict[Trigger, str] = {
    Trigger.T1: "the enquiry is Red or Amber",
    Trigger.T2: "a child is under one year old or not born yet",
    Trigger.T3: "a parent’s mental health, drinking or drugs, or domestic abuse is a worry",
    Trigger.T4: "a strategy discussion is to be called",
    Trigger.T5: "a section 47 enquiry has started",
    Trigger.T6: "the enquiry has become more urgent",
    Trigger.T7: "something has been reported again, or is of high risk",
    Trigger.T8: "an assessment is to start",
}


# What a worker may begin with when the practice is asked for the sake of what was decided.
NECESSITY: dict[Trigger, str] = {
    Trigger.T4: "A strategy discussion is to be called, and what the practice knows belongs into it",
    Trigger.T5: "A section 47 enquiry has started, and what the practice knows belongs into it",
    Trigger.T8: "An assessment is to start, and what the practice knows belongs into it",
}


class OptOut(StrEnum):
    """Why a practice is not asked (P5)."""

    NOT_REGISTERED = "NOT_REGISTERED"
    RECENT_ANSWER = "RECENT_ANSWER"
    RISK_AT_PRACTICE = "RISK_AT_PRACTICE"
    OTHER = "OTHER"


OPT_OUT_WORDS: dict[OptOut, str] = {
    OptOut.NOT_REGISTERED: "Known not to be registered with a practice",
    OptOut.RECENT_ANSWER: "The practice answered a short time ago, and that answer is read",
    OptOut.RISK_AT_PRACTICE: "Somebody at the practice could put a child at risk by knowing",
    OptOut.OTHER: "Another reason, decided by a manager",
}
