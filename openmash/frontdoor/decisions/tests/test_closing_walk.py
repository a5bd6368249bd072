"""Gate G3 whatever happens in whatever order: nothing closes while somebody is owed an answer (L41).

The law is written here a second time, from the rows that were kept and not from the rule.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from openmash.core.refusals import MovedMeanwhile, NotAllowed, NotFound, NotReady
from openmash.foundation.access.row_security import act_as
from openmash.foundation.ledger.running import react_to_pending
from openmash.foundation.messaging.commands import delivering_actor
from openmash.frontdoor.contacts.commands import feedback as do
from openmash.frontdoor.contacts.models import Contact, Feedback
from openmash.frontdoor.decisions.commands import deciding
from openmash.frontdoor.decisions.tests.builders import a_decided, decision_of
from tests.fixtures import Enter

# To whom a row is not shown, it is not there.
REFUSALS = (NotReady, NotAllowed, NotFound, MovedMeanwhile, ObjectDoesNotExist)
WHO = ("ruth", "tom", "meera", "grace", "aisha")
STEPS = ("tell", "deliver", "bounce", "again", "read", "clear", "ask", "differ", "answer", "phone",
         "not_owed", "reopen", "decide", "close")  # fmt: skip
steps = st.lists(st.tuples(st.sampled_from(WHO), st.sampled_from(STEPS)), min_size=3, max_size=12)
# Heard, by whichever way; nothing of it waits for the hub.
HEARD = {"delivered", "read", "acknowledged", "answered", "told_by_phone", "not_owed"}
TOLD = [("tom", "tell"), ("tom", "deliver")]
CLOSE = ("tom", "close")


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps)
@example([CLOSE])
@example([("tom", "tell"), CLOSE])
@example([*TOLD, CLOSE])
@example([*TOLD, ("tom", "bounce"), CLOSE])
@example([*TOLD, ("ruth", "read"), ("ruth", "ask"), CLOSE, ("grace", "answer"), CLOSE])
@example([*TOLD, CLOSE, ("ruth", "read"), ("ruth", "differ"), CLOSE])
@example([*TOLD, ("ruth", "differ"), ("meera", "answer"), CLOSE])
@example([*TOLD, ("meera", "reopen"), CLOSE, ("meera", "decide"), CLOSE])
@example([("meera", "not_owed"), CLOSE])
@example([("tom", "phone"), CLOSE])
def test_no_sequence_of_steps_closes_what_owes_an_answer(
    enter: Enter, decided: Contact, taken: list[tuple[str, str]]
) -> None:
    with transaction.atomic():
        for who, step in [*taken, CLOSE]:
            _take(decided, step, who, enter)
            enter("meera")
            now = Contact.objects.get(pk=decided.pk)
            owed = Feedback.objects.filter(contact=decided)
            heard = owed.exists() and all(one.state in HEARD for one in owed)
            assert now.state != "closed" or heard, taken
        transaction.set_rollback(True)


def test_what_owes_nothing_closes(enter: Enter, decided: Contact) -> None:
    """The property above would hold of a hub that closes nothing."""
    for who, step in [*TOLD, CLOSE]:
        _take(decided, step, who, enter)
    enter("meera")
    assert Contact.objects.get(pk=decided.pk).state == "closed"


@pytest.fixture
def decided(enter: Enter) -> Contact:
    """Decided, and nobody has been told yet."""
    return a_decided(enter)


def _take(contact: Contact, step: str, who: str, enter: Enter) -> None:
    by = enter(who)
    enter("meera")
    contact = Contact.objects.get(pk=contact.pk)
    debt = Feedback.objects.filter(contact=contact).order_by("owed_at", "id").last()
    if debt is None:
        return
    post = delivering_actor(partnership=by.partnership, at=by.at)
    wrong = "She told me that it was not an accident"
    acts: dict[str, Callable[[], object]] = {
        "tell": lambda: react_to_pending(at=by.at, partnership=by.partnership),
        "deliver": lambda: do.deliver(debt, by=post),
        "bounce": lambda: do.bounce(debt, by=post),
        "again": lambda: do.send_again(debt, by=by),
        "read": lambda: do.read(debt, by=by),
        "clear": lambda: do.acknowledge(debt, by=by),
        "ask": lambda: do.query(debt, "When is she seen?", by=by),
        "differ": lambda: do.disagree(debt, wrong, by=by),
        "answer": lambda: do.answer(debt, "Tom rings you at nine", by=by),
        "phone": lambda: do.tell_by_phone(debt, "Told her at four", by=by),
        "not_owed": lambda: do.not_owed(debt, "legal_bar", "The court has forbidden it", by=by),
        "reopen": lambda: deciding.reopen(decision_of(contact), "Her mother has rung", by=by),
        "decide": lambda: deciding.decide_all(contact, {}, by=by),
        "close": lambda: deciding.close(contact, by=by),
    }
    act_as(post if step in ("deliver", "bounce") else by)
    try:
        with transaction.atomic():
            acts[step]()
    except REFUSALS:
        pass
