"""The classes records are kept by, and the lives of a hold and of a destruction (`data.md` §7)."""

from __future__ import annotations

from enum import StrEnum

from openmash.core.lifecycle import Lifecycle, Move
from openmash.foundation.access.permissions import Permission as P
from openmash.oversight.retention.events import RetentionEvent as E


class Class(StrEnum):
    """What kind of record it is, as the law and the council's schedule see it."""

    CONTACT = "contact"
    ENQUIRY = "enquiry"
    PROTECTION = "protection"
    LOOKED_AFTER = "looked_after"
    ALLEGATION = "allegation"
    POLICE = "police"
    SETTING_NOTICE = "setting_notice"
    ACCESS_LOG = "access_log"
    AUDIT = "audit"
    SUPERVISION = "supervision"


CLASS_NAMES: dict[Class, str] = {
    Class.CONTACT: "Contact without an enquiry or assessment",
    Class.ENQUIRY: "MASH enquiry, assessment, child in need",
    Class.PROTECTION: "Section 47 and child protection",
    Class.LOOKED_AFTER: "Looked-after child",
    Class.ALLEGATION: "Allegation against somebody who works with children",
    Class.POLICE: "Copies of police intelligence",
    Class.SETTING_NOTICE: "Notice to a school of a domestic-abuse incident",
    Class.ACCESS_LOG: "Who looked",
    Class.AUDIT: "Audit sheets",
    Class.SUPERVISION: "Supervision of staff",
}
# Told apart here: a contact with all that belongs to it is of one or several of these.
OF_CONTACTS = (Class.CONTACT, Class.ENQUIRY, Class.PROTECTION, Class.LOOKED_AFTER)
SETTING = "retention-{}"  # the key of a class among the partnership's settings


class Scope(StrEnum):
    """What a legal hold is placed on."""

    CONTACT = "contact"
    PERSON = "person"
    CLASS = "class"
    ALL = "all"


SCOPE_WORDS: dict[Scope, str] = {
    Scope.CONTACT: "One contact",
    Scope.PERSON: "Everything about one person",
    Scope.CLASS: "Everything of one class",
    Scope.ALL: "Everything the partnership keeps",
}


class HoldState(StrEnum):
    IN_FORCE = "in_force"
    LIFTED = "lifted"


HOLD = Lifecycle(
    "legalhold",
    HoldState,
    HoldState.IN_FORCE,
    [
        Move(
            "lift",
            frozenset({HoldState.IN_FORCE}),
            HoldState.LIFTED,
            P.RETENTION_HOLD,
            E.HOLD_LIFTED,
            needs_reason=True,
        ),
    ],
)


class DestructionState(StrEnum):
    PROPOSED = "proposed"
    REFUSED = "refused"
    CARRIED_OUT = "carried_out"


D = DestructionState
DESTRUCTION_WORDS: dict[DestructionState, str] = {
    D.PROPOSED: "Proposed",
    D.REFUSED: "Refused",
    D.CARRIED_OUT: "Destroyed",
}

DESTRUCTION = Lifecycle(
    "destruction",
    DestructionState,
    D.PROPOSED,
    [
        Move(
            "refuse",
            frozenset({D.PROPOSED}),
            D.REFUSED,
            P.RETENTION_DESTROY,
            E.REFUSED,
            needs_reason=True,
        ),
        Move("carry_out", frozenset({D.PROPOSED}), D.CARRIED_OUT, P.RETENTION_DESTROY, E.DESTROYED),
    ],
)
