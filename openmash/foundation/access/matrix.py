"""Who may do what, and how far: the whole answer, on one page (`roles.md` §3).

Owned by the information-governance lead; printed to `docs/reference/access.md`. Imports nothing
from any process part. There is no superuser: `SYSADMIN` holds no case permission.
"""

from __future__ import annotations

from enum import StrEnum

from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.roles import Role


class Reach(StrEnum):
    """How far a permission goes."""

    OWN = "own"  # I wrote it
    ADDRESSED = "addressed"  # sent to me or to my agency and role
    ATTACHED = "attached"  # I am on this case
    HUB = "hub"  # every record of the front door in this partnership
    OUT_OF_HOURS = "out-of-hours"  # the same, and only while the hub is closed
    ANY = "any"  # not about a record


OWN, ADDRESSED, ATTACHED, HUB, OUT_OF_HOURS, ANY = (
    Reach.OWN,
    Reach.ADDRESSED,
    Reach.ATTACHED,
    Reach.HUB,
    Reach.OUT_OF_HOURS,
    Reach.ANY,
)

_REFERRER = {
    P.CONTACT_START: ANY,
    P.CONTACT_WRITE: OWN,
    P.CONTACT_SUBMIT: OWN,
    P.CONTACT_WITHDRAW: OWN,
    P.CONTACT_FOLLOW: OWN,
    P.CONTACT_ANSWER_QUESTIONS: OWN,
    P.FEEDBACK_REPLY: OWN,
    P.CHECK_ANSWER: ADDRESSED,
    # To the worry one writes, and to the question one answers.
    P.FILE_ADD: ADDRESSED,
    P.FILE_SET_ASIDE: ADDRESSED,
    P.VIEW_GIVE: ADDRESSED,
    P.PRESENCE_SAY: OWN,
    P.MESSAGE_READ: OWN,
}

# To the question that one’s agency is asked, and of what becomes of it; of nothing else.
_ANSWERING = {
    P.CHECK_ANSWER: ADDRESSED,
    P.FILE_ADD: ADDRESSED,
    P.FILE_SET_ASIDE: ADDRESSED,
    P.VIEW_GIVE: ADDRESSED,
}

_HUB_READER = {
    P.CONTACT_READ: HUB,
    P.ENQUIRY_READ: HUB,
    P.DECISION_READ: HUB,
    P.PERSON_READ: HUB,
    P.PERSON_SEARCH: HUB,
    P.CHRONOLOGY_READ: HUB,
    # Which markers it opens for whom is the partnership's reference data (`glass-may-break`).
    P.GLASS_BREAK: HUB,
    P.TASK_READ: ADDRESSED,
    P.TASK_DO: ADDRESSED,
    P.PRESENCE_SAY: OWN,
    P.MESSAGE_READ: OWN,
}

# What somebody says on the telephone, written down while they talk (P1 R2).
_TAKES_CALLS = {
    P.CONTACT_TAKE_CALL: ANY,
    P.CONTACT_SUBMIT: OWN,
    P.CONTACT_WRITE: OWN,
}

_SCREENER = {
    **_HUB_READER,
    **_TAKES_CALLS,
    P.CONTACT_SCREEN: HUB,
    P.CONTACT_RATE_URGENCY: HUB,
    P.CONTACT_RECORD_ACTION: HUB,
    P.CONTACT_ROUTE: HUB,
    P.CONTACT_TAKE_BACK: HUB,
    P.CONTACT_MARK_DUPLICATE: HUB,
    P.REFERRAL_RATE: HUB,
    P.PATHWAY_KEEP: HUB,
    P.CONTACT_RESTRICT: HUB,
    P.PERSON_LINK: HUB,
    P.PERSON_WRITE: HUB,
    P.INVOLVEMENT_WRITE: HUB,
    P.CHRONOLOGY_WRITE: HUB,
}

_SOCIAL_WORKER = {
    **_SCREENER,
    P.CONTACT_RETURN: HUB,
    P.CONTACT_SEND_TO_DECISION: HUB,
    P.CONTACT_CLOSE: HUB,
    P.ENQUIRY_RATE: HUB,
    P.ENQUIRY_RUN: HUB,
    P.AGREEMENT_ASK: HUB,
    P.CHECK_READ: HUB,
    P.CHECK_RUN: HUB,
    P.LINK_SEND: HUB,
    P.LINK_READ_CODE: HUB,
    P.HEALTH_READ: HUB,
    P.GP_ASK: HUB,
    P.GP_OPT_OUT: HUB,
    P.DECISION_RECOMMEND: HUB,
    P.SECTION_47_NOTE: HUB,
    P.FEEDBACK_SETTLE: HUB,
    P.PERSON_JOIN: HUB,
    P.PERSON_ASK_WHO_LOOKED: HUB,
    P.CHRONOLOGY_PRINT: HUB,
}

