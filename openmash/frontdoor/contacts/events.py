"""What happens to a contact and its feedback, in the words of a timeline."""

from enum import StrEnum

from openmash.core.events import declare


class ContactEvent(StrEnum):
    STARTED = "contact.started"
    WITHDRAWN = "contact.withdrawn"
    SUBMITTED = "contact.submitted"
    ADDED_TO = "contact.added_to"
    ANSWERS_CHANGED = "contact.answers_changed"
    DANGER_SAID_OVER = "contact.danger_said_over"
    DANGER_SAID_AGAIN = "contact.danger_said_again"
    FINISHED = "contact.finished_writing"
    ACKNOWLEDGED = "contact.acknowledged"
    TAKEN_UP = "contact.taken_up"
    HANDED_OVER = "contact.handed_over"
    URGENCY_RATED = "contact.urgency_rated"
    REFERRAL_RATED = "contact.referral_rated"
    HARM_JUDGED = "contact.harm_judged"
    ACTION_RECORDED = "contact.action_recorded"
    CHILD_LINKED = "contact.child_linked"
    CHILD_UNLINKED = "contact.child_unlinked"
    CHILD_UNIDENTIFIED = "contact.child_unidentified"
    SUGGESTION_REFUSED = "contact.suggestion_refused"
    REFUSAL_TAKEN_BACK = "contact.suggestion_refusal_taken_back"
    RETURNED = "contact.returned"
    QUESTIONS_ANSWERED = "contact.questions_answered"
    ROUTED = "contact.routed"
    ROUTE_ACCEPTED = "contact.route_accepted"
    ROUTE_DECLINED = "contact.route_declined"
    TAKEN_BACK = "contact.taken_back"
    LET_GO = "contact.let_go"
    GIVEN_BACK = "contact.given_back"
    TAKEN_OVER = "contact.taken_over"
    MARKED_DUPLICATE = "contact.marked_duplicate"
    NOT_DUPLICATE = "contact.not_duplicate"
    SENT_TO_DECISION = "contact.sent_to_decision"
    ENQUIRY_OPENED = "contact.enquiry_opened"
    DECIDED_MEANWHILE = "contact.decided_meanwhile"
    ENQUIRY_FINISHED = "contact.enquiry_finished"
    BACK_TO_ENQUIRY = "contact.back_to_enquiry"
    ENQUIRY_ENDED = "contact.enquiry_ended"
    BACK_TO_SCREENING = "contact.back_to_screening"
    DECIDED = "contact.decided"
    FEEDBACK_SENT = "contact.feedback_sent"
    CLOSED = "contact.closed"
    REOPENED = "contact.reopened"
    REOPENED_FOR_ANSWER = "contact.reopened_for_answer"
    ERROR_PROPOSED = "contact.error_proposed"
    ERROR_REFUSED = "contact.error_refused"
    ENTERED_IN_ERROR = "contact.entered_in_error"
    NOT_IN_ERROR = "contact.not_in_error"
    RESTRICTED = "contact.restricted"
    READERS_CHANGED = "contact.readers_changed"
    OPENED_TO_HUB = "contact.opened_to_hub"


class FeedbackEvent(StrEnum):
    OWED = "feedback.owed"
    COMPOSED = "feedback.composed"
    SENT = "feedback.sent"
    RESENT = "feedback.resent"
    DELIVERED = "feedback.delivered"
    BOUNCED = "feedback.bounced"
    READ = "feedback.read"
    ACKNOWLEDGED = "feedback.acknowledged"
    QUERIED = "feedback.queried"
    DISAGREED = "feedback.disagreed"
    ANSWERED = "feedback.answered"
    TOLD_BY_PHONE = "feedback.told_by_phone"
    NOT_OWED = "feedback.not_owed"


