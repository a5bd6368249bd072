"""The database is killed as a power cut would: what was accepted is there, whole and once.

In the middle of a submit (P1), of a decision (P7) and of a message (P8, L41).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

import pytest

from openmash.config.embedded import Cluster
from tests.crash.checks import (
    DECIDED,
    SENT,
    WAITING,
    assert_each_once,
    assert_sent_or_draft,
    nothing_left,
    reactions_done,
)
from tests.crash.doomed import DoomedHub, end_at_once, interrupted, wait_until
from tests.crash.presses import MOMENTS, deciding, in_parts, sending, time_of
from tests.crash.visitor import Visitor

pytestmark = pytest.mark.crash
TWO_ROUNDS = 150.0  # what was lost is found by the next minute's round, or by that after it
Press = Callable[[str], Callable[[], bool]]


def test_a_worry_that_was_accepted_is_there(hub_on_cluster: DoomedHub, cluster: Cluster) -> None:
    hub = hub_on_cluster
    ruth = hub.visitor("ruth")
    worries = hub.sets("drafts", 10)
    written = {one: hub.truth.answers(one) for one in worries}
    said: dict[str, bool] = {}
    for answers in _cut_off(hub, cluster, worries, partial(sending, ruth)):
        said |= answers
        assert_sent_or_draft(hub, worries[2:], said)
    assert not all(said.values()), "nothing was cut off"
    for one in worries[2:]:
        assert sending(ruth, one)()
        assert hub.truth.sending(one) == SENT
        assert hub.truth.answers(one) == written[one]
    hub.run("work", "--once")
    assert_each_once(hub)
    hub.run("verify_ledger")


def test_a_decision_is_made_for_all_children_or_for_none_and_told_once(
    hub_on_cluster: DoomedHub, cluster: Cluster
) -> None:
    hub = hub_on_cluster
    meera = hub.visitor("meera")
    cases = hub.sets("recommended", 8)
    said: dict[str, bool] = {}
    for answers in _cut_off(hub, cluster, cases, partial(deciding, meera)):
        said |= answers
        found = {one: hub.truth.deciding(one) for one in cases[2:]}
        assert all(found[one] == DECIDED for one in said if said[one])
        assert all(now in (WAITING, DECIDED) for now in found.values()), found
    assert not all(said.values()), "nothing was cut off"
    for one in cases[2:]:
        deciding(meera, one)()  # refused where it was made before
        assert hub.truth.deciding(one) == DECIDED
    _kill_while_telling(hub, cluster)
    wait_until(lambda: _caught_up(hub), "the worker catching up", patience=TWO_ROUNDS)
    hub.kill("worker")
    assert {hub.truth.deciding(one).state for one in cases} == {"feedback_sent"}
    assert_each_once(hub)
    hub.run("verify_ledger")


def _cut_off(
    hub: DoomedHub, cluster: Cluster, keys: list[str], press: Press
) -> Iterator[dict[str, bool]]:
    """Press for some at each moment and kill the database meanwhile; what was said to be done."""
    took = min(time_of(press(one)) for one in keys[:2])
    for moment, some in zip(MOMENTS, in_parts(2, keys[2:]), strict=True):
        presses = [press(one) for one in some]
        apart = took * moment / (len(some) - 1)
        answers = interrupted(presses, apart=apart, kill=lambda: _kill(cluster))
        _start_again(hub, cluster)
        yield dict(zip(some, answers, strict=True))


def _kill_while_telling(hub: DoomedHub, cluster: Cluster) -> None:
    """Kill it just after the first thing that the worker has done."""
    before = reactions_done(hub)
    hub.start("worker")
    wait_until(lambda: reactions_done(hub) > before, "the worker beginning")
    _kill(cluster)
    _start_again(hub, cluster)


def _caught_up(hub: DoomedHub) -> bool:
    """A worker ends when its database has gone; a service manager starts it again."""
    if hub.parts["worker"].poll() is not None:
        hub.start("worker")
    return nothing_left(hub)


def _start_again(hub: DoomedHub, cluster: Cluster) -> None:
    cluster.start()
    page = Visitor(hub.address)
    wait_until(lambda: page.reads("/health") != "", "the web server going on")


def _kill(cluster: Cluster) -> None:
    assert cluster.pid
    end_at_once(cluster.pid)
