"""What health tells after a decision has been made: nobody waits for it, and it is read all the same."""

from __future__ import annotations

import pytest
from django.test import Client

from openmash.foundation.access.models import User
from openmash.foundation.tasks.models import Task
from openmash.frontdoor.decisions.tests.health import a_green_enquiry, decides, to_decide
from openmash.frontdoor.enquiries.models import MashEnquiry
from openmash.frontdoor.enquiries.queries.health_list import TOLD_LATE, worklist
from openmash.frontdoor.enquiries.tests.health import BRUISE, is_signed, is_told, keeps_up
from tests.fixtures import Enter


@pytest.fixture
def enquiry(enter: Enter) -> MashEnquiry:
    return a_green_enquiry(enter)


def test_what_is_told_after_the_decision_is_put_before_health(
    enter: Enter, enquiry: MashEnquiry, client: Client
) -> None:
    """Once: whoever of health has opened it has seen it, and nobody else settles it."""
    is_told(enter, enquiry, BRUISE)
    is_signed(enter, enquiry)
    to_decide(enter, enquiry)
    decides(enter, enquiry)
    keeps_up(enter, enquiry)
    late = Task.objects.filter(kind="health.late", state="open")
    assert not late.exists()
    is_told(enter, enquiry, BRUISE)
    assert late.get().for_role == "NN_WHT"
    reference = enquiry.contact.reference
    assert [row.state for row in worklist(by=enter("carol"))] == [TOLD_LATE]
    for who, stands in (("tom", True), ("carol", False)):
        client.force_login(User.objects.get(email=f"{who}@openmash.example"))
        assert client.get(f"/health/{reference}/").status_code == 200
        enter("tom")
        assert late.exists() == stands, who
    assert worklist(by=enter("carol")) == []
