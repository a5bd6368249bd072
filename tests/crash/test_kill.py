"""Whatever is killed, whenever: no worry is lost, nothing happens by halves, nothing twice.

Every process is real, and killed as a power cut would (C01, P1, P7, P8, L41).
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.crash.checks import (
    ACKNOWLEDGED,
    DECIDED,
    SENT,
    WAITING,
    assert_each_once,
    assert_sent_or_draft,
    nothing_left,
    reactions_done,
)
from tests.crash.doomed import DoomedHub, interrupted, wait_until
from tests.crash.presses import MOMENTS, deciding, in_parts, sending, time_of

pytestmark = pytest.mark.crash


def test_a_worry_whose_sending_was_cut_off_is_whole_and_can_be_sent_again(hub: DoomedHub) -> None:
    ruth = hub.visitor("ruth")
    first, second, *worries = hub.sets("drafts", 12)
    written = {one: hub.truth.answers(one) for one in worries}
    took = min(time_of(sending(ruth, one)) for one in (first, second))
    said: dict[str, bool] = {}
    for moment, some in zip(MOMENTS, in_parts(2, worries), strict=True):
        presses = [sending(ruth, one) for one in some]
        said |= _killed(hub, some, presses, apart=took * moment / (len(some) - 1))
        assert_sent_or_draft(hub, some, said)
    assert not all(said.values()), "nothing was cut off"
    for one in worries:
        assert sending(ruth, one)()
        assert hub.truth.sending(one) == SENT
        assert hub.truth.answers(one) == written[one]


def test_a_decision_that_was_cut_off_is_made_for_all_children_or_for_none(hub: DoomedHub) -> None:
    meera = hub.visitor("meera")
    first, second, *cases = hub.sets("recommended", 8)
    took = min(time_of(deciding(meera, one)) for one in (first, second))
    said: dict[str, bool] = {}
    for moment, some in zip(MOMENTS, in_parts(2, cases), strict=True):
        presses = [deciding(meera, one) for one in some]
        said |= _killed(hub, some, presses, apart=took * moment / (len(some) - 1))
        found = {one: hub.truth.deciding(one) for one in some}
        assert all(found[one] == DECIDED for one in some if said[one])
        assert all(now in (WAITING, DECIDED) for now in found.values()), found
    assert not all(said.values()), "nothing was cut off"
    for one in cases:
        deciding(meera, one)()  # refused where it was made before
        assert hub.truth.deciding(one) == DECIDED


def test_a_worker_killed_again_and_again_does_everything_once(hub: DoomedHub) -> None:
    ruth, meera = hub.visitor("ruth"), hub.visitor("meera")
    worries, cases = hub.sets("drafts", 6), hub.sets("recommended", 3)
    for some, case in zip(in_parts(3, worries), cases, strict=True):
        assert all(sending(ruth, one)() for one in some)
        assert deciding(meera, case)()
        _kill_worker_at_work(hub)
    hub.start("worker")
    wait_until(lambda: nothing_left(hub), "the worker catching up")
    hub.kill("worker")
    assert {hub.truth.sending(one) for one in worries} == {ACKNOWLEDGED}
    assert_each_once(hub)
    assert {hub.truth.deciding(one).state for one in cases} == {"feedback_sent"}
    hub.run("verify_ledger")


def _killed(
    hub: DoomedHub, keys: list[str], presses: list[Callable[[], bool]], *, apart: float
) -> dict[str, bool]:
    """Press, kill the web server meanwhile and start it again; what it had said was done."""
    answers = interrupted(presses, apart=apart, kill=lambda: hub.kill("web"))
    hub.start("web")
    return dict(zip(keys, answers, strict=True))


def _kill_worker_at_work(hub: DoomedHub) -> None:
    """Start it and kill it just after the first thing it has done."""
    before = reactions_done(hub)
    hub.start("worker")
    wait_until(lambda: reactions_done(hub) > before, "the worker beginning")
    hub.kill("worker")
