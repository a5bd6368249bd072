"""The one rule of access: pure, and the readable truth beneath row-level security."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from openmash.core.actor import Actor
from openmash.foundation.access.matrix import Reach, reach_of
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.roles import ROLE_NAMES, Role

READ_IN_AN_EMERGENCY = frozenset({P.PERSON_READ, P.CHRONOLOGY_READ})


@dataclass(frozen=True)
class RecordFacts:
    """What access needs to know of a record, and nothing else."""

    partnership: str
    author: str = ""
    in_hub: bool = False
    addressed_users: frozenset[str] = frozenset()
    addressed_roles: frozenset[tuple[str, str]] = frozenset()  # (agency, role)
    attached_users: frozenset[str] = frozenset()
    named_readers: frozenset[str] | None = None
    goes_on_by_itself: bool = False  # what follows without a person follows for named readers, too
    opened_by: frozenset[str] = frozenset()  # who has opened it in an emergency, for now
    recommended_by: str = ""


@dataclass(frozen=True)
class Ruling:
    """The answer, and the sentence that explains it."""

    allowed: bool
    because: str


def rule(by: Actor, permission: StrEnum, record: RecordFacts) -> Ruling:
    """May this actor do this to this record? Each condition is a line of its own."""
    if by.partnership != record.partnership:
        return Ruling(False, "This belongs to another partnership")
    reach = reach_of(by.role, permission)
    if reach is None:
        return Ruling(False, f"{_role_name(by)} may not do this")
    if not _may_know(by, permission, record):
        return Ruling(False, "This record is restricted to named people")
    if not _within(reach, by, record):
        return Ruling(False, _why_outside(reach, by))
    if permission == P.DECISION_DECIDE and record.recommended_by == by.user:
        return Ruling(
            False, "The person who recommended may not decide: it takes a second pair of eyes"
        )
    return Ruling(True, f"{_role_name(by)}, {reach}")


def _may_know(by: Actor, permission: StrEnum, record: RecordFacts) -> bool:
    """A restricted record is its named readers'; in an emergency it is read, and nothing more (§4)."""
    if record.named_readers is None or by.user in record.named_readers:
        return True
    if by.role == Role.SYSTEM and record.goes_on_by_itself:
        return True
    return by.user in record.opened_by and permission in READ_IN_AN_EMERGENCY


def _within(reach: Reach, by: Actor, record: RecordFacts) -> bool:
    match reach:
        case Reach.ANY:
            return True
        case Reach.HUB:
            return record.in_hub
        case Reach.OUT_OF_HOURS:
            return record.in_hub and by.out_of_hours
        case Reach.OWN:
            return record.author == by.user
        case Reach.ATTACHED:
            return by.user in record.attached_users
        case Reach.ADDRESSED:
            return (
                by.user in record.addressed_users or (by.agency, by.role) in record.addressed_roles
            )


def _why_outside(reach: Reach, by: Actor) -> str:
    if reach == Reach.OUT_OF_HOURS and not by.out_of_hours:
        return "The hub is open, and acts itself. Your role acts while it is closed"
    return "You have no part in this record"


def _role_name(by: Actor) -> str:
    return ROLE_NAMES[Role(by.role)]
