"""The worker's rounds: what is due is found from the records, at any moment one names."""

from __future__ import annotations

from datetime import datetime, timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from pytest_django.fixtures import Settings

from openmash.core.actor import Actor
from openmash.foundation.clocks.commands import start, stop
from openmash.foundation.clocks.models import ClockRun
from openmash.foundation.clocks.watching import watch
from openmash.foundation.ledger.models import Event
from openmash.foundation.messaging.commands import Notice, queue
from openmash.foundation.messaging.models import Message
from openmash.web import worker
from openmash.web.worker import everything_due, one_round
from tests.fixtures import Enter


@pytest.fixture(autouse=True)
def outside(settings: Settings, tmp_path: Path) -> Path:
    """The anchor of this test."""
    settings.LEDGER_ANCHOR_FILE = tmp_path / "anchor.jsonl"
    return tmp_path / "anchor.jsonl"


def test_one_round_sends_what_waits_and_the_next_finds_nothing(
    enter: Enter, monday: datetime
) -> None:
    ruth = enter("ruth")
    queue(Notice("k", "outcome", ruth.user, "contact:1", "/help/"), by=ruth)
    assert one_round(monday) > 0
    assert one_round(monday) == 0
    enter("ruth")
    assert Message.objects.get().state == "sent"


def test_work_once_at_a_moment_does_what_is_due_then_and_ends(
    enter: Enter, monday: datetime
) -> None:
    start("C02", subject="contact:1", by=enter("aisha"))
    for moment, late in (("2026-11-23T12:00", 0), ("2026-11-25T06:00", 1)):
        call_command("work", once=True, at=moment, stdout=StringIO())
        enter("aisha")
        assert Event.objects.filter(name="clock.breached").count() == late


@pytest.mark.parametrize("wrong", [{"at": "2026-11-24T06:00"}, {"at": "soon", "once": True}])
def test_a_wrong_moment_gets_one_clear_line(wrong: dict[str, object]) -> None:
    with pytest.raises(CommandError):
        call_command("work", **wrong)


def test_a_part_that_fails_keeps_nobody_from_their_work(
    enter: Enter, monday: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    ruth = enter("ruth")
    queue(Notice("k", "outcome", ruth.user, "contact:1", "/help/"), by=ruth)
    monkeypatch.setattr(worker, "PERIODIC", ("openmash.nothing.here", *worker.PERIODIC))
    assert one_round(monday) > 0


def test_a_clock_is_warned_of_once_and_marked_late_once(enter: Enter, monday: datetime) -> None:
    run = start("C02", subject="contact:1", by=enter("aisha"))
    soon: list[str] = []

    def note(which: ClockRun, by: Actor) -> None:
        soon.append(which.code)

    def look(at: datetime) -> int:
        return watch(by=enter("aisha", at=at), on_soon=note)

    assert look(run.started_at + timedelta(hours=1)) == 0
    assert [look(run.due_at - timedelta(minutes=30)) for _ in range(2)] == [1, 0]
    assert [look(run.due_at + timedelta(minutes=1)) for _ in range(2)] == [1, 0]
    run.refresh_from_db()
    assert (soon, run.breached_at) == (["C02"], run.due_at)
    assert Event.objects.filter(name="clock.breached").count() == 1


def test_a_clock_stopped_in_time_is_never_late(enter: Enter, monday: datetime) -> None:
    aisha = enter("aisha")
    run = start("C02", subject="contact:1", by=aisha)
    stop(["C02"], subject="contact:1", by=aisha)
    late = enter("aisha", at=run.due_at + timedelta(days=1))
    assert watch(by=late, on_soon=lambda which, by: None) == 0


def test_rounds_without_an_actor_see_nothing(enter: Enter, monday: datetime) -> None:
    ruth = enter("ruth")
    queue(Notice("k", "outcome", ruth.user, "contact:1", "/help/"), by=ruth)
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('openmash.partnership', '', true)")
    assert Message.objects.count() == 0
    assert everything_due(monday) > 0
