"""Two people say who is whom at the same moment: one is heard, the other is told kindly."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from django.db import connections, transaction

from openmash.core.actor import Actor
from openmash.core.refusals import MovedMeanwhile
from openmash.foundation.merging import commands as do
from openmash.foundation.merging.models import Join
from openmash.foundation.merging.queries.compared import compare
from openmash.foundation.merging.tests.builders import WHY, a_record, fresh
from openmash.foundation.people.models import Person
from tests.fixtures import Enter

Act = Callable[[Actor], object]


def test_two_stewards_answer_one_pair_at_once_and_one_answer_counts(enter_for_real: Enter) -> None:
    one, two = records(enter_for_real, 2)
    with transaction.atomic():
        seen = compare(one, two, by=enter_for_real("hal")).verdict.seen
    outcomes = at_once(
        enter_for_real,
        lambda by: do.join(one, two, WHY, by=by, seen=seen),
        lambda by: do.not_the_same(one, two, WHY, by=by, seen=seen),
    )
    assert sorted(outcomes) == ["done", "moved meanwhile"]


def test_ten_people_join_the_same_two_and_there_is_one_join(enter_for_real: Enter) -> None:
    one, two = records(enter_for_real, 2)
    acts = [lambda by: do.join(one, two, WHY, by=by)] * 10
    assert sorted(at_once(enter_for_real, *acts)) == ["done", *["moved meanwhile"] * 9]
    with transaction.atomic():
        enter_for_real("hal")
        assert Join.objects.filter(state="made").count() == 1


def test_a_joins_b_while_b_joins_c_and_nobody_waits_in_a_circle(enter_for_real: Enter) -> None:
    a, b, c = records(enter_for_real, 3)
    at_once(
        enter_for_real,
        lambda by: do.join(a, b, WHY, by=by),
        lambda by: do.join(b, c, WHY, by=by),
        lambda by: do.join(c, a, WHY, by=by),
    )
    with transaction.atomic():
        enter_for_real("hal")
        roots = {fresh(one).root_id for one in (a, b, c)}
        joined = Join.objects.filter(state="made").count()
        assert len(roots) == 3 - joined
        assert all(fresh(one).root.stands_alone for one in (a, b, c))


def test_a_joined_record_is_named_while_who_stands_for_it_is_joined(enter_for_real: Enter) -> None:
    """Their locks are taken in one order, whichever records the two pages had named."""
    for _ in range(8):
        standing, absorbed, other = records(enter_for_real, 3)
        with transaction.atomic():
            do.join(standing, absorbed, WHY, by=enter_for_real("hal"))
        outcomes = at_once(
            enter_for_real,
            lambda by, one=standing, two=other: do.join(one, two, WHY, by=by),
            lambda by, one=absorbed, two=other: do.join(one, two, WHY, by=by),
        )
        assert sorted(outcomes) == ["done", "moved meanwhile"]


def test_a_join_is_undone_by_two_people_at_once_and_once(enter_for_real: Enter) -> None:
    one, two = records(enter_for_real, 2)
    with transaction.atomic():
        made = do.join(one, two, WHY, by=enter_for_real("hal"))
    undo: Act = lambda by: do.undo(Join.objects.get(pk=made.pk), WHY, by=by)  # noqa: E731  # used twice
    assert sorted(at_once(enter_for_real, undo, undo)) == ["done", "moved meanwhile"]


def records(enter: Enter, number: int) -> list[Person]:
    with transaction.atomic():
        return [a_record(enter("hal")) for _ in range(number)]


def at_once(enter: Enter, *acts: Act) -> list[str]:
    start = threading.Barrier(len(acts))
    with ThreadPoolExecutor(len(acts)) as pool:
        pressed = [pool.submit(_press, act, start, enter) for act in acts]
        return [one.result() for one in pressed]


def _press(act: Act, start: threading.Barrier, enter: Enter) -> str:
    try:
        with transaction.atomic():
            by = enter("hal")
            start.wait(timeout=30)
            act(by)
    except MovedMeanwhile:
        return "moved meanwhile"
    finally:
        connections.close_all()
    return "done"
