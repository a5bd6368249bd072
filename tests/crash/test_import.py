"""A worker killed in the middle of an import: no row is lost, none is written twice."""

from __future__ import annotations

import pytest

from tests.crash.doomed import DoomedHub, wait_until

pytestmark = pytest.mark.crash

ROWS = 3_000
# A lost job is found by the next minute's round.
NEXT_ROUND = 150.0
GONE = "people_person WHERE withdrawn_at IS NOT NULL"
TRACES = "importing_trace t JOIN importing_import i ON i.id = t.about_id WHERE t.kind = 'person'"
WRITTEN = "importing_importrow WHERE done_at IS NOT NULL"


def test_an_import_goes_on_where_the_worker_was_killed(hub: DoomedHub) -> None:
    hub.sets("extract", ROWS)
    for _ in range(2):
        _kill_worker_at_work(hub)
        _assert_whole(hub)
    assert hub.truth.count(WRITTEN) < ROWS, "the kill came too late to prove anything"
    hub.start("worker")
    finished = "importing_import WHERE state = 'finished'"
    wait_until(lambda: hub.truth.count(finished) == 1, "the end", patience=2 * NEXT_ROUND)
    hub.kill("worker")
    assert hub.truth.count(WRITTEN) == ROWS
    _assert_whole(hub)
    hub.run("verify_ledger")


def test_taking_an_import_back_goes_on_where_the_worker_was_killed(hub: DoomedHub) -> None:
    hub.sets("wrong_file", ROWS)
    people = hub.truth.count(f"{TRACES} AND i.state = 'taking_back'")
    for _ in range(2):
        _kill_worker_at_work(hub, GONE)
        _assert_gone_as_looked_at(hub)
    assert hub.truth.count(GONE) < people, "the kill came too late to prove anything"
    hub.start("worker")
    taken = "importing_import WHERE state = 'taken_back'"
    wait_until(lambda: hub.truth.count(taken) == 1, "the end", patience=2 * NEXT_ROUND)
    hub.kill("worker")
    assert hub.truth.count(GONE) == people
    _assert_gone_as_looked_at(hub)
    for finds in ("people_personkey", "importing_sourceperson"):
        left = "" if finds == "people_personkey" else " AND k.removed_at IS NULL"
        of_gone = f"{finds} k JOIN people_person p ON p.id = k.person_id"
        assert hub.truth.count(f"{of_gone} WHERE p.withdrawn_at IS NOT NULL{left}") == 0
    hub.run("verify_ledger")


def _assert_gone_as_looked_at(hub: DoomedHub) -> None:
    """Every record that went has its mark and one event, and nothing else has."""
    gone = hub.truth.count(GONE)
    assert hub.truth.count("ledger_event WHERE name = 'person.withdrawn'") == gone
    assert hub.truth.count(f"{TRACES} AND t.done_at IS NOT NULL") == gone


def _kill_worker_at_work(hub: DoomedHub, done: str = WRITTEN) -> None:
    """Just after it has done some of it."""
    before = hub.truth.count(done)
    hub.start("worker")
    wait_until(lambda: hub.truth.count(done) > before, "some of it", patience=NEXT_ROUND)
    hub.kill("worker")


def _assert_whole(hub: DoomedHub) -> None:
    """Rows marked as written are in the register, with their events, and nothing else is."""
    new = hub.truth.count(f"{WRITTEN} AND outcome = 'new'")
    assert hub.truth.count("people_person") == new
    assert hub.truth.count("people_personname") == new
    assert hub.truth.count("ledger_event WHERE name = 'person.added'") == new
    assert hub.truth.count("importing_sourceperson") == new
    assert hub.truth.count("people_involvement") == hub.truth.count(
        "ledger_event WHERE name = 'person.involvement_recorded'"
    )
