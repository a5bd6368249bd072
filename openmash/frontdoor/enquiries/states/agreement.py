"""The life of an agreement to checks (P4): practice and openness, never the ground in law.

The ground in law stands on each act of sharing (`roles.md` §6).
"""

from __future__ import annotations

from enum import StrEnum

from openmash.core.lifecycle import Lifecycle, Move
from openmash.foundation.access.permissions import Permission as P
from openmash.frontdoor.enquiries.events import AgreementEvent as E


class AgreementState(StrEnum):
    NOT_CONSIDERED = "not_considered"
    TO_BE_SOUGHT = "to_be_sought"
    GIVEN = "given"
    LIMITED = "given_with_limits"
    REFUSED = "refused"
    UNOBTAINABLE = "unobtainable"
    WITHDRAWN = "withdrawn"
    RESPECTED = "respected"
    OVERRIDE_WITHOUT = "override_without_asking"
    OVERRIDE_AFTER = "override_after_refusal"


S = AgreementState
AGREED = frozenset({S.GIVEN, S.LIMITED})
NOT_AGREED = frozenset({S.REFUSED, S.UNOBTAINABLE, S.WITHDRAWN})
OVERRIDDEN = frozenset({S.OVERRIDE_WITHOUT, S.OVERRIDE_AFTER})
ANSWERABLE = AGREED | NOT_AGREED | {S.TO_BE_SOUGHT, S.RESPECTED}
AGREEMENT_WORDS: dict[AgreementState, str] = {
    S.NOT_CONSIDERED: "Nobody has been asked yet",
    S.TO_BE_SOUGHT: "Asked for, not answered yet",
    S.GIVEN: "Agreed",
    S.LIMITED: "Agreed, with limits",
    S.REFUSED: "Refused",
    S.UNOBTAINABLE: "Could not be asked",
    S.WITHDRAWN: "Agreement withdrawn",
    S.RESPECTED: "Refused, and respected",
    S.OVERRIDE_WITHOUT: "Overridden without asking",
    S.OVERRIDE_AFTER: "Overridden after a refusal",
}

AGREEMENT = Lifecycle(
    "agreement",
    AgreementState,
    S.NOT_CONSIDERED,
    [
        Move("seek", frozenset({S.NOT_CONSIDERED}), S.TO_BE_SOUGHT, P.AGREEMENT_ASK, E.SOUGHT),
        # Tried and not reached, or answered by somebody whose word does not carry it.
        Move("note_answer", frozenset(S) - {S.NOT_CONSIDERED}, None, P.AGREEMENT_ASK, E.ASKED),
        Move("give", ANSWERABLE, S.GIVEN, P.AGREEMENT_ASK, E.GIVEN),
        Move("give_with_limits", ANSWERABLE, S.LIMITED, P.AGREEMENT_ASK, E.LIMITED),
        Move("refuse", ANSWERABLE, S.REFUSED, P.AGREEMENT_ASK, E.REFUSED),
        Move("withdraw", AGREED, S.WITHDRAWN, P.AGREEMENT_ASK, E.WITHDRAWN, needs_reason=True),
        Move(
            "give_up",
            frozenset({S.TO_BE_SOUGHT}),
            S.UNOBTAINABLE,
            P.AGREEMENT_ASK,
            E.UNOBTAINABLE,
            needs_reason=True,
        ),
        Move("note_view", frozenset(S), None, P.AGREEMENT_ASK, E.VIEW_NOTED),
        Move(
            "override_without_asking",
            frozenset({S.NOT_CONSIDERED, S.TO_BE_SOUGHT}),
            S.OVERRIDE_WITHOUT,
            P.AGREEMENT_DECIDE,
            E.OVERRIDDEN,
            needs_reason=True,
        ),
        Move(
            "override_after_refusal",
            NOT_AGREED | {S.TO_BE_SOUGHT},
            S.OVERRIDE_AFTER,
            P.AGREEMENT_DECIDE,
            E.OVERRIDDEN,
            needs_reason=True,
        ),
        Move(
            "respect", NOT_AGREED, S.RESPECTED, P.AGREEMENT_DECIDE, E.RESPECTED, needs_reason=True
        ),
        # Other facts, or a slip: it is sought again, and what was decided stays readable.
        Move(
            "reconsider",
            OVERRIDDEN | {S.RESPECTED},
            S.TO_BE_SOUGHT,
            P.AGREEMENT_DECIDE,
            E.RECONSIDERED,
            needs_reason=True,
        ),
        # Of an override that was taken back, too, where somebody had been asked under it.
        Move("note_told", frozenset(S), None, P.AGREEMENT_ASK, E.PARENTS_TOLD, needs_reason=True),
        Move(
            "put_off_telling",
            frozenset(S),
            None,
            P.AGREEMENT_DECIDE,
            E.TELLING_PUT_OFF,
            needs_reason=True,
        ),
        # An enquiry that is opened again asks anew: what was agreed was for the one that ended.
        Move("start_anew", frozenset(S), S.NOT_CONSIDERED, P.ENQUIRY_OPEN, E.STARTED_ANEW),
    ],
)


class Answer(StrEnum):
    """What somebody said when asked."""

    GIVEN = "given"
    LIMITED = "limited"
    REFUSED = "refused"
    NOT_REACHED = "not_reached"


class Standing(StrEnum):
    """Whether somebody's word carries an agreement."""

    HOLDS = "holds"
    ABLE = "able"
    DOES_NOT = "does_not"
    NOT_KNOWN = "not_known"


CARRIES = frozenset({Standing.HOLDS, Standing.ABLE})


class Ground(StrEnum):
    """Why checks leave without agreement; their wording is the partnership's (P4)."""

    RISK_TO_CHILD = "RISK_TO_CHILD"
    RISK_TO_OTHER = "RISK_TO_OTHER"
    PREJUDICE_CRIME = "PREJUDICE_CRIME"
    UNJUSTIFIED_DELAY = "UNJUSTIFIED_DELAY"
    REFUSED_PROPORTIONATE = "REFUSED_PROPORTIONATE"


ONLY_AFTER_REFUSAL = frozenset({Ground.REFUSED_PROPORTIONATE})
