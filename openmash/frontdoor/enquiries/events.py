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
    AGREEMENT_BEGUN = "enquiry.agreement_begun"
    CHECKS_SENT = "enquiry.checks_sent"
    COLLATING = "enquiry.collating"
    COLLATED = "enquiry.collated"
    COLLATING_ON = "enquiry.collating_on"


class AgreementEvent(StrEnum):
    SOUGHT = "agreement.to_be_sought"
    ASKED = "agreement.asked"
    GIVEN = "agreement.given"
    LIMITED = "agreement.given_with_limits"
    REFUSED = "agreement.refused"
    WITHDRAWN = "agreement.withdrawn"
    UNOBTAINABLE = "agreement.unobtainable"
    VIEW_NOTED = "agreement.young_view_noted"
    OVERRIDDEN = "agreement.overridden"
    RESPECTED = "agreement.refusal_respected"
    RECONSIDERED = "agreement.reconsidered"
    PARENTS_TOLD = "agreement.parents_told"
    TELLING_PUT_OFF = "agreement.telling_put_off"
    STARTED_ANEW = "agreement.started_anew"


class LinkEvent(StrEnum):
    SENT = "link.sent"
    CODE_READ = "link.code_read"
    WRONG_CODE = "link.wrong_code"
    ENTERED = "link.entered"
    VOID = "link.void"


class CheckEvent(StrEnum):
    ASKED = "check.asked"
    DUE_SET = "check.due_set"
    ANSWERED = "check.answered"
    REFUSED = "check.refused"
    NOT_ANSWERED = "check.not_answered"
    LAPSED = "check.lapsed"
    ACKNOWLEDGED = "check.acknowledged"
    PART_ANSWERED = "check.part_answered"
    PASSED_ON = "check.passed_on"
    TAKEN_BACK = "check.taken_back"
    LET_GO = "check.let_go"
    ACCEPTED = "check.accepted"
    CLARIFICATION_ASKED = "check.clarification_asked"
    REMINDED = "check.reminded"
    OUTCOME_TOLD = "check.outcome_told"
    DESK_KEPT = "check.desk_kept"


class GpEvent(StrEnum):
    DUE = "gp.due"
    NEEDED = "gp.needed"
    SENT = "gp.sent"
    OPTED_OUT = "gp.opted_out"
    USED = "gp.used"
    NOT_USED = "gp.not_used"
    TOLD = "gp.told_outcome"
    LAPSED = "gp.lapsed"


class LivedEvent(StrEnum):
    NOTED = "lived.noted"
    SAME = "lived.same_for_another"


class ItemEvent(StrEnum):
    NOTED = "item.noted"
    TAKEN_BACK = "item.taken_back"
    PUT_TO_HEALTH = "item.put_to_health"


class HealthEvent(StrEnum):
    REQUIRED = "health.required"
    DUE_SET = "health.due_set"
    ALLOCATED = "health.allocated"
    WRITTEN = "health.written"
    SIGNED = "health.signed"
    SIGNED_IN_PART = "health.signed_in_part"
    COUNTERSIGNED = "health.countersigned"
    DIFFERED = "health.differed"
    SIGNATURE_TAKEN_BACK = "health.signature_taken_back"
    SUPERSEDED = "health.superseded"
    LAPSED = "health.lapsed"
    DECIDED_BEFORE = "health.decided_before"
    LOOKED_BACK = "health.looked_back"
    PICTURE_CHANGED = "health.picture_changed"
    RANKED = "health.ranked"


