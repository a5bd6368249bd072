"""Reactions run once, are found when they were lost, and end with a person when they fail."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime

import pytest

from openmash.core.actor import Actor
from openmash.foundation.access.events import AccessEvent
from openmash.foundation.ledger import reacting
from openmash.foundation.ledger.commands import record
from openmash.foundation.ledger.models import Event, ReactionRun
from openmash.foundation.ledger.reacting import on
from openmash.foundation.ledger.running import Outcome, react_to_pending, run_reaction
from openmash.foundation.messaging.commands import Notice, queue
from openmash.foundation.messaging.models import Message
from openmash.foundation.tasks.models import Task
from tests.fixtures import Enter

HERE = "brackenford"


@pytest.fixture
def seen() -> Iterator[list[str]]:
    """A reaction to signing in that notes what it saw; taken off the register afterwards."""
    found: list[str] = []
    before = dict(reacting._reactions)
    on(AccessEvent.SIGNED_IN)(_noting(found))
    yield found
    reacting._reactions.clear()
    reacting._reactions.update(before)


def _noting(found: list[str]) -> Callable[[Event, Actor], None]:
    def note(event: Event, by: Actor) -> None:
        if event.facts == {"break": True}:
            raise RuntimeError("Isla")
        found.append(by.user)

    return note


def _sign_in(by: Actor, **facts: object) -> Event:
    return record(AccessEvent.SIGNED_IN, by=by, subject=f"user:{by.user}", facts=facts)


def test_a_reaction_runs_once_signed_by_itself(
    enter: Enter, monday: datetime, seen: list[str]
) -> None:
    event = _sign_in(enter("ruth"))
    assert react_to_pending(at=monday, partnership=HERE) == 1
    assert react_to_pending(at=monday, partnership=HERE) == 0
    again = run_reaction(event.pk, "ledger.note", at=monday, partnership=HERE)
    assert (again, seen) == (Outcome.BEFORE, ["system:ledger.note"])


def test_three_failures_end_with_a_task_for_the_manager_and_no_personal_words(
    enter: Enter, monday: datetime, seen: list[str]
) -> None:
    _sign_in(enter("ruth"), **{"break": True})
    for _ in range(5):
        assert react_to_pending(at=monday, partnership=HERE) == 0
    enter("meera")
    run = ReactionRun.objects.get()
    assert (run.attempts, run.last_problem) == (3, "RuntimeError")
    task = Task.objects.get(kind="reaction_failed")
    assert (task.for_agency, task.for_role) == ("brackenford-council", "MASH_MGR")
    assert "Isla" not in task.title + task.about


def test_another_partnerships_events_are_not_touched(
    enter: Enter, monday: datetime, seen: list[str]
) -> None:
    _sign_in(enter("kit"))
    assert react_to_pending(at=monday, partnership=HERE) == 0
    assert react_to_pending(at=monday, partnership="oakmere") == 1


def test_a_message_is_queued_once_for_a_key_and_holds_no_more_than_a_reference(
    enter: Enter,
) -> None:
    ruth = enter("ruth")
    notice = Notice("contact:1:ack", "acknowledged", ruth.user, "contact:1", "/w/BR-1/", "BR-1")
    first, second = queue(notice, by=ruth), queue(notice, by=ruth)
    assert first.pk == second.pk
    assert Message.objects.count() == 1
    assert first.heading == "We have your worry BR-1"
    assert "/w/BR-1/" in first.body
