"""Which partners are asked what they think of a recommendation, until when, and what they read (P7)."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.test import Client

from openmash.core.actor import system_actor
from openmash.core.refusals import NotAllowed, NotFound, NotReady
from openmash.foundation.access.models import User
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.permits import may
from openmash.foundation.access.row_security import act_as
from openmash.foundation.ledger.commands import record
from openmash.foundation.messaging.models import Message
from openmash.foundation.sharing.models import Disclosure
from openmash.foundation.tasks.models import Task
from openmash.frontdoor.contacts.events import ContactEvent
from openmash.frontdoor.contacts.models import Contact
from openmash.frontdoor.decisions.access import asked_facts, get_asked, views_asked_of
from openmash.frontdoor.decisions.commands import deciding
from openmash.frontdoor.decisions.commands.partners import give_view, take_back_view
from openmash.frontdoor.decisions.models import ThresholdDecision, ViewAsked
from openmash.frontdoor.decisions.queries.case import gather
from openmash.frontdoor.decisions.tests.builders import a_drafted, decision_of
from openmash.frontdoor.decisions.tests.partners import (
    EVERYBODY,
    LIGHT,
    SIBLING,
    asked,
    facts_of,
    react,
    recommended,
    says,
)
from openmash.frontdoor.enquiries.commands import answering
from openmash.frontdoor.enquiries.commands import enquiry as enquiries
from openmash.frontdoor.enquiries.commands.requests import send_requests
from openmash.frontdoor.enquiries.models import MashEnquiry
from openmash.frontdoor.enquiries.rules.enquiry import Rating
from openmash.frontdoor.enquiries.tests.builders import (
    a_question,
    an_answer,
    an_enquiry,
    fresh,
    no_gp,
    screened,
    with_family,
)
from tests.fixtures import Enter


@pytest.mark.parametrize(
    ("rag", "until"),
    [("red", "10:30"), ("amber", "12:00"), ("green", "14:00")],
)
def test_who_was_asked_about_the_child_is_asked_until_its_urgency_allows(
    enter: Enter, rag: str, until: str
) -> None:
    """30 minutes Red, 2 working hours Amber, 4 Green; Monday 10:00."""
    recommended(enter, rag)
    rows = ViewAsked.objects.all()
    assert {one.agency_id for one in rows} == set(EVERYBODY)
    assert {f"{one.until:%H:%M}" for one in rows} == {until}


def test_views_never_hold_a_decision_beyond_its_own_time(enter: Enter, monday: datetime) -> None:
    """C04 is due at 14:00: a Red recommendation of 13:50 has ten minutes."""
    late = monday + timedelta(hours=3, minutes=50)
    contact = recommended(enter, "red")
    deciding.give_back(decision_of(contact), "Ask the school first", by=enter("meera"))
    deciding.recommend_all(contact, {}, by=enter("tom", at=late))
    assert f"{asked('st-oswins').until:%H:%M}" == "14:00"


def test_nobody_is_asked_without_an_enquiry_nor_who_does_not_know_the_child(enter: Enter) -> None:
    contact = screened(enter)
    with_family(enter, contact)
    enquiry = an_enquiry(enter, contact)
    an_answer(enter, enquiry)
    questions = [a_question(enquiry, agency, method="here") for agency in EVERYBODY]
    _, police = send_requests(fresh(enquiry), questions, by=enter("tom"))
    answering.return_nil(police, "not_known", by=enter("dana", partnership="brackenford"))
    no_gp(enter, enquiry)
    enquiries.send_to_decision(fresh(enquiry), "Nothing more is to be had.", by=enter("tom"))
    contact = Contact.objects.get(pk=enquiry.contact_id)
    a_drafted(enter, contact)
    deciding.recommend_all(contact, {}, by=enter("tom"))
    assert [one.agency_id for one in ViewAsked.objects.all()] == ["st-oswins"]


def test_a_partner_reads_level_outcome_and_reason_and_nothing_else(
    enter: Enter, client: Client
) -> None:
    """roles.md §3 and §5: what leaves is written down as shared, and the database shows no more."""
    recommended(enter)
    one = asked("st-oswins")
    client.force_login(User.objects.get(email="ruth@openmash.example"))
    shown = client.get(f"/requests/view/{one.pk}/").content.decode()
    assert "Level 4" in shown
    assert "Assessment under section 17" in shown
    for secret in ("The shouting has become hitting", "Isla plans for it", "Craig", "Kelly"):
        assert secret not in shown
    enter("meera")
    assert Disclosure.objects.filter(about=f"viewasked:{one.pk}", to_agency="st-oswins").exists()
    enter("ruth")
    assert ViewAsked.objects.count() == 1
    assert not ThresholdDecision.objects.exists()


def test_the_rule_and_the_database_agree_on_who_is_asked(enter: Enter) -> None:
    recommended(enter)
    rows = list(ViewAsked.objects.all())
    for who in ("ruth", "dana", "osei", "nell", "lee", "gil", "carol", "femi", "tom", "meera"):
        by = enter(who, partnership="brackenford")
        seen = set(views_asked_of(by).values_list("pk", flat=True))
        assert seen == {one.pk for one in rows if may(by, P.VIEW_GIVE, asked_facts(one))}, who
        for one in rows:
            if one.pk not in seen:
                with pytest.raises(NotFound):
                    get_asked(by, one.pk)


def test_a_message_holds_a_reference_and_a_link_alone(enter: Enter) -> None:
    contact = recommended(enter)
    react(enter)
    notes = Message.objects.filter(template="view")
    assert {one.to_address for one in notes} == {"ruth@openmash.example", "dana@openmash.example"}
    for one in notes:
        assert contact.reference in one.body
        for secret in ("Isla", "Tarrant", "level", "section"):
            assert secret not in one.heading + one.body


def test_of_two_children_each_is_asked_about_alone(enter: Enter) -> None:
    """One message, two pages; a word about the one says nothing of the other."""
    contact = recommended(enter, worry=SIBLING)
    react(enter)
    assert Message.objects.filter(template="view", to_address="ruth@openmash.example").count() == 1
    by = enter("ruth")
    isla, noah = views_asked_of(by).order_by("child_name")
    assert {isla.child_name, noah.child_name} == {"Isla Tarrant", "Noah Tarrant"}
    give_view(isla, "DISAGREE", LIGHT, by=by)
    case = gather(contact, by=enter("meera"))
    about = [case.facts(one) for one in case.decisions]
    assert {bool(facts.dissent) for facts in about} == {True, False}


def test_more_urgent_partners_have_less_time(enter: Enter, monday: datetime) -> None:
    contact = recommended(enter, asks=("st-oswins", "brackenford-health"))
    react(enter)
    enquiry = MashEnquiry.objects.select_related("contact").get(contact=contact)
    at = monday + timedelta(minutes=10)
    rating = Rating("red", "The hospital rings: there is an older break", "")
    enquiries.change_urgency(enquiry, rating, by=enter("meera", at=at))
    react(enter, at=at)
    assert f"{asked('st-oswins').until:%H:%M}" == "10:40"
    task = Task.objects.get(kind="view.give", state="open")
    assert task.due_at == asked("brackenford-health").until


def test_a_named_nurse_of_the_trust_speaks_for_it(enter: Enter) -> None:
    """Health practitioners in the hub: their word is their agency’s, and theirs is a task."""
    contact = recommended(enter, asks=("brackenford-health",))
    react(enter)
    task = Task.objects.get(kind="view.give", state="open")
    assert (task.for_agency, task.for_role) == ("brackenford-health", "NN_WHT")
    says(enter, "nell", "DISAGREE", LIGHT)
    says(enter, "carol", "AGREE")
    take_back_view(asked("brackenford-health"), by=enter("carol"))
    assert facts_of(contact, enter("meera")).dissent == ("Brackenford Healthcare Trust",)
    assert Task.objects.get(kind="view.give").state != "open"


def test_nobody_is_asked_about_what_turns_out_to_be_another_worry(enter: Enter) -> None:
    contact = recommended(enter)
    mine = asked("st-oswins")
    by = system_actor("test", partnership="brackenford", at=enter("tom").at)
    act_as(by)
    record(ContactEvent.MARKED_DUPLICATE, by=by, subject=contact.subject)
    react(enter)
    with pytest.raises(NotReady, match="Nothing is recommended any more"):
        give_view(mine, "AGREE", "", by=enter("ruth"))


def test_only_who_is_asked_may_say_something(enter: Enter) -> None:
    recommended(enter)
    mine = asked("st-oswins")
    for who in ("dana", "nell", "lee", "aisha", "tom", "meera", "carol"):
        with pytest.raises((NotAllowed, ViewAsked.DoesNotExist)):
            give_view(mine, "AGREE", "", by=enter(who, partnership="brackenford"))
