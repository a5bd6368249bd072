"""The lives of a contact and of the feedback owed for it (P1, P8)."""

from __future__ import annotations

from enum import StrEnum

from openmash.core.lifecycle import Lifecycle, Move
from openmash.foundation.access.permissions import Permission as P
from openmash.frontdoor.contacts.events import ContactEvent as E
from openmash.frontdoor.contacts.events import FeedbackEvent as F


class ContactState(StrEnum):
    DRAFT = "draft"
    WITHDRAWN = "withdrawn"
    SUBMITTED = "submitted"
    ACKNOWLEDGED = "acknowledged"
    SCREENING = "screening"
    RETURNED = "returned_for_info"
    ROUTED = "routed_open_case"
    MASH_ENQUIRY = "mash_enquiry"
    DECISION_PENDING = "decision_pending"
    DECIDED = "decided"
    FEEDBACK_SENT = "feedback_sent"
    CLOSED = "closed"
    DUPLICATE = "duplicate_of"
    IN_ERROR = "entered_in_error"


S = ContactState
ARRIVED = frozenset({S.SUBMITTED, S.ACKNOWLEDGED})
WAITING_OUTSIDE = frozenset({S.RETURNED, S.ROUTED})
IN_ENQUIRY = frozenset({S.MASH_ENQUIRY, S.DECISION_PENDING})
UNDECIDED = ARRIVED | WAITING_OUTSIDE | IN_ENQUIRY | {S.SCREENING}
OPEN = UNDECIDED | {S.DECIDED, S.FEEDBACK_SENT}
# P3: the clock of a MASH enquiry by its urgency; only one of them runs.
ENQUIRY_CLOCKS = {"red": "C04", "amber": "C05", "green": "C06"}
OF_ENQUIRY = tuple(ENQUIRY_CLOCKS.values())
# By when it is decided: the clock of the contact, and while a manager has met that one, of the enquiry.
DECIDING = ("C02", *OF_ENQUIRY)
STATE_WORDS: dict[ContactState, str] = {
    S.DRAFT: "Not sent",
    S.WITHDRAWN: "Withdrawn",
    S.SUBMITTED: "New",
    S.ACKNOWLEDGED: "New",
    S.SCREENING: "Screening",
    S.RETURNED: "Back to sender",
    S.ROUTED: "With a worker",
    S.MASH_ENQUIRY: "MASH enquiry",
    S.DECISION_PENDING: "To decide",
    S.DECIDED: "Decided",
    S.FEEDBACK_SENT: "Sender told",
    S.CLOSED: "Closed",
    S.DUPLICATE: "Duplicate",
    S.IN_ERROR: "Entered in error",
}

