"""A record is destroyed at the moment at which somebody holds it, opens it again or destroys it too."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections, transaction

from openmash.core.actor import Actor
from openmash.core.refusals import Refused
from openmash.foundation.access.row_security import act_as
from openmash.foundation.ledger.verify import findings
from openmash.frontdoor.contacts.models import Contact
from openmash.frontdoor.decisions.commands import deciding
from openmash.frontdoor.decisions.models import ThresholdDecision
from openmash.oversight.retention import commands as do
from openmash.oversight.retention.models import Destruction, LegalHold
from openmash.oversight.retention.states import Class, Scope
from openmash.oversight.retention.tests.builders import HERE, a_closed
from tests.fixtures import Enter

WHY = "A public inquiry has asked that nothing is destroyed"
Act = Callable[[Actor], object]


def proposed(enter: Enter) -> tuple[Contact, Destruction]:
    with transaction.atomic():
        old = a_closed(enter)
        return old, do.propose(Class.CONTACT, by=enter("ines"))


def by_of(enter: Enter, key: str) -> Actor:
    with transaction.atomic():
        return enter(key)


def at_once(*acts: tuple[Actor, Act]) -> list[bool]:
    """Whether each of them was heard."""
    start = threading.Barrier(len(acts))

    def one(by: Actor, act: Act) -> bool:
        start.wait()
        try:
            with transaction.atomic():
                act_as(by)
                act(by)
        except (Refused, ThresholdDecision.DoesNotExist, Contact.DoesNotExist):
            return False
        finally:
            connections.close_all()
        return True

    with ThreadPoolExecutor(len(acts)) as many:
        return [said.result() for said in [many.submit(one, *act) for act in acts]]


@pytest.mark.parametrize("scope", [Scope.ALL, Scope.CONTACT])
def test_what_is_held_is_there(enter_for_real: Enter, scope: Scope) -> None:
    """The hold is first and the record stays, or it comes too late and says so, or holds what is left."""
    old, one = proposed(enter_for_real)
    hold = do.NewHold(scope, old.reference if scope == Scope.CONTACT else "", WHY)
    ines, grace = by_of(enter_for_real, "ines"), by_of(enter_for_real, "grace")
    held, _ = at_once(
        (ines, lambda by: do.place_hold(hold, by=by)), (grace, lambda by: do.carry_out(one, by=by))
    )
    with transaction.atomic():
        enter_for_real("ines")
        one.refresh_from_db()
        [row] = one.records.all()
        placed = LegalHold.objects.filter(state="in_force").exists()
    with transaction.atomic():
        enter_for_real("meera")
        there = Contact.objects.filter(pk=old.pk).exists()
        assert findings(HERE, []) == []
    assert placed == held
    assert there == bool(row.kept_because) == ("Legal hold" in row.kept_because)
    assert there or not held or scope == Scope.ALL


def test_what_is_opened_again_is_there(enter_for_real: Enter) -> None:
    old, one = proposed(enter_for_real)
    with transaction.atomic():
        meera = enter_for_real("meera")
        decision = ThresholdDecision.objects.get(contact=old)
    grace = by_of(enter_for_real, "grace")
    opened, _ = at_once(
        (meera, lambda by: deciding.reopen(decision, "Her sister has told us more", by=by)),
        (grace, lambda by: do.carry_out(one, by=by)),
    )
    with transaction.atomic():
        enter_for_real("meera")
        left = list(Contact.objects.filter(pk=old.pk).values_list("state", flat=True))
    assert left == (["decision_pending"] if opened else [])


def test_it_is_destroyed_once(enter_for_real: Enter) -> None:
    """Two who may settle it press at the same moment: one certificate, and it tells what went."""
    _, one = proposed(enter_for_real)
    grace = by_of(enter_for_real, "grace")
    done = at_once(*[(grace, lambda by: do.carry_out(one, by=by))] * 2)
    with transaction.atomic():
        enter_for_real("ines")
        one.refresh_from_db()
    assert sorted(done) == [False, True]
    assert one.rows["contacts_contact"] == 1
