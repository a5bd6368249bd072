"""The life of a threshold decision (P7) and its outcomes."""

from __future__ import annotations

from enum import StrEnum

from openmash.core.lifecycle import Lifecycle, Move
from openmash.foundation.access.permissions import Permission as P
from openmash.frontdoor.decisions.events import DecisionEvent as E


class DecisionState(StrEnum):
    DRAFTED = "drafted"
    VIEWS_OPEN = "partner_views_open"
    DECIDED = "decided"
    FEEDBACK_SENT = "feedback_sent"
    FINAL = "final"
    REOPENED = "reopened"


S = DecisionState
WRITABLE = frozenset({S.DRAFTED, S.REOPENED})
TAKEN = (S.DECIDED, S.FEEDBACK_SENT, S.FINAL)  # a decision was made, and stands

DECISION = Lifecycle(
    "decision",
    DecisionState,
    S.DRAFTED,
    [
        Move("recommend", WRITABLE, S.VIEWS_OPEN, P.DECISION_RECOMMEND, E.RECOMMENDED),
        Move(
            "give_back",
            frozenset({S.VIEWS_OPEN}),
            S.DRAFTED,
            P.DECISION_DECIDE,
            E.GIVEN_BACK,
            needs_reason=True,
        ),
        # Somebody else's words in it: it is no longer what was recommended, and is recommended anew.
        Move("rewrite", frozenset({S.VIEWS_OPEN}), S.DRAFTED, P.DECISION_RECOMMEND, E.REWRITTEN),
        Move("decide", frozenset({S.VIEWS_OPEN}), S.DECIDED, P.DECISION_DECIDE, E.DECIDED),
        Move(
            "feedback_sent",
            frozenset({S.DECIDED}),
            S.FEEDBACK_SENT,
            P.FEEDBACK_SEND,
            E.FEEDBACK_SENT,
        ),
        Move("make_final", frozenset({S.FEEDBACK_SENT}), S.FINAL, P.CONTACT_CLOSE, E.FINAL),
        Move(
            "reopen",
            frozenset(TAKEN),
            S.REOPENED,
            P.DECISION_REOPEN,
            E.REOPENED,
            needs_reason=True,
        ),
    ],
)


class AskedOver(StrEnum):
    """Why a partner is no longer asked what it thinks."""

    DECIDED = "decided"
    CHANGED = "changed"  # the recommendation is another one by now
    DROPPED = "dropped"  # the contact is dealt with in another way


class Outcome(StrEnum):
    """What follows for the child (P7)."""

    NFA = "NFA"
    INFO_ADVICE = "INFO_ADVICE"
    SIGNPOST = "SIGNPOST"
    EH_SINGLE = "EH_SINGLE"
    EH_MULTI = "EH_MULTI"
    S17_ASSESS = "S17_ASSESS"
    STRATEGY = "STRATEGY"
    IMMEDIATE_PROTECTION = "IMMEDIATE_PROTECTION"
    OPEN_CASE_INFO = "OPEN_CASE_INFO"
    TRANSFER_LA = "TRANSFER_LA"
    OTHER_PATHWAY = "OTHER_PATHWAY"


OUTCOME_NAMES: dict[Outcome, str] = {
    Outcome.NFA: "No further action",
    Outcome.INFO_ADVICE: "Information and advice",
    Outcome.SIGNPOST: "Signpost to a service",
    Outcome.EH_SINGLE: "Early help by one agency",
    Outcome.EH_MULTI: "Early help by several agencies",
    Outcome.S17_ASSESS: "Assessment under section 17",
    Outcome.STRATEGY: "Strategy discussion",
    Outcome.IMMEDIATE_PROTECTION: "Immediate protection",
    Outcome.OPEN_CASE_INFO: "Passed to the worker of the open case",
    Outcome.TRANSFER_LA: "Passed to another local authority",
    Outcome.OTHER_PATHWAY: "Another pathway",
}