CONTACT = Lifecycle(
    "contact",
    ContactState,
    S.DRAFT,
    [
        Move("withdraw", frozenset({S.DRAFT}), S.WITHDRAWN, P.CONTACT_WITHDRAW, E.WITHDRAWN),
        Move(
            "submit",
            frozenset({S.DRAFT}),
            S.SUBMITTED,
            P.CONTACT_SUBMIT,
            E.SUBMITTED,
            starts=("C01", "C02"),
        ),
        Move(
            "acknowledge",
            frozenset({S.SUBMITTED}),
            S.ACKNOWLEDGED,
            P.CONTACT_ACKNOWLEDGE,
            E.ACKNOWLEDGED,
            stops=("C01",),
        ),
        # Screening never waits for the acknowledgement: a silent worker must not hide a child.
        Move(
            "acknowledge_late",
            frozenset(S) - {S.DRAFT, S.WITHDRAWN, *ARRIVED},
            None,
            P.CONTACT_ACKNOWLEDGE,
            E.ACKNOWLEDGED,
            stops=("C01",),
        ),
        Move("take_up", ARRIVED, S.SCREENING, P.CONTACT_SCREEN, E.TAKEN_UP),
        Move("hand_over", UNDECIDED - ARRIVED, None, P.CONTACT_SCREEN, E.HANDED_OVER),
        Move(
            "take_over",
            UNDECIDED - ARRIVED,
            None,
            P.CONTACT_SCREEN,
            E.TAKEN_OVER,
            needs_reason=True,
        ),
        # Whoever held it does this work no longer: to a colleague, or to the tray without anybody.
        Move("let_go", OPEN, None, P.CONTACT_TAKE_BACK, E.LET_GO),
        Move(
            "rate_urgency",
            UNDECIDED - {S.MASH_ENQUIRY},
            None,
            P.CONTACT_RATE_URGENCY,
            E.URGENCY_RATED,
        ),
        Move("judge_harm", UNDECIDED, None, P.CONTACT_SCREEN, E.HARM_JUDGED),
        # Danger is not waited with until somebody screens: what was done is said at any stage.
        Move(
            "record_action",
            OPEN,
            None,
            P.CONTACT_RECORD_ACTION,
            E.ACTION_RECORDED,
            needs_reason=True,
        ),
        Move(
            "return_for_information",
            frozenset({S.SCREENING}),
            S.RETURNED,
            P.CONTACT_RETURN,
            E.RETURNED,
            starts=("C40",),
        ),
        Move(
            "answer_questions",
            frozenset({S.RETURNED}),
            S.SCREENING,
            P.CONTACT_ANSWER_QUESTIONS,
            E.QUESTIONS_ANSWERED,
            stops=("C40",),
        ),
        Move(
            "route_to_open_case",
            frozenset({S.SCREENING, S.MASH_ENQUIRY}),
            S.ROUTED,
            P.CONTACT_ROUTE,
            E.ROUTED,
            starts=("C39",),
            stops=OF_ENQUIRY,
        ),
        Move(
            "accept_routed",
            frozenset({S.ROUTED}),
            S.DECIDED,
            P.CONTACT_ACCEPT_ROUTED,
            E.ROUTE_ACCEPTED,
            starts=("C03",),
            stops=("C39", "C02"),
        ),
        Move(
            "decline_routed",
            frozenset({S.ROUTED}),
            S.SCREENING,
            P.CONTACT_ACCEPT_ROUTED,
            E.ROUTE_DECLINED,
            stops=("C39",),
            resumes=("C02",),
            needs_reason=True,
        ),
        # The answer can still be corrected: the worker or a manager sees that it was a mistake.
        Move(
            "give_back",
            frozenset({S.DECIDED, S.FEEDBACK_SENT}),
            S.SCREENING,
            P.CONTACT_GIVE_BACK,
            E.GIVEN_BACK,
            stops=("C03",),
            resumes=("C02",),
            needs_reason=True,
        ),
        Move(
            "take_back",
            WAITING_OUTSIDE,
            S.SCREENING,
            P.CONTACT_TAKE_BACK,
            E.TAKEN_BACK,
            stops=("C39", "C40"),
            resumes=("C02",),  # an enquiry in which it was decided meanwhile has ended
            needs_reason=True,
        ),
        Move(
            "mark_duplicate",
            ARRIVED | IN_ENQUIRY | {S.SCREENING},
            S.DUPLICATE,
            P.CONTACT_MARK_DUPLICATE,
            E.MARKED_DUPLICATE,
            starts=("C03",),
            stops=("C02", *OF_ENQUIRY),
        ),
        Move(
            "not_duplicate",
            frozenset({S.DUPLICATE}),
            S.SCREENING,
            P.CONTACT_MARK_DUPLICATE,
            E.NOT_DUPLICATE,
            stops=("C03",),
            resumes=("C02",),
            needs_reason=True,
        ),
        Move(
            "send_to_decision",
            frozenset({S.SCREENING}),
            S.DECISION_PENDING,
            P.CONTACT_SEND_TO_DECISION,
            E.SENT_TO_DECISION,
        ),
        Move(
            "back_to_screening",
            frozenset({S.DECISION_PENDING}),
            S.SCREENING,
            P.CONTACT_SEND_TO_DECISION,
            E.BACK_TO_SCREENING,
            needs_reason=True,
        ),
        # P3: who knows something is asked first. The clock of the enquiry begins with its urgency,
        # and anew from the moment the urgency changes.
        Move(
            "open_enquiry",
            frozenset({S.SCREENING}),
            S.MASH_ENQUIRY,
            P.ENQUIRY_OPEN,
            E.ENQUIRY_OPENED,
        ),
        *(
            Move(
                f"enquiry_is_{rag}",
                IN_ENQUIRY,
                None,
                P.ENQUIRY_RATE,
                E.URGENCY_RATED,
                starts=(code,),
                stops=OF_ENQUIRY,
                needs_reason=True,
            )
            for rag, code in ENQUIRY_CLOCKS.items()
        ),
        # C06: three days are for an enquiry only once a manager has decided what happens meanwhile.
        Move(
            "decide_meanwhile",
            IN_ENQUIRY,
            None,
            P.ENQUIRY_OPEN,
            E.DECIDED_MEANWHILE,
            stops=("C02",),
            needs_reason=True,
        ),
        Move(
            "finish_enquiry",
            frozenset({S.MASH_ENQUIRY}),
            S.DECISION_PENDING,
            P.ENQUIRY_RUN,
            E.ENQUIRY_FINISHED,
        ),
        Move(
            "back_to_enquiry",
            frozenset({S.DECISION_PENDING}),
            S.MASH_ENQUIRY,
            P.ENQUIRY_RUN,
            E.BACK_TO_ENQUIRY,
            needs_reason=True,
        ),
        Move(
            "end_enquiry",
            frozenset({S.MASH_ENQUIRY}),
            S.SCREENING,
            P.ENQUIRY_OPEN,
            E.ENQUIRY_ENDED,
            stops=OF_ENQUIRY,
            resumes=("C02",),
            needs_reason=True,
        ),
        Move(
            "mark_decided",
            frozenset({S.DECISION_PENDING}),
            S.DECIDED,
            P.CONTACT_MARK_DECIDED,
            E.DECIDED,
            starts=("C03",),
            stops=("C02", *OF_ENQUIRY),
        ),
        Move(
            "mark_feedback_sent",
            frozenset({S.DECIDED}),
            S.FEEDBACK_SENT,
            P.FEEDBACK_SEND,
            E.FEEDBACK_SENT,
            stops=("C03",),
        ),
        Move(
            "note_feedback_sent",
            frozenset({S.DUPLICATE, S.IN_ERROR}),
            None,
            P.FEEDBACK_SEND,
            E.FEEDBACK_SENT,
            stops=("C03",),
        ),
        Move(
            "close",
            frozenset({S.FEEDBACK_SENT, S.DUPLICATE}),
            S.CLOSED,
            P.CONTACT_CLOSE,
            E.CLOSED,
        ),
        Move(
            "reopen",
            frozenset({S.FEEDBACK_SENT, S.CLOSED}),
            S.DECISION_PENDING,
            P.DECISION_REOPEN,
            E.REOPENED,
            starts=("C02",),
            needs_reason=True,
        ),
        # G3: what is closed opens again while an answer is owed, and closes when it has been given.
        Move(
            "reopen_for_answer",
            frozenset({S.CLOSED}),
            S.FEEDBACK_SENT,
            P.FEEDBACK_REPLY,
            E.REOPENED_FOR_ANSWER,
        ),
        Move(
            "reopen_duplicate_for_answer",
            frozenset({S.CLOSED}),
            S.DUPLICATE,
            P.FEEDBACK_REPLY,
            E.REOPENED_FOR_ANSWER,
        ),
        # What only named people may know of (`roles.md` §4): before any agency is asked about it.
        Move(
            "restrict",
            ARRIVED | {S.SCREENING, S.RETURNED, S.DECISION_PENDING},
            None,
            P.CONTACT_RESTRICT,
            E.RESTRICTED,
            needs_reason=True,
        ),
        Move(
            "change_readers",
            frozenset(S) - {S.DRAFT, S.WITHDRAWN},
            None,
            P.CONTACT_RESTRICT,
            E.READERS_CHANGED,
            needs_reason=True,
        ),
        Move(
            "open_to_hub",
            frozenset(S) - {S.DRAFT, S.WITHDRAWN},
            None,
            P.CONTACT_RESTRICT,
            E.OPENED_TO_HUB,
            needs_reason=True,
        ),
        Move(
            "propose_in_error",
            UNDECIDED,
            None,
            P.CONTACT_ENTER_IN_ERROR,
            E.ERROR_PROPOSED,
            needs_reason=True,
        ),
        Move(
            "refuse_in_error",
            UNDECIDED,
            None,
            P.CONTACT_ENTER_IN_ERROR,
            E.ERROR_REFUSED,
            needs_reason=True,
        ),
        Move(
            "enter_in_error",
            UNDECIDED,
            S.IN_ERROR,
            P.CONTACT_ENTER_IN_ERROR,
            E.ENTERED_IN_ERROR,
            starts=("C03",),
            stops=("C01", "C02", "C39", "C40", *OF_ENQUIRY),
            needs_reason=True,
        ),
        Move(
            "not_in_error",
            frozenset({S.IN_ERROR}),
            S.SCREENING,
            P.CONTACT_ENTER_IN_ERROR,
            E.NOT_IN_ERROR,
            stops=("C03",),
            resumes=("C02",),
            needs_reason=True,
        ),
    ],
)


