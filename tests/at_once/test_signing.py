"""Two practitioners at one reading, with real commits (P6, gate G1)."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor

import pytest
from django.db import connection, connections, transaction

from openmash.core.refusals import NotReady
from openmash.frontdoor.enquiries.commands import health as do
from openmash.frontdoor.enquiries.models import HealthSignature, MashEnquiry
from openmash.frontdoor.enquiries.rules.health import Seen
from openmash.frontdoor.enquiries.tests.builders import an_enquiry
from openmash.frontdoor.enquiries.tests.health import (
    HOW,
    analysis_of,
    is_signed,
    is_told,
    is_written,
    sees,
)
from tests.fixtures import Enter

ANOTHER = "I had mistaken H1 for H2, which is of her sister."


def test_a_second_signature_that_waited_does_not_land_on_other_words(enter_for_real: Enter) -> None:
    """Femi has read and presses; in the same moment Carol takes it back and signs other words."""
    enter = enter_for_real
    with transaction.atomic():
        enquiry = an_enquiry(enter)
        is_told(enter, enquiry)
        is_signed(enter, enquiry)
        read = sees(enquiry)
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            carol = enter("carol")
            do.take_back_signature(analysis_of(enquiry), ANOTHER, by=carol)
            pressed = pool.submit(_press, enquiry, read, enter)
            _until_it_waits(pressed)
            do.sign(is_written(enquiry, carol, known="Three calls (H1)."), sees(enquiry), by=carol)
        with pytest.raises(NotReady, match="words were changed"):
            pressed.result()
    with transaction.atomic():
        enter("carol")
        assert analysis_of(enquiry).state == "second_opinion"
        assert {one.signed_by for one in HealthSignature.objects.all()} == {"Carol Bell"}


def _press(enquiry: MashEnquiry, read: Seen, enter: Enter) -> None:
    try:
        with transaction.atomic():
            femi = enter("femi")
            do.countersign(analysis_of(enquiry), HOW, read, by=femi)
    finally:
        connections.close_all()


def _until_it_waits(pressed: Future[None]) -> None:
    """The other connection stands before the lock that this one holds."""
    waits = "SELECT 1 FROM pg_locks WHERE pg_backend_pid() = ANY(pg_blocking_pids(pid)) LIMIT 1"
    with connection.cursor() as cursor:
        while not pressed.done():
            cursor.execute(waits)
            if cursor.fetchone():
                return
