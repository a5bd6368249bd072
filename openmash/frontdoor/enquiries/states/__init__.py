"""The lives of an enquiry and of what belongs to it, each in a column of its own."""

from openmash.frontdoor.enquiries.states.enquiry import (
    ENQUIRY,
    OPEN,
    RUNNING,
    STATE_WORDS,
    EnquiryState,
    ScopeRole,
)

__all__ = ["ENQUIRY", "OPEN", "RUNNING", "STATE_WORDS", "EnquiryState", "ScopeRole"]
