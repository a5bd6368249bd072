"""Looks that stand out: each with a reason (`roles.md` §4, `data.md` §3.22)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client

from openmash.core.actor import Actor, system_actor
from openmash.core.refusals import NotAllowed
from openmash.foundation.access.models import ReadLog, User
from openmash.foundation.access.row_security import act_as
from openmash.foundation.merging.tests.builders import a_record
from openmash.foundation.people.models import Person
from openmash.foundation.tasks.commands import finish
from openmash.foundation.tasks.models import Task
from openmash.oversight.looks.own_name import KIND, compare_names
from openmash.oversight.looks.standing_out import Opening, Sign, stand_out
from openmash.oversight.looks.watching import looks_that_stand_out
from tests.fixtures import Enter

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def opening(
    *records: str, user: str = "u", role: str = "MASH_SW", hours: float = 0, record: bool = True
) -> Opening:
    at = NOON + timedelta(hours=hours)
    return Opening(user, "A Reader", role, "council", at, frozenset(records), record)


def signs(*openings: Opening, part: tuple[str, ...] = (), most: int = 3) -> list[tuple[Sign, int]]:
    found = stand_out(
        openings,
        is_closed=lambda at: at.hour >= 17,
        has_part=lambda user, record: record in part,
        most=most,
    )
    return [(one.sign, len(one.records)) for one in found]


def test_whoever_acted_on_a_record_does_not_stand_out() -> None:
    assert signs(opening("a"), part=("a",)) == []
    assert signs(opening("a"), opening("b"), part=("a",)) == [(Sign.NO_PART, 1)]


def test_a_worry_is_opened_by_the_hub_without_a_part_in_it() -> None:
    """Screening reads the whole tray; only the record of a person asks for a part."""
    assert signs(opening("a", record=False)) == []


def test_while_the_hub_is_closed_all_but_the_night_team_stand_out() -> None:
    """L90: the emergency duty team reads at night because that is its work."""
    assert signs(opening("a", hours=8), part=("a",)) == [(Sign.CLOSED, 1)]
    assert signs(opening("a", hours=8, role="EDT"), part=("a",)) == []


@pytest.mark.parametrize(("opened", "stands"), [(3, []), (4, [(Sign.MANY, 4)])])
def test_more_records_in_a_day_than_are_ordinary(
    opened: int, stands: list[tuple[Sign, int]]
) -> None:
    records = [str(number) for number in range(opened)]
    assert signs(*(opening(one) for one in records), part=tuple(records)) == stands
    assert signs(*(opening(one) for one in records * 2), part=tuple(records)) == stands


def test_each_day_and_each_reader_counts_alone() -> None:
    records = [opening(str(n), hours=24 * n) for n in range(4)]
    assert signs(*records, part=("0", "1", "2", "3")) == []
    assert signs(*(opening(str(n), user=str(n)) for n in range(4)), part=("0", "1", "2", "3")) == []


def opens(client: Client, person: Person, key: str, at: datetime) -> None:
    client.force_login(User.objects.get(email=f"{key}@openmash.example"))
    with time_machine.travel(at, tick=False):
        assert client.get(f"/people/{person.pk}/").status_code == 200


def test_found_from_what_was_really_opened(enter: Enter, client: Client, monday: datetime) -> None:
    """Hal made the record and opened it, Tom only opened it; both were there at night once."""
    person = a_record(enter("hal"))
    opens(client, person, "hal", monday)
    opens(client, person, "tom", monday)
    opens(client, person, "ravi", monday + timedelta(hours=10))
    opens(client, person, "tom", monday + timedelta(hours=10))
    found = looks_that_stand_out(None, None, by=enter("ines", at=monday + timedelta(hours=11)))
    stands = {(one.sign, one.name) for one in found.standing}
    assert stands == {
        (Sign.NO_PART, "Tom Ashdown"),
        (Sign.NO_PART, "Ravi Sandhu"),
        (Sign.CLOSED, "Tom Ashdown"),
    }
    assert ReadLog.objects.filter(subject="looks:standing_out").count() == 1


def test_only_an_auditor_reads_it(enter: Enter) -> None:
    with pytest.raises(NotAllowed):
        looks_that_stand_out(None, None, by=enter("meera"))


def test_at_most_a_month_is_read_at_once(enter: Enter, monday: datetime) -> None:
    by = enter("ines")
    found = looks_that_stand_out((monday - timedelta(days=400)).date(), monday.date(), by=by)
    assert (found.until - found.since).days == 30


def in_the_morning(monday: datetime, days: int) -> Actor:
    by = system_actor(
        "looks", partnership="brackenford", at=monday.replace(hour=6) + timedelta(days=days)
    )
    act_as(by)
    return by


def of_own_name(enter: Enter) -> list[Task]:
    enter("ines")
    return list(Task.objects.filter(kind=KIND, state="open"))


def test_a_reader_of_the_same_surname_is_asked_about_once(
    enter: Enter, client: Client, monday: datetime
) -> None:
    theirs = a_record(enter("hal"), "Isla", "Ashdown-Brown")
    other = a_record(enter("hal"), "Noah", "Otterburn")
    for one in (theirs, other):
        opens(client, one, "tom", monday)
    assert compare_names(by=in_the_morning(monday, 1)) == 1
    (task,) = of_own_name(enter)
    assert task.about == theirs.subject
    assert "Ashdown" not in task.title + task.path
    assert compare_names(by=in_the_morning(monday, 1)) == 0, "once a day"
    finish(task, by=enter("ines", at=monday + timedelta(days=1)))
    assert compare_names(by=in_the_morning(monday, 2)) == 0, "asked already"
    opens(client, theirs, "tom", monday + timedelta(days=2))
    assert compare_names(by=in_the_morning(monday, 3)) == 1
    assert len(of_own_name(enter)) == 1


def test_it_waits_for_its_hour(enter: Enter, client: Client, monday: datetime) -> None:
    opens(client, a_record(enter("hal"), "Isla", "Ashdown"), "tom", monday)
    early = system_actor(
        "looks", partnership="brackenford", at=monday.replace(hour=3) + timedelta(days=1)
    )
    act_as(early)
    assert compare_names(by=early) == 0
    assert compare_names(by=in_the_morning(monday, 1)) == 1