_MANAGER = {
    **_SOCIAL_WORKER,
    P.CONTACT_ENTER_IN_ERROR: HUB,
    P.FILE_SET_ASIDE: HUB,
    P.CONTACT_GIVE_BACK: HUB,
    P.CONTACT_MARK_DECIDED: HUB,
    P.ENQUIRY_OPEN: HUB,
    P.AGREEMENT_DECIDE: HUB,
    P.HEALTH_DECIDE_BEFORE: HUB,
    P.DECISION_DECIDE: HUB,
    P.DECISION_REOPEN: HUB,
    P.FEEDBACK_NOT_OWED: HUB,
    P.FEEDBACK_SEND: HUB,
    P.PERSON_RESTRICT: HUB,
    P.GLASS_REVIEW: HUB,
    P.MEASURE_READ: HUB,
    # Of the hub’s people; which roles they give, `colleagues/rules.py` says.
    P.COLLEAGUE_READ: ADDRESSED,
    P.COLLEAGUE_KEEP: ADDRESSED,
}

# How long records are kept: two of those who hold it, for each act that ends something (`data.md` §7).
_GOVERNS = {
    P.RETENTION_READ: ANY,
    P.RETENTION_HOLD: ANY,
    P.RETENTION_DESTROY: ANY,
}

# Writes and signs what health information means, and nobody else does (L07). Of other agencies'
# answers it sees that they came.
_NAMED_NURSE = {
    P.CONTACT_READ: HUB,
    P.ENQUIRY_READ: HUB,
    P.HEALTH_READ: HUB,
    P.HEALTH_WRITE: HUB,
    P.HEALTH_SIGN: HUB,
    P.DECISION_READ: HUB,
    P.VIEW_GIVE: ADDRESSED,
    P.PERSON_READ: HUB,
    P.PERSON_SEARCH: HUB,
    P.TASK_READ: ADDRESSED,
    P.TASK_DO: ADDRESSED,
    P.PRESENCE_SAY: OWN,
    P.MESSAGE_READ: OWN,
}

