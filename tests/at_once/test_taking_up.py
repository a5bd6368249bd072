"""Twenty people press the same button at once: one wins, nineteen are told kindly (P1)."""

from __future__ import annotations

import threading
import uuid
from concurrent.futures import ThreadPoolExecutor

from django.db import connections, transaction

from openmash.core.refusals import MovedMeanwhile
from openmash.foundation.ledger.models import Event
from openmash.frontdoor.contacts.commands import screening
from openmash.frontdoor.contacts.models import Contact
from openmash.frontdoor.contacts.tests.builders import a_sent_worry
from tests.fixtures import Enter


def test_twenty_people_press_at_once_and_one_takes_it_up(enter_for_real: Enter) -> None:
    with transaction.atomic():
        contact = a_sent_worry(enter_for_real)
    start = threading.Barrier(20)
    with ThreadPoolExecutor(20) as pool:
        pressed = [pool.submit(_press, contact.pk, start, enter_for_real) for _ in range(20)]
        outcomes = sorted(one.result() for one in pressed)
    assert outcomes == ["moved meanwhile"] * 19 + ["taken"]
    with transaction.atomic():
        enter_for_real("aisha")
        assert Event.objects.filter(name="contact.taken_up").count() == 1


def _press(key: uuid.UUID, start: threading.Barrier, enter: Enter) -> str:
    try:
        with transaction.atomic():
            by = enter("aisha")
            contact = Contact.objects.get(pk=key)
            start.wait(timeout=30)
            screening.take_up(contact, by=by)
    except MovedMeanwhile:
        return "moved meanwhile"
    finally:
        connections.close_all()
    return "taken"
