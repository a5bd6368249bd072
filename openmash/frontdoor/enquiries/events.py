"""What happens to a MASH enquiry, in the words of a timeline."""

from enum import StrEnum

from openmash.core.events import declare


class EnquiryEvent(StrEnum):
    OPENED = "enquiry.opened"
    OPENED_AGAIN = "enquiry.opened_again"
    URGENCY_CHANGED = "enquiry.urgency_changed"
    PERSON_ADDED = "enquiry.person_added"
    PERSON_REMOVED = "enquiry.person_removed"
    SENT_TO_DECISION = "enquiry.sent_to_decision"
    TAKEN_BACK = "enquiry.taken_back"
    ENDED = "enquiry.ended"
    DECIDED = "enquiry.decided"
    CLOSED = "enquiry.closed"
    REOPENED = "enquiry.reopened"


declare(
    {
        EnquiryEvent.OPENED: "opened a MASH enquiry",
        EnquiryEvent.OPENED_AGAIN: "opened the MASH enquiry again",
        EnquiryEvent.URGENCY_CHANGED: "changed the urgency of the enquiry",
        EnquiryEvent.PERSON_ADDED: "added a person to be asked about",
        EnquiryEvent.PERSON_REMOVED: "took out a person who was to be asked about",
        EnquiryEvent.SENT_TO_DECISION: "sent the enquiry to decision",
        EnquiryEvent.TAKEN_BACK: "took the enquiry back from decision",
        EnquiryEvent.ENDED: "ended the enquiry without a decision",
        EnquiryEvent.DECIDED: "had the enquiry decided",
        EnquiryEvent.CLOSED: "closed the enquiry",
        EnquiryEvent.REOPENED: "opened the decision of the enquiry again",
    }
)