declare(
    {
        ContactEvent.STARTED: "began to write",
        ContactEvent.WITHDRAWN: "withdrew the draft",
        ContactEvent.SUBMITTED: "sent the worry",
        ContactEvent.ADDED_TO: "added to what was sent",
        ContactEvent.ANSWERS_CHANGED: "changed what had been sent; what stood before is kept",
        ContactEvent.DANGER_SAID_OVER: "no longer says that a child is in danger",
        ContactEvent.DANGER_SAID_AGAIN: "says that a child is in danger",
        ContactEvent.FINISHED: "finished writing",
        ContactEvent.ACKNOWLEDGED: "acknowledged the worry",
        ContactEvent.TAKEN_UP: "took it up for screening",
        ContactEvent.HANDED_OVER: "handed it over",
        ContactEvent.URGENCY_RATED: "rated the urgency",
        ContactEvent.REFERRAL_RATED: "rated how good the referral was",
        ContactEvent.HARM_JUDGED: "judged whether significant harm is possible",
        ContactEvent.ACTION_RECORDED: "wrote down what was done",
        ContactEvent.CHILD_LINKED: "said which known person the child is",
        ContactEvent.CHILD_UNLINKED: "took a link to a person back",
        ContactEvent.CHILD_UNIDENTIFIED: "said that a child cannot be identified",
        ContactEvent.SUGGESTION_REFUSED: "said that a suggestion is not the same person",
        ContactEvent.REFUSAL_TAKEN_BACK: "took back that a suggestion is not the same person",
        ContactEvent.RETURNED: "asked the sender for information",
        ContactEvent.QUESTIONS_ANSWERED: "answered the hub's questions",
        ContactEvent.ROUTED: "sent it to the worker of an open case",
        ContactEvent.ROUTE_ACCEPTED: "accepted it into an open case",
        ContactEvent.ROUTE_DECLINED: "did not accept it into the open case",
        ContactEvent.TAKEN_BACK: "took it back to screening",
        ContactEvent.LET_GO: "took it from somebody who does this work no longer",
        ContactEvent.GIVEN_BACK: "gave it back from the open case to screening",
        ContactEvent.TAKEN_OVER: "took it over from a colleague",
        ContactEvent.MARKED_DUPLICATE: "marked it as a duplicate",
        ContactEvent.NOT_DUPLICATE: "found that it is not a duplicate after all",
        ContactEvent.SENT_TO_DECISION: "sent it to decision",
        ContactEvent.ENQUIRY_OPENED: "opened a MASH enquiry about it",
        ContactEvent.DECIDED_MEANWHILE: "decided what happens while the enquiry runs",
        ContactEvent.ENQUIRY_FINISHED: "sent it from the enquiry to decision",
        ContactEvent.BACK_TO_ENQUIRY: "took it back into the enquiry",
        ContactEvent.ENQUIRY_ENDED: "ended the enquiry without a decision",
        ContactEvent.BACK_TO_SCREENING: "gave it back to screening",
        ContactEvent.DECIDED: "had every child decided",
        ContactEvent.FEEDBACK_SENT: "told the sender the outcome",
        ContactEvent.CLOSED: "closed it",
        ContactEvent.REOPENED: "opened it again",
        ContactEvent.REOPENED_FOR_ANSWER: "replied to the outcome, so it is open until that is answered",
        ContactEvent.ERROR_PROPOSED: "proposed to mark it as entered in error",
        ContactEvent.ERROR_REFUSED: "did not agree that it was entered in error",
        ContactEvent.ENTERED_IN_ERROR: "confirmed that it was entered in error",
        ContactEvent.NOT_IN_ERROR: "found that it was not entered in error after all",
        ContactEvent.RESTRICTED: "restricted it to named people",
        ContactEvent.READERS_CHANGED: "changed who may know of it",
        ContactEvent.OPENED_TO_HUB: "opened it to the hub again",
        FeedbackEvent.OWED: "noted that the sender is owed an answer",
        FeedbackEvent.COMPOSED: "wrote the outcome for the sender",
        FeedbackEvent.SENT: "sent the outcome",
        FeedbackEvent.RESENT: "sent the outcome again, to the agency's mailbox",
        FeedbackEvent.DELIVERED: "delivered the outcome notice",
        FeedbackEvent.BOUNCED: "could not deliver the outcome notice",
        FeedbackEvent.READ: "read the outcome",
        FeedbackEvent.ACKNOWLEDGED: "said that the outcome is clear",
        FeedbackEvent.QUERIED: "asked about the outcome",
        FeedbackEvent.DISAGREED: "disagreed with the outcome",
        FeedbackEvent.ANSWERED: "answered the sender",
        FeedbackEvent.TOLD_BY_PHONE: "told the sender by telephone",
        FeedbackEvent.NOT_OWED: "recorded that no answer is owed",
    }
)
