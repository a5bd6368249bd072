"""The hub notes what a partner said on the telephone while a manager decides, with real commits (P7)."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from django.db import OperationalError, connection, connections, transaction

from openmash.frontdoor.contacts.models import Contact
from openmash.frontdoor.decisions.commands import deciding, writing
from openmash.frontdoor.decisions.tests.builders import a_recommended, decision_of
from tests.fixtures import Enter

RUNG = writing.View("Midshire Police", "DISAGREE", "PC Hale", "He was out again on Saturday.")


def test_a_word_is_noted_before_or_after_a_decision_never_beside_it(enter_for_real: Enter) -> None:
    """Meera has decided and her transaction is open: Tom's note waits until he can be told so."""
    enter = enter_for_real
    with transaction.atomic():
        contact = a_recommended(enter)
    with transaction.atomic():
        deciding.decide_all(contact, {}, by=enter("meera"))
        with ThreadPoolExecutor(1) as pool:
            assert pool.submit(_notes, contact, enter).result() == "waits"


def _notes(contact: Contact, enter: Enter) -> str:
    try:
        with transaction.atomic():
            by = enter("tom")
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL lock_timeout = '300ms'")
            writing.note_view(decision_of(contact), RUNG, by=by)
    except OperationalError:
        return "waits"
    finally:
        connections.close_all()
    return "noted"
