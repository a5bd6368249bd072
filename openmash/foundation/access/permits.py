"""A permit is proof, for the type checker and the reader, that the matrix was asked."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from openmash.core.actor import Actor
from openmash.core.refusals import NotAllowed
from openmash.foundation.access.rules import RecordFacts, rule


@dataclass(frozen=True)
class Permit:
    """Who may do what; only `permit` makes one."""

    by: Actor
    permission: StrEnum


def permit(by: Actor, permission: StrEnum, record: RecordFacts) -> Permit:
    """Hand out a permit, or raise `NotAllowed` with the reason."""
    ruling = rule(by, permission, record)
    if not ruling.allowed:
        raise NotAllowed(ruling.because)
    return Permit(by, permission)


def may(by: Actor, permission: StrEnum, record: RecordFacts) -> bool:
    """What a button asks: the same rule, without raising."""
    return rule(by, permission, record).allowed
