"""Health looks back at what was decided without it, and the picture is another (P6)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from openmash.core.actor import system_actor
from openmash.core.refusals import NotReady
from openmash.foundation.access.row_security import act_as
from openmash.foundation.ledger.models import Event
from openmash.foundation.ledger.running import react_to_pending
from openmash.foundation.tasks.commands import finish
from openmash.foundation.tasks.models import Task
from openmash.frontdoor.contacts.models import Contact, UrgencyRating
from openmash.frontdoor.decisions.commands import deciding
from openmash.frontdoor.decisions.commands.looking_back import REASON, picture_changed
from openmash.frontdoor.decisions.tests.builders import (
    a_drafted,
    decision_of,
)
from openmash.frontdoor.decisions.tests.health import (
    LOOKED,
    a_green_enquiry,
    cannot_wait,
    decides,
)
from openmash.frontdoor.enquiries.commands.health_emergency import look_back
from openmash.frontdoor.enquiries.models import (
    HealthEmergency,
    MashEnquiry,
    RagEntry,
)
from openmash.frontdoor.enquiries.tests.health import (
    is_signed,
)
from tests.fixtures import Enter


@pytest.fixture
def enquiry(enter: Enter) -> MashEnquiry:
    return a_green_enquiry(enter)


def test_that_it_changes_the_picture_opens_the_decision_again(
    enter: Enter, enquiry: MashEnquiry
) -> None:
    emergency = cannot_wait(enter, enquiry)
    decides(enter, enquiry)
    react_to_pending(at=enter("meera").at, partnership="brackenford")  # the sender is told
    look_back(emergency, "changes", LOOKED, by=enter("femi"))
    react_to_pending(at=enter("meera").at, partnership="brackenford")
    enter("meera")
    decision = decision_of(enquiry.contact)
    assert (decision.state, decision.reopened_because) == ("reopened", REASON)
    assert LOOKED in HealthEmergency.objects.get().verdict_because
    said = Event.objects.exclude(name="health.picture_changed").filter(reason__contains=LOOKED)
    assert not said.exists()
    kept = [*UrgencyRating.objects.values_list("reason", flat=True)]
    kept += RagEntry.objects.values_list("reason", flat=True)
    assert not [one for one in kept if LOOKED in one]
    assert Task.objects.filter(kind="health.picture_changed", for_role="MASH_MGR").exists()
    a_drafted(enter, Contact.objects.get(pk=enquiry.contact_id))
    with pytest.raises(NotReady, match="No registered health practitioner"):
        decides(enter, enquiry)  # the emergency is over: it is read before it is decided anew


def test_while_the_sender_is_being_told_a_manager_is_asked_to_open_it(
    enter: Enter, enquiry: MashEnquiry
) -> None:
    emergency = cannot_wait(enter, enquiry)
    decides(enter, enquiry)
    look_back(emergency, "changes", LOOKED, by=enter("femi"))
    by = system_actor("test", partnership="brackenford", at=enter("femi").at)
    act_as(by)
    picture_changed(Contact.objects.get(pk=enquiry.contact_id), by=by)
    meera = enter("meera")
    assert decision_of(enquiry.contact).state == "decided"
    task = Task.objects.get(kind="health.picture_changed", for_role="MASH_MGR")
    with pytest.raises(NotReady, match="decided anew"):
        finish(task, by=meera)
    react_to_pending(at=meera.at, partnership="brackenford")  # the sender has been told
    enter("meera")
    assert decision_of(enquiry.contact).state == "reopened"
    assert Task.objects.get(kind="health.picture_changed").state == "open"


def test_what_is_decided_anew_stays_decided(enter: Enter, enquiry: MashEnquiry) -> None:
    """The manager's task is over then, and the verdict on the decision before opens no other."""
    emergency = cannot_wait(enter, enquiry)
    decides(enter, enquiry)
    react_to_pending(at=enter("meera").at, partnership="brackenford")
    look_back(emergency, "changes", LOOKED, by=enter("femi"))
    react_to_pending(at=enter("meera").at, partnership="brackenford")
    is_signed(enter, enquiry, "femi")
    contact = Contact.objects.get(pk=enquiry.contact_id)
    a_drafted(enter, contact)
    deciding.recommend_all(contact, {}, by=enter("tom"))
    later = enter("meera", at=enter("meera").at + timedelta(minutes=5))
    deciding.decide_all(contact, {}, by=later)
    assert Task.objects.get(kind="health.picture_changed").state != "open"
    react_to_pending(at=later.at, partnership="brackenford")
    enter("meera")
    assert decision_of(enquiry.contact).state == "feedback_sent"


def test_it_is_opened_where_the_enquiry_was_taken_back(enter: Enter, enquiry: MashEnquiry) -> None:
    """One of two children was decided; then somebody had to be asked."""
    emergency = cannot_wait(enter, enquiry)
    decides(enter, enquiry)
    contact = Contact.objects.filter(pk=enquiry.contact_id)
    contact.update(state="mash_enquiry", decided_at=None)
    look_back(emergency, "changes", LOOKED, by=enter("femi"))
    by = system_actor("test", partnership="brackenford", at=enter("femi").at)
    act_as(by)
    picture_changed(contact.get(), by=by)
    enter("meera")
    assert decision_of(enquiry.contact).state == "reopened"
    assert contact.get().state == "mash_enquiry"


def test_whoever_looks_back_takes_turns_with_whoever_decides(
    enter: Enter, enquiry: MashEnquiry
) -> None:
    emergency = cannot_wait(enter, enquiry)
    femi = enter("femi")
    with CaptureQueriesContext(connection) as asked:
        look_back(emergency, "changes", LOOKED, by=femi)
    locks = [one["sql"] for one in asked if "FOR UPDATE" in one["sql"]]
    assert 'FROM "contacts_contact"' in locks[0]