class FeedbackState(StrEnum):
    OWED = "owed"
    COMPOSED = "composed"
    SENT = "sent"
    DELIVERED = "delivered"
    BOUNCED = "bounced"
    READ = "read"
    ACKNOWLEDGED = "acknowledged"
    QUERIED = "queried"
    DISAGREED = "disagreed"
    ANSWERED = "answered"
    TOLD_BY_PHONE = "told_by_phone"
    NOT_OWED = "not_owed"


B = FeedbackState
# G3: with feedback in one of these states the contact cannot close.
OWING = frozenset({B.OWED, B.COMPOSED, B.SENT, B.BOUNCED, B.QUERIED, B.DISAGREED})
SENDER_WAITS = frozenset({B.QUERIED, B.DISAGREED})
OUT = frozenset({B.SENT, B.DELIVERED, B.READ, B.ACKNOWLEDGED, B.ANSWERED})

FEEDBACK = Lifecycle(
    "feedback",
    FeedbackState,
    B.OWED,
    [
        Move("compose", frozenset({B.OWED}), B.COMPOSED, P.FEEDBACK_SEND, F.COMPOSED),
        Move("send", frozenset({B.COMPOSED}), B.SENT, P.FEEDBACK_SEND, F.SENT),
        Move("resend", frozenset({B.BOUNCED}), B.SENT, P.FEEDBACK_SETTLE, F.RESENT),
        Move("deliver", frozenset({B.SENT}), B.DELIVERED, P.FEEDBACK_SEND, F.DELIVERED),
        Move("bounce", frozenset({B.SENT, B.DELIVERED}), B.BOUNCED, P.FEEDBACK_SEND, F.BOUNCED),
        Move(
            "read",
            frozenset({B.SENT, B.DELIVERED, B.BOUNCED}),
            B.READ,
            P.FEEDBACK_REPLY,
            F.READ,
        ),
        Move("acknowledge", frozenset({B.READ}), B.ACKNOWLEDGED, P.FEEDBACK_REPLY, F.ACKNOWLEDGED),
        Move(
            "query",
            frozenset({B.READ, B.ACKNOWLEDGED, B.ANSWERED}),
            B.QUERIED,
            P.FEEDBACK_REPLY,
            F.QUERIED,
            starts=("C41",),
        ),
        Move(
            "disagree",
            frozenset({B.READ, B.ACKNOWLEDGED, B.ANSWERED}),
            B.DISAGREED,
            P.FEEDBACK_REPLY,
            F.DISAGREED,
            starts=("C41",),
        ),
        Move(
            "answer",
            frozenset({B.QUERIED, B.DISAGREED}),
            B.ANSWERED,
            P.FEEDBACK_SETTLE,
            F.ANSWERED,
            stops=("C41",),
        ),
        Move(
            "tell_by_phone",
            frozenset({B.COMPOSED, B.SENT, B.DELIVERED, B.BOUNCED}),
            B.TOLD_BY_PHONE,
            P.FEEDBACK_SETTLE,
            F.TOLD_BY_PHONE,
            needs_reason=True,
        ),
        Move(
            "not_owed",
            frozenset({B.OWED, B.COMPOSED}),
            B.NOT_OWED,
            P.FEEDBACK_NOT_OWED,
            F.NOT_OWED,
            needs_reason=True,
        ),
    ],
)
