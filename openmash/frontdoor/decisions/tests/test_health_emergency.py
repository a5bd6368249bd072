"""A manager cannot wait for health: for one decision, and for what was known then (P6, M21)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from openmash.core.refusals import NotAllowed, NotReady
from openmash.foundation.ledger.models import Event
from openmash.foundation.ledger.running import react_to_pending
from openmash.foundation.tasks.models import Task
from openmash.frontdoor.contacts.models import Contact
from openmash.frontdoor.decisions.commands import deciding
from openmash.frontdoor.decisions.tests.builders import (
    a_drafted,
    decision_of,
)
from openmash.frontdoor.decisions.tests.health import (
    LOOKED,
    WAITS,
    a_green_enquiry,
    assert_database_refuses,
    cannot_wait,
    decides,
    to_decide,
)
from openmash.frontdoor.enquiries.commands import enquiry as enquiries
from openmash.frontdoor.enquiries.commands.health_emergency import decide_before, look_back
from openmash.frontdoor.enquiries.models import (
    HealthEmergency,
    HealthReading,
    MashEnquiry,
)
from openmash.frontdoor.enquiries.queries.health import health_part
from openmash.frontdoor.enquiries.rules.health import why_gate_is_shut
from openmash.frontdoor.enquiries.tests.builders import fresh
from openmash.frontdoor.enquiries.tests.health import (
    BRUISE,
    NOTE,
    is_signed,
    is_told,
)
from tests.fixtures import Enter


@pytest.fixture
def enquiry(enter: Enter) -> MashEnquiry:
    return a_green_enquiry(enter)


def test_an_emergency_opens_it_once_and_is_looked_back_at(
    enter: Enter, enquiry: MashEnquiry
) -> None:
    is_told(enter, enquiry, NOTE)
    to_decide(enter, enquiry)
    for who in ("tom", "carol", "aisha", "ravi"):
        with pytest.raises(NotAllowed):
            decide_before(fresh(enquiry), WAITS, by=enter(who))
    with pytest.raises(NotReady, match="60 characters"):
        decide_before(fresh(enquiry), "It is late", by=enter("meera"))
    emergency = decide_before(fresh(enquiry), WAITS, by=enter("meera"))
    assert emergency.review_due.isoformat() == "2026-11-24T17:00:00+00:00"
    task = Task.objects.get(kind="health.look_back")
    assert (task.for_role, task.due_at) == ("MHP", emergency.review_due)
    decides(enter, enquiry)
    assert Event.objects.filter(name="health.decided_before").count() == 1  # counted for M21
    with pytest.raises(NotReady, match="mental health"):
        look_back(emergency, "agrees", LOOKED, by=enter("femi"))
    is_signed(enter, enquiry, "femi")
    look_back(emergency, "agrees", LOOKED, by=enter("femi"))
    assert HealthReading.objects.get().retrospective
    assert decision_of(enquiry.contact).state == "decided"


def test_an_emergency_is_for_what_was_known_then(enter: Enter, enquiry: MashEnquiry) -> None:
    """A note that comes after it is read, or a manager says anew that it cannot wait."""
    is_told(enter, enquiry, BRUISE)
    decision = to_decide(enter, enquiry)
    decide_before(fresh(enquiry), WAITS, by=enter("meera"))
    is_told(enter, enquiry, NOTE)
    with pytest.raises(NotReady, match="mental health"):
        decides(enter, enquiry)
    assert_database_refuses(enter, decision)
    decide_before(fresh(enquiry), WAITS, by=enter("meera"))
    decides(enter, enquiry)
    assert HealthEmergency.objects.filter(reviewed_at=None).count() == 2  # each is looked back at


def test_an_emergency_is_for_one_decision(enter: Enter, enquiry: MashEnquiry) -> None:
    cannot_wait(enter, enquiry)
    decides(enter, enquiry)
    react_to_pending(at=enter("meera").at, partnership="brackenford")  # the sender is told
    later = enter("meera", at=enter("meera").at + timedelta(hours=1))
    decision = deciding.reopen(decision_of(enquiry.contact), LOOKED, by=later)
    a_drafted(enter, Contact.objects.get(pk=enquiry.contact_id))
    with pytest.raises(NotReady, match="mental health"):
        decides(enter, enquiry)
    assert_database_refuses(enter, decision)


def test_an_emergency_ends_with_the_decision_that_is_taken_back(
    enter: Enter, enquiry: MashEnquiry
) -> None:
    cannot_wait(enter, enquiry)
    assert not any(why_gate_is_shut(health_part(fresh(enquiry)).facts))
    later = enter("meera", at=enter("meera").at + timedelta(hours=1))
    enquiries.take_back(fresh(enquiry), "Her mother has to be asked first", by=later)
    assert any(why_gate_is_shut(health_part(fresh(enquiry)).facts))
    assert_database_refuses(enter, decision_of(enquiry.contact))


def test_out_of_hours_the_duty_team_says_that_it_cannot_wait(
    enter: Enter, enquiry: MashEnquiry
) -> None:
    is_told(enter, enquiry, NOTE)
    ravi = enter("ravi", at=enter("ravi").at + timedelta(hours=10))
    assert decide_before(fresh(enquiry), WAITS, by=ravi).decided_before_by == "Ravi Sandhu"
