"""A MASH enquiry from opening to its end: who may, what is refused, which clock runs (P1, P3)."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from openmash.core.refusals import NotAllowed, NotFound, NotReady
from openmash.core.working_time import LONDON
from openmash.foundation.clocks.models import ClockRun
from openmash.foundation.ledger.running import react_to_pending
from openmash.foundation.people.tests.lives import works_with
from openmash.foundation.tasks.models import Task
from openmash.frontdoor.contacts.commands import passing_on, screening, setting_aside
from openmash.frontdoor.contacts.models import Contact
from openmash.frontdoor.contacts.tests.builders import a_sent_worry
from openmash.frontdoor.enquiries.access import get_enquiry
from openmash.frontdoor.enquiries.commands import enquiry as do
from openmash.frontdoor.enquiries.models import MashEnquiry, RagEntry, ScopePerson
from openmash.frontdoor.enquiries.queries.page import scope_of
from openmash.frontdoor.enquiries.queries.proposing import proposed
from openmash.frontdoor.enquiries.rules.enquiry import Included, Rating
from openmash.frontdoor.enquiries.tests.builders import (
    MEANWHILE,
    WHY,
    an_enquiry,
    fresh,
    screened,
    with_family,
)
from tests.fixtures import Enter


def running(contact: Contact) -> dict[str, datetime]:
    runs = ClockRun.objects.filter(subject=contact.subject, stopped_at=None)
    return {run.code: run.due_at for run in runs if run.code != "C01"}


def test_only_a_manager_opens_and_the_contact_goes_with_it(enter: Enter) -> None:
    """P1: screening to mash_enquiry by a MASH manager, urgency set with a reason."""
    contact = screened(enter)
    with pytest.raises(NotAllowed):
        an_enquiry(enter, contact, who="tom")
    enquiry = an_enquiry(enter, contact)
    contact.refresh_from_db()
    assert (contact.state, contact.rag, contact.in_enquiry) == ("mash_enquiry", "amber", True)
    assert enquiry.state == "opened"
    assert RagEntry.objects.get(enquiry=enquiry).reason == WHY
    task = Task.objects.get(kind="contact.to_enquire", about=contact.subject)
    assert (task.for_role, task.due_at) == ("MASH_SW", running(contact)["C05"])


def test_only_from_screening_and_only_once(enter: Enter) -> None:
    contact = a_sent_worry(enter)
    with pytest.raises(Exception, match="no longer possible"):
        an_enquiry(enter, contact)
    again = screened(enter)
    an_enquiry(enter, again)
    with pytest.raises(Exception, match="no longer possible"):
        an_enquiry(enter, again)


def test_red_runs_past_closing_time(enter: Enter) -> None:
    """C04, scenario 2: Friday 16:20 and four hours is Friday 20:20."""
    friday = datetime(2026, 11, 27, 16, 20, tzinfo=LONDON)
    contact = screened(enter, at=friday)
    an_enquiry(enter, contact, "red", at=friday)
    assert running(contact)["C04"] == friday + timedelta(hours=4)


def test_amber_is_a_working_day_and_green_three(enter: Enter, monday: datetime) -> None:
    amber, green = screened(enter), screened(enter)
    an_enquiry(enter, amber)
    an_enquiry(enter, green, "green", meanwhile=MEANWHILE)
    assert running(amber)["C05"].astimezone(LONDON).date() == (monday + timedelta(days=1)).date()
    assert running(green)["C06"].astimezone(LONDON).date() == (monday + timedelta(days=3)).date()
    assert "C02" in running(amber)
    assert "C02" not in running(green)  # met by what was decided meanwhile


def test_green_is_refused_while_nothing_is_decided_meanwhile(enter: Enter) -> None:
    with pytest.raises(NotReady, match="decided meanwhile"):
        an_enquiry(enter, screened(enter), "green")


def test_another_urgency_starts_its_clock_anew_and_the_history_stays(
    enter: Enter, monday: datetime
) -> None:
    """P3: recalculated from the moment of the change, in either direction."""
    enquiry = an_enquiry(enter)
    later = monday + timedelta(hours=2)
    do.change_urgency(enquiry, Rating("red", WHY), by=enter("tom", at=later))
    contact = fresh(enquiry).contact
    assert running(contact)["C04"] == later + timedelta(hours=4)
    assert "C05" not in running(contact)
    assert contact.rag == "red"
    do.change_urgency(fresh(enquiry), Rating("amber", WHY), by=enter("tom", at=later))
    assert "C04" not in running(contact)
    kept = RagEntry.objects.filter(enquiry=enquiry).order_by("set_at", "id")
    assert sorted(kept.values_list("rag", flat=True)) == ["amber", "amber", "red"]
    assert contact.urgency_ratings.count() == 3


def test_the_urgency_of_an_enquiry_is_changed_in_the_enquiry(enter: Enter) -> None:
    enquiry = an_enquiry(enter)
    with pytest.raises(NotReady, match="its clock follows"):
        screening.rate_urgency(enquiry.contact, "red", WHY, by=enter("tom"))
    do.send_to_decision(fresh(enquiry), "Nothing more is to be had today", by=enter("tom"))
    with pytest.raises(NotReady, match="its clock follows"):
        screening.rate_urgency(fresh(enquiry).contact, "red", WHY, by=enter("tom"))
    do.change_urgency(fresh(enquiry), Rating("red", WHY), by=enter("tom"))
    assert fresh(enquiry).rag == "red"


def test_whom_the_register_and_the_sender_know_is_proposed(enter: Enter) -> None:
    """P3: household, and others at other addresses each with a reason."""
    contact = screened(enter, A4_1_name="Dawn Field", A4_1_relation="grandmother")
    with_family(enter, contact)
    found = {one.called.partition(",")[0]: one for one in proposed(contact, by=enter("meera"))}
    assert found["Isla Tarrant"].role == "child"
    kelly, craig, dawn = found["Kelly Tarrant"], found["Craig Molloy"], found["Dawn Field"]
    assert (kelly.role, kelly.elsewhere) == ("parent", False)
    assert "parental responsibility" in kelly.how
    assert (craig.role, craig.elsewhere) == ("alleged_harmer", True)
    assert (dawn.elsewhere, dawn.how) == (True, "grandmother, as the sender wrote")


def test_people_come_and_go_with_reasons(enter: Enter) -> None:
    contact = screened(enter)
    family = with_family(enter, contact)
    enquiry = an_enquiry(enter, contact)
    tom = enter("tom")
    craig = ScopePerson.objects.get(enquiry=enquiry, person=family["craig"])
    with pytest.raises(NotReady):
        do.remove_person(craig, "no", by=tom)
    do.remove_person(craig, "He is another man of the same name", by=tom)
    assert ScopePerson.objects.get(pk=craig.pk).removed_by == "Tom Ashdown"
    with pytest.raises(NotReady, match="lives elsewhere"):
        do.add_person(fresh(enquiry), Included("carer", "Dawn", elsewhere=True), by=tom)
    do.add_person(fresh(enquiry), Included("carer", "Dawn", elsewhere=True, reason=WHY), by=tom)
    assert "Dawn" in {one.name for one in scope_of(enquiry, by=tom)}
    child = ScopePerson.objects.get(enquiry=enquiry, role="child")
    with pytest.raises(NotReady, match="always asked about"):
        do.remove_person(child, "We know enough of her by now", by=tom)


def test_the_database_refuses_somebody_elsewhere_without_a_reason(enter: Enter) -> None:
    enquiry = an_enquiry(enter)
    with pytest.raises(IntegrityError), transaction.atomic():
        ScopePerson.objects.create(
            partnership_id="brackenford", enquiry=enquiry, called="Dawn", role="carer",
            elsewhere=True, reason="short", added_at=enquiry.opened_at, added_by="x",
        )  # fmt: skip


def test_ended_by_a_manager_it_is_back_in_screening_and_may_be_opened_again(enter: Enter) -> None:
    enquiry = an_enquiry(enter, rag="green", meanwhile=MEANWHILE)
    with pytest.raises(NotAllowed):
        do.end(enquiry, "This was meant for another contact", by=enter("tom"))
    do.end(enquiry, "This was meant for another contact", by=enter("meera"))
    contact = fresh(enquiry).contact
    assert (fresh(enquiry).state, contact.state, contact.in_enquiry) == (
        "ended_undecided", "screening", False)  # fmt: skip
    assert set(running(contact)) == {"C02"}
    assert screening.rate_urgency(contact, "amber", WHY, by=enter("tom")).rag == "amber"
    again = an_enquiry(enter, contact, "red")
    assert again.pk == enquiry.pk
    assert MashEnquiry.objects.count() == 1
    assert again.scope.filter(removed_at=None).count() == 1


def test_set_aside_the_enquiry_ends_by_itself(enter: Enter) -> None:
    """P1: any state to duplicate; no clock of the enquiry is left running."""
    stands, enquiry = screened(enter), an_enquiry(enter)
    aisha = enter("aisha")
    why = "The same bruise, told by two teachers"
    setting_aside.mark_duplicate(enquiry.contact, stands, why, by=aisha)
    assert set(running(enquiry.contact)) == {"C03"}
    react_to_pending(at=aisha.at, partnership="brackenford")
    enter("aisha")
    assert fresh(enquiry).state == "ended_undecided"


def test_children_stand_first_in_the_order_of_the_contact(enter: Enter) -> None:
    contact = screened(enter, siblings={"Noah Tarrant": {}})
    with_family(enter, contact)
    people = scope_of(an_enquiry(enter, contact), by=enter("tom"))
    assert [one.name for one in people[:2]] == ["Isla Tarrant", "Noah Tarrant"]
    assert "child" not in {one.row.role for one in people[2:]}


def test_what_was_typed_for_green_decides_nothing_once_it_is_red(enter: Enter) -> None:
    contact = screened(enter)
    an_enquiry(enter, contact, "red", meanwhile=MEANWHILE)
    assert "C02" in running(contact)
    assert RagEntry.objects.get().meanwhile == ""


def test_declined_by_the_worker_it_is_to_be_decided_again(enter: Enter) -> None:
    """What was decided meanwhile met the decision clock; without the enquiry it runs again (C02)."""
    contact = screened(enter)
    child = with_family(enter, contact)["child"]
    an_enquiry(enter, contact, "green", meanwhile=MEANWHILE)
    assert "C02" not in running(contact)
    dev, by = enter("dev").user, enter("meera")
    works_with(child, by, kind="social_care", agency="brackenford-council", worker=dev)
    contact.refresh_from_db()
    passing_on.route_to_open_case(contact, dev, by=by)
    contact.refresh_from_db()
    passing_on.decline_routed(contact, "It was closed on Friday after the review", by=enter("dev"))
    assert set(running(contact)) == {"C02"}


def test_entered_in_error_by_two_managers_the_enquiry_ends(enter: Enter) -> None:
    enquiry = an_enquiry(enter)
    setting_aside.propose_in_error(enquiry.contact, "A test of the training day", by=enter("meera"))
    grace = enter("grace")
    setting_aside.enter_in_error(fresh(enquiry).contact, by=grace)
    react_to_pending(at=grace.at, partnership="brackenford")
    enter("grace")
    assert fresh(enquiry).state == "ended_undecided"
    assert "C05" not in running(enquiry.contact)


def test_an_outsider_finds_no_enquiry_and_the_night_may_only_rate(enter: Enter) -> None:
    enquiry = an_enquiry(enter)
    reference = enquiry.contact.reference
    for outsider in ("ruth", "lee", "mari", "kit"):
        with pytest.raises((NotFound, NotAllowed)):
            get_enquiry(enter(outsider), reference)
        assert not MashEnquiry.objects.exists()
    ravi = enter("ravi", at=datetime(2026, 11, 24, 2, 0, tzinfo=LONDON))
    do.change_urgency(get_enquiry(ravi, reference), Rating("red", WHY), by=ravi)
    with pytest.raises(NotAllowed):
        do.send_to_decision(fresh(enquiry), "The night knows no more", by=ravi)