declare(
    {
        HealthEvent.REQUIRED: "had it asked what health information means",
        HealthEvent.DUE_SET: "set by when a health practitioner signs",
        HealthEvent.ALLOCATED: "took the health analysis on",
        HealthEvent.WRITTEN: "wrote in the health analysis",
        HealthEvent.SIGNED: "signed what health information means",
        HealthEvent.SIGNED_IN_PART: "signed the health analysis, which waits for a second signature",
        HealthEvent.COUNTERSIGNED: "gave the health analysis its second signature",
        HealthEvent.DIFFERED: "sees the health analysis otherwise",
        HealthEvent.SIGNATURE_TAKEN_BACK: "took the signature of the health analysis back",
        HealthEvent.SUPERSEDED: "had the health analysis asked for anew: something about health is new",
        HealthEvent.LAPSED: "waits for the health analysis no longer",
        HealthEvent.DECIDED_BEFORE: "said that a decision cannot wait for the health analysis",
        HealthEvent.LOOKED_BACK: "looked back at what was decided, and agrees",
        HealthEvent.PICTURE_CHANGED: "looked back at what was decided: health changes the picture",
        HealthEvent.RANKED: "said where a fact stands among what must be known first",
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
        EnquiryEvent.AGREEMENT_BEGUN: "began to ask for agreement",
        EnquiryEvent.CHECKS_SENT: "sent the first question to an agency",
        EnquiryEvent.COLLATING: "began to bring the answers together",
        EnquiryEvent.COLLATED: "has every answer that came in time",
        EnquiryEvent.COLLATING_ON: "waits for one more answer",
        CheckEvent.ASKED: "asked an agency",
        CheckEvent.DUE_SET: "set by when an agency answers",
        CheckEvent.ANSWERED: "wrote down what an agency knows",
        CheckEvent.ACKNOWLEDGED: "saw the question for an agency",
        CheckEvent.PART_ANSWERED: "answered for an agency about some of the people",
        CheckEvent.PASSED_ON: "passed a question on inside an agency",
        CheckEvent.TAKEN_BACK: "took a question back that was passed on inside an agency",
        CheckEvent.LET_GO: "took a question from somebody who left the agency",
        CheckEvent.ACCEPTED: "accepted what an agency said",
        CheckEvent.CLARIFICATION_ASKED: "asked an agency to say more",
        CheckEvent.REMINDED: "reminded an agency",
        CheckEvent.OUTCOME_TOLD: "told an agency what was decided",
        CheckEvent.DESK_KEPT: "said where an agency is asked",
        CheckEvent.REFUSED: "noted that an agency refuses to answer",
        CheckEvent.NOT_ANSWERED: "noted that an agency does not answer",
        CheckEvent.LAPSED: "waits for an agency no longer, since the enquiry is over",
        LinkEvent.SENT: "had a one-time link sent to an agency",
        LinkEvent.CODE_READ: "had a code to read out for a one-time link",
        LinkEvent.WRONG_CODE: "turned somebody away who typed a wrong code",
        LinkEvent.ENTERED: "let somebody in by a one-time link",
        LinkEvent.VOID: "made a one-time link void",
        GpEvent.DUE: "put a GP practice among those to be asked",
        GpEvent.NEEDED: "found one more reason to ask the GP practice",
        GpEvent.SENT: "asked the GP practice",
        GpEvent.OPTED_OUT: "said why the GP practice is not asked",
        GpEvent.USED: "said that the GP’s answer is used",
        GpEvent.NOT_USED: "said why the GP’s answer is not used",
        GpEvent.TOLD: "told the GP practice what was decided",
        GpEvent.LAPSED: "asks the GP practice no longer, since the enquiry is over",
        LivedEvent.NOTED: "wrote down what a child’s day is like",
        LivedEvent.SAME: "confirmed that a child’s day is like a brother’s or sister’s",
        ItemEvent.NOTED: "wrote down a fact",
        ItemEvent.TAKEN_BACK: "took a fact back",
        ItemEvent.PUT_TO_HEALTH: "put a fact to the health practitioners",
        AgreementEvent.SOUGHT: "said that agreement is sought",
        AgreementEvent.ASKED: "noted that somebody was asked to agree",
        AgreementEvent.GIVEN: "noted that the family agrees to checks",
        AgreementEvent.LIMITED: "noted that the family agrees to checks with limits",
        AgreementEvent.REFUSED: "noted that checks are refused",
        AgreementEvent.WITHDRAWN: "noted that agreement is withdrawn",
        AgreementEvent.UNOBTAINABLE: "noted that nobody can be asked to agree",
        AgreementEvent.VIEW_NOTED: "noted what a young person thinks of it",
        AgreementEvent.OVERRIDDEN: "decided that checks leave without agreement",
        AgreementEvent.RESPECTED: "decided to respect the refusal",
        AgreementEvent.RECONSIDERED: "took back what was decided on agreement",
        AgreementEvent.PARENTS_TOLD: "noted that the parents have been told",
        AgreementEvent.TELLING_PUT_OFF: "decided when the parents are told",
        AgreementEvent.STARTED_ANEW: "had agreement asked for anew",
    }
)
