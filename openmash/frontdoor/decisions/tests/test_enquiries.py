"""A decision that follows a MASH enquiry: made, opened again, taken back (P3, P7)."""

from __future__ import annotations

import re
from datetime import datetime

import pytest
from django.test import Client

from openmash.core.refusals import NotReady
from openmash.foundation.access.models import User
from openmash.foundation.clocks.models import ClockRun
from openmash.foundation.ledger.running import react_to_pending
from openmash.foundation.tasks.models import Task
from openmash.frontdoor.contacts.commands import screening
from openmash.frontdoor.contacts.models import Contact
from openmash.frontdoor.decisions.commands import deciding
from openmash.frontdoor.decisions.queries.case import gather
from openmash.frontdoor.decisions.queries.waiting import due_of_contact, waiting
from openmash.frontdoor.decisions.rules import missing_to_recommend
from openmash.frontdoor.decisions.rules_partners import Signing
from openmash.frontdoor.decisions.tests.builders import a_decided, a_recommended, decision_of
from openmash.frontdoor.decisions.tests.partners import recommended
from openmash.frontdoor.enquiries.commands import enquiry as do
from openmash.frontdoor.enquiries.tests.builders import an_enquiry, fresh, no_gp
from tests.fixtures import Enter


def running(contact: Contact) -> dict[str, datetime]:
    runs = ClockRun.objects.filter(subject=contact.subject, stopped_at=None)
    return {run.code: run.due_at for run in runs if run.code != "C01"}


def test_to_decision_and_back_and_decided(enter: Enter) -> None:
    enquiry = an_enquiry(enter)
    no_gp(enter, enquiry)
    contact, tom = enquiry.contact, enter("tom")
    do.send_to_decision(enquiry, "The surgery has not answered yet", by=tom)
    assert fresh(enquiry).contact.state == "decision_pending"
    with pytest.raises(NotReady, match="back into the enquiry"):
        screening.back_to_screening(fresh(enquiry).contact, "Ask the school first", by=tom)
    do.take_back(fresh(enquiry), "Ask the school before anybody decides", by=tom)
    assert fresh(enquiry).contact.state == "mash_enquiry"
    do.send_to_decision(fresh(enquiry), "School has told us all it knows", by=tom)
    a_decided(enter, fresh(enquiry).contact)
    decided = fresh(enquiry)
    assert (decided.state, decided.contact.state) == ("decided", "decided")
    assert set(running(contact)) == {"C03"}


@pytest.mark.parametrize(("rag", "name"), [("red", "Red enquiry"), ("green", "Green enquiry")])
def test_the_clock_of_the_enquiry_is_that_of_its_decision(
    enter: Enter, rag: str, name: str
) -> None:
    """Four hours for Red; what a manager decided meanwhile ends only the clock of the contact."""
    meanwhile = "School sees her every day" if rag == "green" else ""
    enquiry = an_enquiry(enter, rag=rag, meanwhile=meanwhile)
    no_gp(enter, enquiry)
    do.send_to_decision(fresh(enquiry), "Nothing more is to be had", by=enter("tom"))
    contact = a_recommended(enter, fresh(enquiry).contact)
    react_to_pending(partnership="brackenford", at=enter("tom").at)
    meera = enter("meera")
    due = due_of_contact(contact, by=meera)
    assert due is not None
    assert due.label == name
    [row] = waiting(by=meera).for_me
    assert row.due == due
    task = Task.objects.get(kind="contact.to_decide", state="open")
    assert task.due_at == min(running(contact).values())


def test_reopened_it_waits_for_a_decision_and_its_clock_runs(enter: Enter) -> None:
    """P7: a decision that is opened again has the clock of its enquiry anew."""
    enquiry = an_enquiry(enter, rag="red")
    no_gp(enter, enquiry)
    do.send_to_decision(enquiry, "Nothing more is to be had tonight", by=enter("tom"))
    contact = a_decided(enter, fresh(enquiry).contact)
    react_to_pending(at=enter("meera").at, partnership="brackenford")
    meera = enter("meera")
    contact.refresh_from_db()
    deciding.reopen(decision_of(contact), "The hospital has rung with an X-ray", by=meera)
    again = fresh(enquiry)
    assert (again.state, again.contact.state) == ("decision_pending", "decision_pending")
    assert set(running(contact)) == {"C02", "C04"}


def test_a_recommended_enquiry_taken_back_stops_waiting_for_the_manager(enter: Enter) -> None:
    enquiry = an_enquiry(enter)
    no_gp(enter, enquiry)
    do.send_to_decision(enquiry, "School has told us all it knows", by=enter("tom"))
    contact = a_recommended(enter, fresh(enquiry).contact)
    do.take_back(fresh(enquiry), "The hospital has to be asked first", by=enter("tom"))
    with pytest.raises(NotReady, match="does not wait for a decision"):
        deciding.decide_all(contact, {}, by=enter("meera"))


def test_nobody_recommends_before_the_gp_is_asked_or_left_out_for_a_reason(enter: Enter) -> None:
    """P5: what stands in the way leads to the enquiry, where it is settled."""
    enquiry = an_enquiry(enter)
    do.send_to_decision(enquiry, "School has told us all it knows", by=enter("tom"))
    contact = fresh(enquiry).contact
    with pytest.raises(NotReady, match="ask the practice, or say why not"):
        a_recommended(enter, contact)
    (blocker,) = missing_to_recommend(gather(contact, by=enter("tom")).facts(decision_of(contact)))
    assert blocker.at() == f"{contact.hub_path}enquiry/#gp"
    no_gp(enter, enquiry)
    assert a_recommended(enter, contact).state == "decision_pending"


def test_decided_early_the_page_says_until_when_partners_had_and_not_that_it_is_past(
    enter: Enter, client: Client
) -> None:
    contact = recommended(enter)
    early = Signing("The plan has to begin this afternoon.")
    deciding.decide_all(contact, {}, by=enter("meera"), signing=early)
    client.force_login(User.objects.get(email="meera@openmash.example"))
    page = client.get(f"/contacts/{contact.reference}/decision/").content.decode()
    assert re.search(r"They had until [^<]*12:00", page)
