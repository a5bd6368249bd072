"""Many guesses at the code of a one-time link at the same moment, with real commits (P5)."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from threading import Barrier

from django.db import connections, transaction

from openmash.foundation.access.row_security import act_as
from openmash.foundation.ledger.models import Event
from openmash.foundation.tasks.models import Task
from openmash.frontdoor.enquiries.commands.links import Knock, open_door, send_link
from openmash.frontdoor.enquiries.models import AgencyCheck, AnswerLink
from openmash.frontdoor.enquiries.queries.links import door
from openmash.frontdoor.enquiries.tests.answering import hub
from openmash.frontdoor.enquiries.tests.links import (
    AMY,
    asked_by_link,
    code_for,
    letter_to,
)
from tests.fixtures import Enter

GUESSERS = 12


def _out(enter: Enter) -> tuple[AgencyCheck, str, str]:
    """A link that has left and its code, both committed."""
    with transaction.atomic():
        check = asked_by_link(enter)
    with transaction.atomic():
        path = letter_to(check, enter("tom"))
    with transaction.atomic():
        code = code_for(check, enter("tom"))
    return check, path.split("/")[3], code


def _knocks(barrier: Barrier, secret: str, code: str, at: datetime) -> str:
    """One guess in a transaction of its own, begun when everybody stands at the door."""
    by = door("brackenford", at=at)
    try:
        barrier.wait(timeout=60)
        with transaction.atomic():
            act_as(by)
            return "in" if open_door(Knock(secret, code, **AMY), by=by) else "out"
    finally:
        connections.close_all()


def _all_at_once(secret: str, codes: list[str], at: datetime) -> list[str]:
    barrier = Barrier(len(codes))
    with ThreadPoolExecutor(len(codes)) as pool:
        return list(pool.map(lambda code: _knocks(barrier, secret, code, at), codes))


def test_guesses_at_the_same_moment_are_five_and_no_more(
    enter_for_real: Enter, monday: datetime
) -> None:
    _check, secret, code = _out(enter_for_real)
    wrong = [f"{(int(code) + step) % 1_000_000:06}" for step in range(1, GUESSERS + 1)]
    assert set(_all_at_once(secret, wrong, monday)) == {"out"}
    with transaction.atomic():
        enter_for_real("tom")
        link = AnswerLink.objects.get()
        assert (link.wrong_codes, link.state, link.void_because) == (5, "void", "guessed")
        counted = Event.objects.filter(name="link.wrong_code").values_list("facts", flat=True)
        assert sorted(one["wrong"] for one in counted) == [1, 2, 3, 4, 5]
        assert Event.objects.filter(name="link.void").count() == 1
        assert Task.objects.filter(kind="check.ring_link_dead").count() == 1
    assert _all_at_once(secret, [code], monday) == ["out"]


def test_the_same_code_lets_one_in(enter_for_real: Enter, monday: datetime) -> None:
    """Whoever reads over a shoulder and presses at the same moment is turned away, and counted."""
    _check, secret, code = _out(enter_for_real)
    assert sorted(_all_at_once(secret, [code] * 4, monday)) == ["in", "out", "out", "out"]
    with transaction.atomic():
        enter_for_real("tom")
        assert AnswerLink.objects.get().wrong_codes == 3
        assert Event.objects.filter(name="link.entered").count() == 1


def test_a_link_replaced_while_somebody_knocks_lets_nobody_in_or_is_replaced_after(
    enter_for_real: Enter, monday: datetime
) -> None:
    check, secret, code = _out(enter_for_real)
    barrier = Barrier(2)

    def replaces() -> str:
        try:
            barrier.wait(timeout=60)
            with transaction.atomic():
                tom = enter_for_real("tom")
                send_link(hub(check), by=tom)
            return "sent"
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        sent = pool.submit(replaces)
        knocked = pool.submit(_knocks, barrier, secret, code, monday)
        assert (sent.result(), knocked.result() in ("in", "out")) == ("sent", True)
    with transaction.atomic():
        enter_for_real("tom")
        assert AnswerLink.objects.filter(state="live").count() == 1
    assert _all_at_once(secret, [code], monday) == ["out"]