MATRIX: dict[Role, dict[P, Reach]] = {
    Role.REF_PROF: _REFERRER,
    Role.DSL: _REFERRER,
    Role.GP: _REFERRER,
    Role.HV_SN_MW: _REFERRER,
    Role.SMS: _REFERRER,
    Role.ASC: _REFERRER,
    Role.PROB: _REFERRER,
    Role.HOUS: _REFERRER,
    Role.DAS: _REFERRER,
    Role.YJS: _REFERRER,
    Role.POL_EHO: _REFERRER,
    Role.MASH_SCREEN: _SCREENER,
    Role.MASH_SW: _SOCIAL_WORKER,
    Role.MASH_MGR: _MANAGER,
    # Publishes what the configurator proposes; proposes nothing.
    Role.SVC_MGR: {**_MANAGER, **_GOVERNS, P.REFERENCE_READ: ANY, P.REFERENCE_PUBLISH: ANY},
    Role.NN_WHT: _NAMED_NURSE,
    Role.NN_BCH: _NAMED_NURSE,
    # The same, for the cases with something about mental health: whoever holds the role is put on
    # each of them.
    Role.MHP: {
        P.CONTACT_READ: ATTACHED,
        P.ENQUIRY_READ: ATTACHED,
        P.HEALTH_READ: ATTACHED,
        P.HEALTH_WRITE: ATTACHED,
        P.HEALTH_SIGN: ATTACHED,
        P.DECISION_READ: ATTACHED,
        P.VIEW_GIVE: ADDRESSED,
        P.PERSON_READ: ATTACHED,
        P.TASK_READ: ADDRESSED,
        P.TASK_DO: ADDRESSED,
        P.PRESENCE_SAY: OWN,
        P.MESSAGE_READ: OWN,
    },
    # Reads at any hour (L90), acts while the hub is closed (P18); recommends and decides never.
    # What happened at night is written down until the shift ends, when the hub is open again.
    Role.EDT: {
        **_HUB_READER,
        **_TAKES_CALLS,
        P.CONTACT_TAKE_CALL: OUT_OF_HOURS,
        P.CONTACT_SCREEN: OUT_OF_HOURS,
        P.CONTACT_RATE_URGENCY: OUT_OF_HOURS,
        P.PATHWAY_KEEP: OUT_OF_HOURS,
        P.CONTACT_RESTRICT: OUT_OF_HOURS,
        P.CONTACT_RECORD_ACTION: OUT_OF_HOURS,
        P.CONTACT_RETURN: OUT_OF_HOURS,
        P.CONTACT_TAKE_BACK: OUT_OF_HOURS,
        P.ENQUIRY_RATE: OUT_OF_HOURS,
        P.GP_ASK: OUT_OF_HOURS,
        P.CHECK_READ: HUB,
        P.HEALTH_READ: HUB,
        P.HEALTH_DECIDE_BEFORE: OUT_OF_HOURS,
        P.INVOLVEMENT_WRITE: HUB,
        P.CHRONOLOGY_WRITE: HUB,
        P.CHRONOLOGY_PRINT: HUB,
    },
    # Of the locality team: reads the cases they are on, and answers where the hub asks children’s social
    # care, which opens nothing else of that enquiry.
    Role.DUTY_SW: {
        **_ANSWERING,
        P.CONTACT_READ: ATTACHED,
        P.ENQUIRY_READ: ATTACHED,
        P.CHECK_READ: ATTACHED,
        P.HEALTH_READ: ATTACHED,
        P.CONTACT_ACCEPT_ROUTED: ATTACHED,
        P.CONTACT_GIVE_BACK: ATTACHED,
        P.DECISION_READ: ATTACHED,
        P.PERSON_READ: ATTACHED,
        P.CHRONOLOGY_READ: ATTACHED,
        P.INVOLVEMENT_WRITE: ATTACHED,
        P.TASK_READ: ADDRESSED,
        P.TASK_DO: ADDRESSED,
        P.PRESENCE_SAY: OWN,
        P.MESSAGE_READ: OWN,
    },
    # Whoever manages allegations against people who work with children: reads the contacts that are
    # restricted to them by name, says what came of each, and who else may know (`roles.md` §4).
    Role.LADO: {
        P.CONTACT_READ: ATTACHED,
        P.CONTACT_RESTRICT: ATTACHED,
        P.CONTACT_RECORD_ACTION: ATTACHED,
        P.PATHWAY_KEEP: ATTACHED,
        P.DECISION_READ: ATTACHED,
        P.TASK_READ: ADDRESSED,
        P.TASK_DO: ADDRESSED,
        P.PRESENCE_SAY: OWN,
        P.MESSAGE_READ: OWN,
    },
    # Keeps the register right: no contact, no decision.
    Role.DATA_STEWARD: {
        P.PERSON_READ: HUB,
        P.PERSON_SEARCH: HUB,
        P.PERSON_WRITE: HUB,
        P.PERSON_SUGGEST: HUB,
        P.PERSON_JOIN: HUB,
        P.PERSON_ASK_WHO_LOOKED: HUB,
        P.PERSON_IMPORT: HUB,
        P.INVOLVEMENT_WRITE: HUB,
        P.TASK_READ: ADDRESSED,
        P.TASK_DO: ADDRESSED,
        P.MESSAGE_READ: OWN,
    },
    # Reads who looked at what, and nothing of what they looked at.
    Role.IG_AUD: {
        **_GOVERNS,
        P.LEDGER_AUDIT: ANY,
        P.GLASS_REVIEW: ANY,
        P.TASK_READ: ADDRESSED,
        P.TASK_DO: ADDRESSED,
        P.MESSAGE_READ: OWN,
    },
    # Keeps the people of one agency, and sees nothing of any case (`roles.md` §8).
    Role.AGENCY_LEAD: {
        P.COLLEAGUE_READ: ADDRESSED,
        P.COLLEAGUE_KEEP: ADDRESSED,
        P.TASK_READ: ADDRESSED,
        P.TASK_DO: ADDRESSED,
        P.MESSAGE_READ: OWN,
    },
    # Reference data, and nothing of any case; what one proposes another publishes (`roles.md` §3).
    Role.CONFIG: {
        P.REFERENCE_READ: ANY,
        P.REFERENCE_PROPOSE: ANY,
        P.REFERENCE_PUBLISH: ANY,
        P.MESSAGE_READ: OWN,
    },
    # Accounts, health, backup: of every agency, and no case content.
    Role.SYSADMIN: {
        P.SYSTEM_HEALTH: ANY,
        P.COLLEAGUE_READ: ANY,
        P.COLLEAGUE_KEEP: ANY,
        P.TASK_READ: ADDRESSED,
        P.TASK_DO: ADDRESSED,
        P.MESSAGE_READ: OWN,
    },
    # Somebody of an agency without an account: one question, for as long as the link lasts (P5).
    Role.LINK: {P.CHECK_ANSWER: ADDRESSED},
    Role.PUBLIC: {
        P.CONTACT_START: OWN,
        P.CONTACT_SUBMIT: OWN,
        P.CONTACT_WRITE: OWN,
        P.CONTACT_FOLLOW: OWN,
    },
    Role.SYSTEM: {
        P.CONTACT_ACKNOWLEDGE: HUB,
        P.CONTACT_WITHDRAW: HUB,
        P.CONTACT_TAKE_BACK: HUB,
        P.CONTACT_RESTRICT: HUB,
        P.CONTACT_READ: HUB,
        P.ENQUIRY_END: HUB,
        P.HEALTH_REQUIRE: HUB,
        P.GP_ASK: HUB,
        P.ENQUIRY_COLLATE: HUB,
        P.CHECK_REMIND: HUB,
        P.LINK_SEND: HUB,
        P.LINK_OPEN: HUB,
        P.ENQUIRY_RATE: HUB,
        P.DECISION_READ: HUB,
        P.DECISION_REOPEN: HUB,
        P.PERSON_READ: HUB,
        P.PERSON_SUGGEST: HUB,
        P.PERSON_LINK: HUB,
        P.FEEDBACK_SEND: HUB,
        P.MESSAGE_DELIVER: HUB,
        P.FILE_SCAN: HUB,
        P.TASK_DO: HUB,
        P.COLLEAGUE_BY_ITSELF: ANY,
    },
}


def reach_of(role: str, permission: StrEnum) -> Reach | None:
    """How far the role's permission goes; None when the role does not have it."""
    return MATRIX.get(Role(role), {}).get(P(permission))
