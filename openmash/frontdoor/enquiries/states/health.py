"""The life of what health information means for the children of an enquiry (P6, gate G1)."""

from __future__ import annotations

from enum import StrEnum

from openmash.core.lifecycle import Lifecycle, Move
from openmash.foundation.access.permissions import Permission as P
from openmash.frontdoor.enquiries.events import HealthEvent as E


class HealthState(StrEnum):
    REQUIRED = "required"
    ALLOCATED = "allocated"
    DRAFTED = "drafted"
    SECOND = "second_opinion"
    SIGNED = "signed"
    SUPERSEDED = "superseded"


S = HealthState
NEEDED = frozenset({S.REQUIRED, S.SUPERSEDED})  # nobody holds it
WRITABLE = NEEDED | {S.ALLOCATED, S.DRAFTED}
UNSIGNED = frozenset(S) - {S.SIGNED}
# C09: how long the analysis takes once what it rests on is there, by the urgency of the enquiry.
ANALYSIS_CLOCKS = {"red": "C09R", "amber": "C09A", "green": "C09G"}
OF_ANALYSIS = tuple(ANALYSIS_CLOCKS.values())
LATE = "health.late"  # the task to read what was told after the decision
HEALTH_WORDS: dict[HealthState, str] = {
    S.REQUIRED: "Not begun",
    S.ALLOCATED: "Taken on",
    S.DRAFTED: "Being written",
    S.SECOND: "Waits for a second signature",
    S.SIGNED: "Signed",
    S.SUPERSEDED: "Signed before something new came: to be signed anew",
}

HEALTH = Lifecycle(
    "health analysis",
    HealthState,
    S.REQUIRED,
    [
        *(
            Move(
                f"is_due_{rag}",
                UNSIGNED,
                None,
                P.HEALTH_REQUIRE,
                E.DUE_SET,
                starts=(code,),
                stops=OF_ANALYSIS,
            )
            for rag, code in ANALYSIS_CLOCKS.items()
        ),
        Move("allocate", NEEDED | {S.ALLOCATED}, S.ALLOCATED, P.HEALTH_WRITE, E.ALLOCATED),
        Move("hand_over", frozenset({S.DRAFTED}), None, P.HEALTH_WRITE, E.ALLOCATED),
        Move("write", WRITABLE, S.DRAFTED, P.HEALTH_WRITE, E.WRITTEN),
        Move("sign", WRITABLE, S.SIGNED, P.HEALTH_SIGN, E.SIGNED, stops=OF_ANALYSIS),
        # The competence of another is needed as well, or the author wants a second opinion.
        Move("sign_in_part", WRITABLE, S.SECOND, P.HEALTH_SIGN, E.SIGNED_IN_PART),
        Move(
            "countersign",
            frozenset({S.SECOND}),
            S.SIGNED,
            P.HEALTH_SIGN,
            E.COUNTERSIGNED,
            stops=OF_ANALYSIS,
        ),
        Move(
            "differ",
            frozenset({S.SECOND}),
            S.DRAFTED,
            P.HEALTH_SIGN,
            E.DIFFERED,
            needs_reason=True,
        ),
        Move(
            "take_back",
            frozenset({S.SECOND, S.SIGNED}),
            S.DRAFTED,
            P.HEALTH_SIGN,
            E.SIGNATURE_TAKEN_BACK,
            needs_reason=True,
        ),
        # Something about health came in: no decision rests on what was read before it.
        Move("overtake", frozenset({S.SECOND}), S.DRAFTED, P.HEALTH_REQUIRE, E.SUPERSEDED),
        Move("supersede", frozenset({S.SIGNED}), S.SUPERSEDED, P.HEALTH_REQUIRE, E.SUPERSEDED),
        # The enquiry ended undecided: nobody waits for it.
        Move("lapse", UNSIGNED, None, P.HEALTH_REQUIRE, E.LAPSED, stops=OF_ANALYSIS),
    ],
)


class Concern(StrEnum):
    """How much health worries about the children (P6)."""

    NONE = "none"
    LOW = "low"
    MODERATE = "moderate"
    HIGH = "high"


class Confidence(StrEnum):
    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


class Part(StrEnum):
    """As what somebody signs."""

    AUTHOR = "author"
    SECOND = "second"


class Verdict(StrEnum):
    """What a practitioner says, looking back at a decision made before the analysis (P6)."""

    AGREES = "agrees"
    CHANGES = "changes"
