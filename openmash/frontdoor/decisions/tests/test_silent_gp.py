"""Worked scenario 5: a GP does not answer an Amber request, and the decision says so (P5, P7)."""

from __future__ import annotations

from datetime import datetime, timedelta

from openmash.core.actor import system_actor
from openmash.foundation.messaging.models import Message
from openmash.frontdoor.contacts.models import Contact
from openmash.frontdoor.decisions.models import ViewAsked
from openmash.frontdoor.decisions.tests.builders import a_decided, decision_of
from openmash.frontdoor.enquiries.commands import enquiry as enquiries
from openmash.frontdoor.enquiries.commands import health
from openmash.frontdoor.enquiries.commands.announcing import remind_agencies
from openmash.frontdoor.enquiries.models import AgencyCheck
from openmash.frontdoor.enquiries.tests.answering import asked
from openmash.frontdoor.enquiries.tests.builders import fresh, no_gp
from openmash.frontdoor.enquiries.tests.health import analysis_of, keeps_up, sees
from openmash.frontdoor.enquiries.tests.test_waiting_for_agencies import desk, ringing
from tests.fixtures import Enter


def sent(check: AgencyCheck) -> set[str]:
    return set(Message.objects.filter(about=check.subject).values_list("template", flat=True))


def test_a_silent_practice_is_reminded_rung_and_passed_up_and_the_decision_names_it(
    enter: Enter, monday: datetime
) -> None:
    """Asked on Monday at ten: due on Tuesday at five, half of it on Tuesday at half past one."""
    check = asked(enter, "fernhill-surgery")
    desk("fernhill-surgery", "gp", first="osei", lead="gil")
    tuesday, wednesday = monday + timedelta(days=1), monday + timedelta(days=2)
    due = tuesday.replace(hour=17)
    told_by_now = [
        (tuesday.replace(hour=1, minute=30), {"request_soon"}, False),
        (due, {"request_soon", "request_late"}, True),
        (wednesday.replace(hour=8, minute=30), {"request_soon", "request_late", "request_named_gp"}, True),
    ]  # fmt: skip
    for at, templates, rung in told_by_now:
        remind_agencies(by=system_actor("remind", partnership="brackenford", at=at))
        enter("meera")
        assert sent(check) == templates, at
        assert bool(ringing()) is rung, at
    last = wednesday.replace(hour=9)
    enquiry = fresh(check.enquiry)
    keeps_up(enter, enquiry)
    health.sign_nil(analysis_of(enquiry), sees(enquiry), by=enter("carol", at=last))
    no_gp(enter, enquiry)
    enquiries.send_to_decision(fresh(enquiry), "The practice is silent", by=enter("tom", at=last))
    contact = Contact.objects.get(pk=enquiry.contact_id)
    a_decided(enter, contact, at=last)  # its own time was over on Tuesday: nobody is waited for
    missing = decision_of(contact).basis["missing"]
    assert "GP view missing: Fernhill Surgery, asked, not answered yet" in missing
    assert missing[-1] == "Fernhill Surgery: asked whether it agrees, has not said"
    assert ViewAsked.objects.get().until == last
