"""The life of a MASH enquiry (P3), and what a person of its scope is in it (`data.md` §3.3)."""

from __future__ import annotations

from enum import StrEnum

from openmash.core.lifecycle import Lifecycle, Move
from openmash.foundation.access.permissions import Permission as P
from openmash.frontdoor.enquiries.events import EnquiryEvent as E


class EnquiryState(StrEnum):
    OPENED = "opened"
    CONSENT_CHECK = "consent_check"
    CHECKS_OUT = "checks_out"
    COLLATING = "collating"
    ANALYSIS = "analysis"
    DECISION_PENDING = "decision_pending"
    DECIDED = "decided"
    CLOSED = "closed"
    ENDED = "ended_undecided"


S = EnquiryState
OUT = frozenset({S.CHECKS_OUT, S.COLLATING, S.ANALYSIS})  # somebody has been asked
RUNNING = OUT | {S.OPENED, S.CONSENT_CHECK}
OPEN = RUNNING | {S.DECISION_PENDING}
STATE_WORDS: dict[EnquiryState, str] = {
    S.OPENED: "Opened",
    S.CONSENT_CHECK: "Agreement",
    S.CHECKS_OUT: "Agencies are asked",
    S.COLLATING: "Answers come in",
    S.ANALYSIS: "What it means",
    S.DECISION_PENDING: "To decide",
    S.DECIDED: "Decided",
    S.CLOSED: "Closed",
    S.ENDED: "Ended without a decision",
}

ENQUIRY = Lifecycle(
    "enquiry",
    EnquiryState,
    S.OPENED,
    [
        Move("change_urgency", OPEN, None, P.ENQUIRY_RATE, E.URGENCY_CHANGED, needs_reason=True),
        Move("add_person", OPEN, None, P.ENQUIRY_RUN, E.PERSON_ADDED),
        Move("remove_person", OPEN, None, P.ENQUIRY_RUN, E.PERSON_REMOVED, needs_reason=True),
        Move(
            "begin_agreement",
            frozenset({S.OPENED}),
            S.CONSENT_CHECK,
            P.AGREEMENT_ASK,
            E.AGREEMENT_BEGUN,
        ),
        Move(
            "send_checks",
            frozenset({S.CONSENT_CHECK}),
            S.CHECKS_OUT,
            P.CHECK_RUN,
            E.CHECKS_SENT,
        ),
        # The first answer, or the first that is late (P3).
        Move(
            "begin_collating",
            frozenset({S.CHECKS_OUT}),
            S.COLLATING,
            P.ENQUIRY_COLLATE,
            E.COLLATING,
        ),
        # Every answer is there, or its time has passed; one more question opens it again.
        Move("complete", frozenset({S.COLLATING}), S.ANALYSIS, P.ENQUIRY_COLLATE, E.COLLATED),
        Move("collate_on", frozenset({S.ANALYSIS}), S.COLLATING, P.ENQUIRY_COLLATE, E.COLLATING_ON),
        Move("send_to_decision", RUNNING, S.DECISION_PENDING, P.ENQUIRY_RUN, E.SENT_TO_DECISION),
        Move(
            "take_back",
            frozenset({S.DECISION_PENDING}),
            S.OPENED,
            P.ENQUIRY_RUN,
            E.TAKEN_BACK,
            needs_reason=True,
        ),
        Move(
            "take_back_to_agreement",
            frozenset({S.DECISION_PENDING}),
            S.CONSENT_CHECK,
            P.ENQUIRY_RUN,
            E.TAKEN_BACK,
            needs_reason=True,
        ),
        Move(
            "take_back_to_checks",
            frozenset({S.DECISION_PENDING}),
            S.CHECKS_OUT,
            P.ENQUIRY_RUN,
            E.TAKEN_BACK,
            needs_reason=True,
        ),
        Move("end", RUNNING, S.ENDED, P.ENQUIRY_OPEN, E.ENDED, needs_reason=True),
        # The contact became a repeat, a mistake, or an open case: nobody is left to ask about.
        Move("end_by_itself", OPEN, S.ENDED, P.ENQUIRY_END, E.ENDED),
        Move("open_again", OPEN | {S.ENDED}, S.OPENED, P.ENQUIRY_OPEN, E.OPENED_AGAIN),
        Move(
            "mark_decided",
            frozenset({S.DECISION_PENDING}),
            S.DECIDED,
            P.CONTACT_MARK_DECIDED,
            E.DECIDED,
        ),
        Move("close", frozenset({S.DECIDED}), S.CLOSED, P.CONTACT_CLOSE, E.CLOSED),
        Move(
            "reopen",
            frozenset({S.DECIDED, S.CLOSED}),
            S.DECISION_PENDING,
            P.DECISION_REOPEN,
            E.REOPENED,
            needs_reason=True,
        ),
    ],
)


class ScopeRole(StrEnum):
    """What somebody is in the enquiry."""

    CHILD = "child"
    PARENT = "parent"
    CARER = "carer"
    HOUSEHOLD = "household"
    OTHER_ADDRESS = "other_address"
    ALLEGED_HARMER = "alleged_harmer"
