"""What health tells after a decision has been made: nobody waits for it, and it is read all the same."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client

from openmash.foundation.access.models import User
from openmash.foundation.ledger.running import react_to_pending
from openmash.foundation.people.commands import NewInvolvement, record_involvement
from openmash.foundation.tasks.models import Task
from openmash.frontdoor.contacts.access import get_contact
from openmash.frontdoor.contacts.commands import passing_on
from openmash.frontdoor.contacts.models import Contact
from openmash.frontdoor.contacts.tests.builders import only_child
from openmash.frontdoor.decisions.tests.health import a_green_enquiry, decides, to_decide
from openmash.frontdoor.enquiries.commands.health_calling import late_is_read
from openmash.frontdoor.enquiries.commands.items import note_item
from openmash.frontdoor.enquiries.models import MashEnquiry
from openmash.frontdoor.enquiries.queries.health import health_part
from openmash.frontdoor.enquiries.queries.health_list import TOLD_LATE, worklist
from openmash.frontdoor.enquiries.tests.builders import fresh
from openmash.frontdoor.enquiries.tests.health import BRUISE, NOTE, is_signed, is_told, keeps_up
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


def test_what_comes_while_somebody_looks_is_put_before_health_again(
    enter: Enter, enquiry: MashEnquiry
) -> None:
    """It was on its way before they looked, and is no older for that."""
    to_decide(enter, enquiry)
    decides(enter, enquiry)
    is_told(enter, enquiry, BRUISE)
    late = Task.objects.filter(kind="health.late", state="open")
    carol = enter("carol")
    had = health_part(fresh(enquiry))
    note_item(enquiry.scope.get(role="child"), NOTE, by=enter("tom"))  # nothing has followed yet
    late_is_read(had, by=enter("carol"))
    assert late.exists()
    later = enter("carol", at=carol.at + timedelta(minutes=5))
    late_is_read(health_part(fresh(enquiry)), by=later)
    enter("tom")
    assert not late.exists()
    keeps_up(enter, enquiry)
    assert not late.exists()


def test_what_a_practitioner_has_not_read_follows_into_an_open_case(
    enter: Enter, enquiry: MashEnquiry
) -> None:
    """Its worker decides by taking it: what health told before that is read by health all the same."""
    is_told(enter, enquiry, BRUISE)
    contact = Contact.objects.get(pk=enquiry.contact_id)
    dev, tom = _open_to_dev(enter, contact), enter("tom")
    passing_on.route_to_open_case(contact, dev, by=tom)
    passing_on.accept_routed(get_contact(enter("dev"), contact.reference), by=enter("dev"))
    react_to_pending(at=tom.at, partnership="brackenford")
    enter("carol")
    assert Task.objects.get(kind="health.late", state="open").for_role == "NN_WHT"
    assert [row.state for row in worklist(by=enter("carol"))] == [TOLD_LATE]


def _open_to_dev(enter: Enter, contact: Contact) -> str:
    """Dev holds the open case of the child."""
    dev, by = enter("dev").user, enter("aisha")
    new = NewInvolvement(
        "social_care", "brackenford-council", "Team 2", "record", date(2026, 9, 1), worker=dev
    )
    child = only_child(contact).person
    assert child is not None
    record_involvement(child, new, by=by)
    return dev
