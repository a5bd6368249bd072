"""Two managers at one decision, with real commits (P7)."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

from django.db import connections, transaction

from openmash.core.refusals import MovedMeanwhile, NotReady
from openmash.frontdoor.contacts.models import Contact, Feedback
from openmash.frontdoor.decisions.commands import deciding
from openmash.frontdoor.decisions.models import Referral
from openmash.frontdoor.decisions.tests.builders import a_recommended, decision_of
from tests.fixtures import Enter


def test_two_managers_deciding_at_once_make_one_decision(enter_for_real: Enter) -> None:
    """Everybody presses the same button: one wins, the other is told kindly, nothing is doubled."""
    enter = enter_for_real
    with transaction.atomic():
        contact = a_recommended(enter)
    seen, start = _versions(contact, enter), threading.Barrier(2)
    with ThreadPoolExecutor(2) as pool:
        pressed = [pool.submit(_press, contact, seen, start, enter, k) for k in ("meera", "grace")]
        results = sorted(one.result() for one in pressed)
    with transaction.atomic():
        enter("meera")
        assert results == ["decided", "told"]
        assert Feedback.objects.filter(contact=contact).count() == 1
        assert Referral.objects.filter(decision__contact=contact).count() == 1


def _versions(contact: Contact, enter: Enter) -> dict[str, int]:
    with transaction.atomic():
        enter("meera")
        decision = decision_of(contact)
        return {str(decision.pk): decision.version}


def _press(
    contact: Contact, seen: dict[str, int], start: threading.Barrier, enter: Enter, key: str
) -> str:
    try:
        start.wait()
        with transaction.atomic():
            deciding.decide_all(contact, seen, by=enter(key))
    except (MovedMeanwhile, NotReady):
        return "told"
    finally:
        connections.close_all()
    return "decided"
