"""What happens to a decision."""

from enum import StrEnum

from openmash.core.events import declare


class DecisionEvent(StrEnum):
    DRAFTED = "decision.drafted"
    WRITTEN = "decision.written"
    RECOMMENDED = "decision.recommended"
    GIVEN_BACK = "decision.given_back"
    REWRITTEN = "decision.rewritten"
    DECIDED = "decision.decided"
    FEEDBACK_SENT = "decision.feedback_sent"
    FINAL = "decision.final"
    REOPENED = "decision.reopened"
    VIEWS_ASKED = "decision.views_asked"
    VIEWS_OVER = "decision.views_over"
    VIEWS_DUE = "decision.views_due"
    VIEW_GIVEN = "decision.view_given"
    VIEW_WITHDRAWN = "decision.view_withdrawn"
    PARTNER_TOLD = "decision.partner_told"
    VOICE_NOTED = "decision.voice_noted"
    COPY_CONFIRMED = "decision.copy_confirmed"
    REFERRAL_MADE = "referral.made"
    SECTION_47_STARTED = "section_47.started"
    SECTION_47_TAKEN_BACK = "section_47.taken_back"


declare(
    {
        DecisionEvent.DRAFTED: "began a recommendation",
        DecisionEvent.WRITTEN: "wrote in the recommendation",
        DecisionEvent.RECOMMENDED: "recommended a level of need",
        DecisionEvent.GIVEN_BACK: "gave the recommendation back",
        DecisionEvent.REWRITTEN: "changed a recommendation of somebody else, which has to be made anew",
        DecisionEvent.VIEW_WITHDRAWN: "took back the note of a partner’s view",
        DecisionEvent.DECIDED: "decided the level of need",
        DecisionEvent.FEEDBACK_SENT: "had the outcome told to the sender",
        DecisionEvent.FINAL: "made the decision final",
        DecisionEvent.REOPENED: "opened the decision again",
        DecisionEvent.VIEWS_ASKED: "asked partners what they think of it",
        DecisionEvent.VIEWS_OVER: "asked partners no longer what they think of it",
        DecisionEvent.VIEWS_DUE: "gave partners another time to say what they think of it",
        DecisionEvent.VIEW_GIVEN: "noted a partner's view",
        DecisionEvent.PARTNER_TOLD: "told a partner what was decided",
        DecisionEvent.VOICE_NOTED: "noted the child's voice",
        DecisionEvent.COPY_CONFIRMED: "confirmed that copied words are true of this child",
        DecisionEvent.REFERRAL_MADE: "made a referral",
        DecisionEvent.SECTION_47_STARTED: "noted that a section 47 enquiry has started",
        DecisionEvent.SECTION_47_TAKEN_BACK: "took back that a section 47 enquiry has started",
    }
)
