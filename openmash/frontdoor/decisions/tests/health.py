"""Decisions that health has a part in, walked by the real moves."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from openmash.frontdoor.contacts.models import Contact
from openmash.frontdoor.decisions.commands import deciding
from openmash.frontdoor.decisions.models import ThresholdDecision
from openmash.frontdoor.decisions.tests.builders import a_drafted, decision_of
from openmash.frontdoor.enquiries.commands import enquiry as enquiries
from openmash.frontdoor.enquiries.commands.health_emergency import decide_before
from openmash.frontdoor.enquiries.models import HealthEmergency, MashEnquiry
from openmash.frontdoor.enquiries.tests.builders import an_enquiry, fresh, no_gp, screened
from openmash.frontdoor.enquiries.tests.health import NOTE, is_told
from tests.fixtures import Enter

WAITS = "She is with him tonight, and the crisis team cannot be reached before the evening."
LOOKED = "The note says another thing than was thought that evening."


def a_green_enquiry(enter: Enter) -> MashEnquiry:
    """About one child. Leaves Meera on stage."""
    meanwhile = "Seen at school every day until it is done."
    found = an_enquiry(enter, screened(enter), "green", meanwhile=meanwhile)
    no_gp(enter, found)
    return found


def to_decide(enter: Enter, enquiry: MashEnquiry, **fields: Any) -> ThresholdDecision:
    """It waits for a decision, and everything but health is written. Leaves Tom on stage."""
    enquiries.send_to_decision(fresh(enquiry), "Nothing more is to be had.", by=enter("tom"))
    a_drafted(enter, Contact.objects.get(pk=enquiry.contact_id), **fields)
    return decision_of(enquiry.contact)


def cannot_wait(enter: Enter, enquiry: MashEnquiry) -> HealthEmergency:
    """Told of her mind, and a manager says that it is decided before health has read."""
    is_told(enter, enquiry, NOTE)
    to_decide(enter, enquiry)
    return decide_before(fresh(enquiry), WAITS, by=enter("meera"))


def decides(enter: Enter, enquiry: MashEnquiry) -> None:
    """Recommended by Tom and decided by Meera, whom it leaves on stage."""
    no_gp(enter, enquiry)
    contact = Contact.objects.get(pk=enquiry.contact_id)
    deciding.recommend_all(contact, {}, by=enter("tom"))
    deciding.decide_all(contact, {}, by=enter("meera"))


def owed(enquiry: MashEnquiry) -> bool:
    """What the law of the database says."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT enquiries_health_owed(%s)", [enquiry.contact_id])
        return bool(cursor.fetchone()[0])


def assert_database_refuses(enter: Enter, decision: ThresholdDecision) -> None:
    """The net beneath the rule."""
    meera = enter("meera")
    row = ThresholdDecision.objects.filter(pk=decision.pk)
    with pytest.raises(IntegrityError, match="nobody decides"), transaction.atomic():
        row.update(decided_at=meera.at, decided_by=meera.user, decided_by_name=meera.name)
