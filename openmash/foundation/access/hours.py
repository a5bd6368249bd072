"""Rights that open when the hub closes: worked out once, where an actor is made (P18, L87).

Which hours those are is the partnership's own calendar, with the bank holidays; no clock is read
here but the actor's.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from openmash.core.actor import Actor
from openmash.core.working_time import WorkingCalendar, london_day
from openmash.foundation.access.matrix import MATRIX, Reach
from openmash.foundation.access.roles import Role
from openmash.foundation.reference.queries import calendar_on, calendars_of, next_opening


@dataclass(frozen=True)
class Duty:
    """Whether the team of the night acts now, and when that changes."""

    now: bool
    changes_at: datetime


def waits_for_hours(role: str) -> bool:
    """Whether anything this role may do opens only when the hub closes."""
    return Reach.OUT_OF_HOURS in MATRIX[Role(role)].values()


def is_out_of_hours(role: str, partnership: str, at: datetime) -> bool:
    """Whether the hub is closed; no look-up is spent on a role for which it changes nothing."""
    return waits_for_hours(role) and not _calendar(partnership, at).is_open(at)


def duty_of(by: Actor) -> Duty | None:
    """What the hours allow this actor now; None for those who act at any hour, or at none."""
    if not waits_for_hours(by.role):
        return None
    if by.out_of_hours:
        return Duty(True, next_opening(calendars_of(by.partnership), by.at))
    return Duty(False, _calendar(by.partnership, by.at).close_of(london_day(by.at)))


def _calendar(partnership: str, at: datetime) -> WorkingCalendar:
    return calendar_on(partnership, london_day(at)).calendar
