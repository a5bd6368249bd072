"""Whatever is killed, whenever: no worry is lost, nothing happens by halves, nothing twice.

Every process is real, and killed as a power cut would (C01, P1, P7, P8, L41).
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from functools import partial

import pytest

from openmash.config.embedded import Cluster
from tests.crash.doomed import DoomedHub, end_at_once, interrupted, wait_until
from tests.crash.truth import Deciding, Sending
from tests.crash.visitor import Visitor

pytestmark = pytest.mark.crash

DRAFT = Sending("draft", 0, 0, 0, 0)
SENT = Sending("submitted", 1, 1, 1, 1)
ACKNOWLEDGED = Sending("acknowledged", 1, 1, 1, 1)
WAITING = Deciding("decision_pending", 0, 0, 0, 0, 0)
DECIDED = Deciding("decided", 2, 2, 1, 1, 1)

# How long after the first press the kill comes, in the time one press takes.
MOMENTS = (0.8, 2.5)


def test_a_worry_whose_sending_was_cut_off_is_whole_and_can_be_sent_again(hub: DoomedHub) -> None:
    ruth = hub.visitor("ruth")
    first, second, *worries = hub.sets("drafts", 12)
    written = {one: hub.truth.answers(one) for one in worries}
    took = min(_time(_sending(ruth, one)) for one in (first, second))
    said: dict[str, bool] = {}
    for moment, some in zip(MOMENTS, _in(2, worries), strict=True):
        presses = [_sending(ruth, one) for one in some]
        said |= _killed(hub, some, presses, apart=took * moment / (len(some) - 1))
        _assert_sent_or_draft(hub, some, said)
    assert not all(said.values()), "nothing was cut off"
    for one in worries:
        assert _sending(ruth, one)()
        assert hub.truth.sending(one) == SENT
        assert hub.truth.answers(one) == written[one]


def test_a_decision_that_was_cut_off_is_made_for_all_children_or_for_none(hub: DoomedHub) -> None:
    meera = hub.visitor("meera")
    first, second, *cases = hub.sets("recommended", 8)
    took = min(_time(_deciding(meera, one)) for one in (first, second))
    said: dict[str, bool] = {}
    for moment, some in zip(MOMENTS, _in(2, cases), strict=True):
        presses = [_deciding(meera, one) for one in some]
        said |= _killed(hub, some, presses, apart=took * moment / (len(some) - 1))
        found = {one: hub.truth.deciding(one) for one in some}
        assert all(found[one] == DECIDED for one in some if said[one])
        assert all(now in (WAITING, DECIDED) for now in found.values()), found
    assert not all(said.values()), "nothing was cut off"
    for one in cases:
        _deciding(meera, one)()  # refused where it was made before
        assert hub.truth.deciding(one) == DECIDED


def test_a_worker_killed_again_and_again_does_everything_once(hub: DoomedHub) -> None:
    ruth, meera = hub.visitor("ruth"), hub.visitor("meera")
    worries, cases = hub.sets("drafts", 6), hub.sets("recommended", 3)
    for some, case in zip(_in(3, worries), cases, strict=True):
        assert all(_sending(ruth, one)() for one in some)
        assert _deciding(meera, case)()
        _kill_worker_at_work(hub)
    hub.start("worker")
    wait_until(lambda: _nothing_left(hub), "the worker catching up")
    hub.kill("worker")
    assert {hub.truth.sending(one) for one in worries} == {ACKNOWLEDGED}
    _assert_each_once(hub)
    assert {hub.truth.deciding(one).state for one in cases} == {"feedback_sent"}
    hub.run("verify_ledger")


def test_what_was_accepted_is_there_after_the_database_was_killed(
    hub_on_cluster: DoomedHub, cluster: Cluster
) -> None:
    hub = hub_on_cluster
    ruth = hub.visitor("ruth")
    first, second, *worries = hub.sets("drafts", 10)
    written = {one: hub.truth.answers(one) for one in worries}
    took = min(_time(_sending(ruth, one)) for one in (first, second))
    said: dict[str, bool] = {}
    for moment, some in zip(MOMENTS, _in(2, worries), strict=True):
        presses = [_sending(ruth, one) for one in some]
        apart = took * moment / (len(some) - 1)
        answers = interrupted(presses, apart=apart, kill=lambda: _kill_database(cluster))
        said |= dict(zip(some, answers, strict=True))
        cluster.start()
        wait_until(lambda: ruth.reads("/worries/") != "", "the web server going on")
        _assert_sent_or_draft(hub, worries, said)
    assert not all(said.values()), "nothing was cut off"
    for one in worries:
        assert _sending(ruth, one)()
        assert hub.truth.sending(one) == SENT
        assert hub.truth.answers(one) == written[one]
    hub.run("work", "--once")
    _assert_each_once(hub)
    hub.run("verify_ledger")


def _sending(visitor: Visitor, worry: str) -> Callable[[], bool]:
    token = visitor.finds(f"/worries/{worry}/check/")
    return partial(visitor.presses, f"/worries/{worry}/send/", token)


def _deciding(visitor: Visitor, case: str) -> Callable[[], bool]:
    page = f"/contacts/{case}/decision/"
    return partial(visitor.presses, page, visitor.finds(page), then="decide")


def _time(press: Callable[[], bool]) -> float:
    began = time.monotonic()
    assert press()
    return time.monotonic() - began


def _in(parts: int, all_of: list[str]) -> Iterable[list[str]]:
    size = len(all_of) // parts
    return [all_of[start : start + size] for start in range(0, len(all_of), size)]


def _killed(
    hub: DoomedHub, keys: list[str], presses: list[Callable[[], bool]], *, apart: float
) -> dict[str, bool]:
    """Press, kill the web server meanwhile and start it again; what it had said was done."""
    answers = interrupted(presses, apart=apart, kill=lambda: hub.kill("web"))
    hub.start("web")
    return dict(zip(keys, answers, strict=True))


def _assert_sent_or_draft(hub: DoomedHub, worries: list[str], said: dict[str, bool]) -> None:
    found = {one: hub.truth.sending(one) for one in worries}
    assert all(now in (DRAFT, SENT) for now in found.values()), found
    assert [one for one in worries if said.get(one) and found[one] != SENT] == []


def _kill_worker_at_work(hub: DoomedHub) -> None:
    """Start it and kill it just after the first thing it has done."""
    before = _done(hub)
    hub.start("worker")
    wait_until(lambda: _done(hub) > before, "the worker beginning")
    hub.kill("worker")


def _kill_database(cluster: Cluster) -> None:
    assert cluster.pid
    end_at_once(cluster.pid)


def _done(hub: DoomedHub) -> int:
    return hub.truth.count("ledger_reactionrun WHERE done_at IS NOT NULL")


def _nothing_left(hub: DoomedHub) -> bool:
    unacknowledged = "contacts_contact WHERE state IN ('submitted', 'decided')"
    unsent = "messaging_message WHERE state <> 'sent'"
    untold = "contacts_feedback WHERE state <> 'delivered'"
    return not any(hub.truth.count(one) for one in (unacknowledged, unsent, untold))


def _assert_each_once(hub: DoomedHub) -> None:
    """Receipts, messages and answers: as many as there are reasons for, and each of them once."""
    sent = hub.truth.count("contacts_contact WHERE submitted_at IS NOT NULL")
    decided = hub.truth.count("contacts_contact WHERE decided_at IS NOT NULL")
    assert _each(hub, "contact.acknowledged") == [1] * sent
    assert _each(hub, "feedback.sent") == _each(hub, "feedback.delivered") == [1] * decided
    assert _each(hub, "message.sent") == [1] * (sent + decided)
    assert hub.truth.count("messaging_message WHERE state = 'sent'") == sent + decided
    assert hub.truth.count("messaging_postbox") == sent + decided
    assert hub.truth.count("clocks_clockrun WHERE code = 'C01' AND stopped_at IS NULL") == 0
    assert hub.truth.count("ledger_reactionrun WHERE done_at IS NULL") == 0


def _each(hub: DoomedHub, event: str) -> list[object]:
    counted = "SELECT count(*) FROM ledger_event WHERE name = %s GROUP BY subject"
    return [row[0] for row in hub.truth.rows(counted, event)]
