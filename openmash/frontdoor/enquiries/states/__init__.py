"""The lives of an enquiry and of what belongs to it, each in a column of its own."""

from openmash.frontdoor.enquiries.states.agreement import (
    AGREED,
    AGREEMENT,
    AGREEMENT_WORDS,
    ANSWERABLE,
    CARRIES,
    NOT_AGREED,
    ONLY_AFTER_REFUSAL,
    OVERRIDDEN,
    AgreementState,
    Answer,
    Ground,
    Standing,
)
from openmash.frontdoor.enquiries.states.enquiry import (
    ENQUIRY,
    OPEN,
    RUNNING,
    STATE_WORDS,
    EnquiryState,
    ScopeRole,
)

__all__ = [
    "AGREED",
    "AGREEMENT",
    "AGREEMENT_WORDS",
    "ANSWERABLE",
    "CARRIES",
    "ENQUIRY",
    "NOT_AGREED",
    "ONLY_AFTER_REFUSAL",
    "OPEN",
    "OVERRIDDEN",
    "RUNNING",
    "STATE_WORDS",
    "AgreementState",
    "Answer",
    "EnquiryState",
    "Ground",
    "ScopeRole",
    "Standing",
]
