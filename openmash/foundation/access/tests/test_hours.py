"""What opens when the hub closes: to the minute, on holidays and across both changes of the clocks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import pytest

from openmash.core.actor import Actor
from openmash.core.working_time import LONDON
from openmash.foundation.access.hours import duty_of
from openmash.foundation.access.matrix import MATRIX, Reach
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.roles import Role
from openmash.foundation.access.row_security import row_writes
from openmash.foundation.access.rules import RecordFacts, rule

Enter = Callable[..., Actor]
SENT = RecordFacts("brackenford", author="ruth", in_hub=True)
DRAFT = replace(SENT, in_hub=False)
BY_THE_HOUR = [p for p, reach in MATRIX[Role.EDT].items() if reach == Reach.OUT_OF_HOURS]


def london(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


@pytest.mark.parametrize(
    ("at", "acts"),
    [
        ("2026-11-23 08:44:59", True),  # Monday
        ("2026-11-23 08:45", False),
        ("2026-11-23 16:59:59", False),
        ("2026-11-23 17:00", True),
        ("2026-11-24 02:10", True),
        ("2026-11-27 16:29:59", False),  # Friday closes earlier
        ("2026-11-27 16:30", True),
        ("2026-11-28 11:00", True),  # Saturday
        ("2026-12-25 11:00", True),  # Christmas Day, a Friday
        ("2026-12-28 11:00", True),  # its Monday, a bank holiday in place of the Saturday
        ("2026-12-29 08:44", True),
        ("2026-12-29 08:45", False),
        ("2026-03-27 16:29", False),  # Friday before the clocks go forward
        ("2026-03-30 08:44", True),  # Monday after: 08:44 by the wall, not by UTC
        ("2026-03-30 08:45", False),
        ("2026-10-23 16:30", True),  # Friday before the clocks go back
        ("2026-10-26 08:44", True),
        ("2026-10-26 08:45", False),
    ],
)
def test_the_team_of_the_night_acts_while_the_hub_is_closed(
    at: str, acts: bool, enter: Enter
) -> None:
    ravi = enter("ravi", at=london(at))
    assert {rule(ravi, p, SENT).allowed for p in BY_THE_HOUR} == {acts}
    assert row_writes(ravi) == ("yes" if acts else "no")
    duty = duty_of(ravi)
    assert duty is not None
    assert duty.now is acts
    assert duty.changes_at > ravi.at


@pytest.mark.parametrize(
    ("at", "changes"),
    [
        ("2026-11-23 10:00", "2026-11-23 17:00"),
        ("2026-11-23 22:00", "2026-11-24 08:45"),
        ("2026-12-24 18:00", "2026-12-29 08:45"),
        ("2026-03-28 23:00", "2026-03-30 08:45"),
        ("2026-10-24 23:00", "2026-10-26 08:45"),
    ],
)
def test_the_page_can_say_until_when(at: str, changes: str, enter: Enter) -> None:
    duty = duty_of(enter("ravi", at=london(at)))
    assert duty is not None
    assert duty.changes_at == london(changes)


@pytest.mark.parametrize("hour", ["10:00", "22:00"])
def test_reading_never_waits_for_the_hour(hour: str, enter: Enter) -> None:
    """L90: the emergency duty team reads ordinary records at any time."""
    ravi = enter("ravi", at=london(f"2026-11-23 {hour}"))
    for permission in (P.CONTACT_READ, P.PERSON_READ, P.CHRONOLOGY_READ, P.DECISION_READ):
        assert rule(ravi, permission, SENT).allowed


def test_the_hour_opens_nothing_else(enter: Enter) -> None:
    ravi = enter("ravi", at=london("2026-11-23 22:00"))
    for permission in (P.DECISION_RECOMMEND, P.DECISION_DECIDE, P.CONTACT_SEND_TO_DECISION):
        assert not rule(ravi, permission, SENT).allowed
    for permission in BY_THE_HOUR:
        assert not rule(ravi, permission, DRAFT).allowed
        assert not rule(ravi, permission, replace(SENT, partnership="oakmere")).allowed


def test_a_refusal_by_the_hour_says_so(enter: Enter) -> None:
    refused = rule(enter("ravi"), P.CONTACT_SCREEN, SENT)
    assert refused.because.startswith("The hub is open")


@pytest.mark.parametrize("key", ["aisha", "tom", "meera", "ruth", "dev"])
def test_nobody_else_lives_by_these_hours(key: str, enter: Enter) -> None:
    for hour in ("10:00", "22:00"):
        by = enter(key, at=london(f"2026-11-23 {hour}"))
        assert (by.out_of_hours, row_writes(by), duty_of(by)) == (False, "yes", None)
