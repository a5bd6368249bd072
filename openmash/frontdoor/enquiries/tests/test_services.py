"""Agencies that were rung alone answer for themselves, each service for itself (P3, `roles.md` §2, §3)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from django.test import Client

from openmash.core.actor import Actor, system_actor
from openmash.core.refusals import NotAllowed, NotReady
from openmash.foundation.access.models import Agency, RoleHolding, User
from openmash.foundation.access.roles import Role
from openmash.foundation.access.row_security import act_as
from openmash.foundation.ledger.models import Event
from openmash.foundation.messaging.models import Message
from openmash.foundation.presence.commands import come
from openmash.foundation.presence.queries import NOBODY, on_duty
from openmash.foundation.reference.models import Partnership
from openmash.frontdoor.enquiries.access import get_request, requests_to
from openmash.frontdoor.enquiries.commands import answering as do
from openmash.frontdoor.enquiries.commands.announcing import remind_agencies
from openmash.frontdoor.enquiries.commands.requests import send_requests
from openmash.frontdoor.enquiries.first_templates import TEMPLATES
from openmash.frontdoor.enquiries.forms.answering import AnswerForm
from openmash.frontdoor.enquiries.models import (
    AgencyCheck,
    CheckAnswer,
    Desk,
    EvidenceItem,
    MashEnquiry,
)
from openmash.frontdoor.enquiries.presenters.answering import draw_request
from openmash.frontdoor.enquiries.queries.answering import colleagues, request_page
from openmash.frontdoor.enquiries.queries.desks import askings
from openmash.frontdoor.enquiries.rules.requests import why_not_taken_back
from openmash.frontdoor.enquiries.tests.answering import now, replies, signed_in
from openmash.frontdoor.enquiries.tests.builders import (
    a_question,
    an_answer,
    an_enquiry,
    fresh,
    screened,
    with_family,
)
from openmash.frontdoor.enquiries.tests.test_waiting_for_agencies import react
from tests.fixtures import Enter

COUNCIL = "brackenford-council"
OF_COUNCIL = {"social_care": "dev", "youth_justice": "ivy"}


def agreed(enter: Enter) -> MashEnquiry:
    """An enquiry about a family that agreed."""
    contact = screened(enter)
    with_family(enter, contact)
    enquiry = an_enquiry(enter, contact)
    an_answer(enter, enquiry)
    return enquiry


def of_council(enter: Enter) -> dict[str, AgencyCheck]:
    """Two services of the council are asked in one enquiry. Leaves Tom on stage."""
    enquiry = agreed(enter)
    wanted = [a_question(enquiry, COUNCIL, method="here", template=one) for one in OF_COUNCIL]
    sent = [send_requests(fresh(enquiry), [one], by=enter("tom"))[0] for one in wanted]
    return dict(zip(OF_COUNCIL, sent, strict=True))


def of_probation(enter: Enter) -> AgencyCheck:
    """Leaves Tom on stage."""
    enquiry = agreed(enter)
    question = a_question(enquiry, "midshire-probation", method="here", template="probation")
    return send_requests(fresh(enquiry), [question], by=enter("tom"))[0]


def holds(key: str, role: Role, agency: str, at: datetime) -> None:
    """One more role of somebody."""
    RoleHolding.objects.create(
        user=User.objects.get(email=f"{key}@openmash.example"),
        role=role,
        agency_id=agency,
        partnership_id="brackenford",
        starts_at=at,
    )


def test_every_kind_of_question_has_somebody_who_may_answer_it() -> None:
    assert [one.code for one in TEMPLATES if not one.roles] == []


def test_no_two_services_are_answered_by_one_role() -> None:
    """Whoever answers for housing at a council would read what its other teams are asked."""
    of_services = ("social_care", "adult_social_care", "probation", "housing", "youth_justice")
    roles = [
        role
        for one in TEMPLATES
        if one.code in (*of_services, "domestic_abuse")
        for role in one.roles
    ]
    assert len(roles) == len(set(roles)) == 6
    assert Role.REF_PROF not in roles


@pytest.mark.parametrize("kind", ["probation", "housing", "youth_justice", "domestic_abuse"])
def test_an_agency_of_this_kind_is_asked_with_its_own_questions(enter: Enter, kind: str) -> None:
    enter("meera")
    made = Agency.objects.create(code="new-one", name="A new one", kind=kind)
    made.partnerships.set(Partnership.objects.filter(pk="brackenford"))
    found = [one for one in askings(enter("tom")) if one.agency == "new-one"]
    assert [one.template for one in found] == [kind]
    assert not found[0].answers_here


def test_probation_answers_its_own_question_and_sees_nothing_else(
    enter: Enter, client: Client
) -> None:
    check = of_probation(enter)
    page = signed_in(client, "wes").get(f"/requests/{check.pk}/").content.decode()
    assert "MAPPA: category and level" in page
    assert "Attendance this year" not in page
    wes = enter("wes")
    assert list(AgencyCheck.objects.values_list("pk", flat=True)) == [check.pk]
    assert not MashEnquiry.objects.exists()
    do.return_nil(check, "nothing_relevant", by=wes)
    assert now(check).state == "answered_nothing_relevant"
    assert signed_in(client, "ivy").get(f"/requests/{check.pk}/").status_code == 404


def test_each_service_of_a_council_sees_its_own_question_alone(
    enter: Enter, client: Client
) -> None:
    """By the rule, by the page and by the database, also what the other one has answered."""
    checks = of_council(enter)
    do.send_reply(checks["social_care"], replies(checks["social_care"]), by=enter("dev"))
    for template, key in OF_COUNCIL.items():
        by = enter(key)
        mine = checks[template].pk
        assert list(requests_to(by).values_list("pk", flat=True)) == [mine]
        assert list(AgencyCheck.objects.values_list("pk", flat=True)) == [mine]
        assert not MashEnquiry.objects.exists()
        assert CheckAnswer.objects.exists() == (key == "dev")
        for other in set(checks) - {template}:
            path = f"/requests/{checks[other].pk}/"
            assert signed_in(client, key).get(path).status_code == 404
            with pytest.raises(AgencyCheck.DoesNotExist):
                do.send_reply(checks[other], replies(checks[other]), by=enter(key))


def test_the_locality_team_answers_and_opens_nothing_else_of_the_enquiry(
    enter: Enter, client: Client
) -> None:
    check = of_council(enter)["social_care"]
    browser = signed_in(client, "dev")
    assert browser.get(f"/requests/{check.pk}/").status_code == 200
    reference = check.enquiry.contact.reference
    for path in (f"/contacts/{reference}/", f"/contacts/{reference}/enquiry/"):
        assert browser.get(path).status_code == 404, path
    dev = enter("dev")
    do.send_reply(check, replies(check), by=dev)
    for model in (MashEnquiry, EvidenceItem):
        assert not model.objects.exists()


@pytest.mark.parametrize("key", ["ruth", "lee", "gil", "aisha", "carol"])
def test_who_answers_for_another_kind_of_agency_does_not(enter: Enter, key: str) -> None:
    check = of_probation(enter)
    by = enter(key)
    assert not requests_to(by).exists()
    with pytest.raises((NotAllowed, AgencyCheck.DoesNotExist)):
        do.return_nil(check, "nothing_relevant", by=by)


def test_a_role_of_another_kind_at_the_same_agency_does_not(enter: Enter, monday: datetime) -> None:
    """A housing officer whom somebody let in at probation is no probation practitioner."""
    check = of_probation(enter)
    enter("meera")
    holds("lee", Role.HOUS, "midshire-probation", monday)
    by = _as(enter("lee"), Role.HOUS, "midshire-probation")
    assert not requests_to(by).exists()
    assert not AgencyCheck.objects.exists()
    with pytest.raises(AgencyCheck.DoesNotExist):
        do.return_nil(check, "nothing_relevant", by=by)


def test_nor_the_same_role_in_another_partnership(enter: Enter, monday: datetime) -> None:
    """Midshire Probation serves two: Oakmere's practitioner sees nothing of Brackenford's."""
    check = of_probation(enter)
    there = _as(enter("wes"), Role.PROB, "midshire-probation", partnership="oakmere")
    assert not requests_to(there).exists()
    assert not AgencyCheck.objects.exists()
    with pytest.raises(AgencyCheck.DoesNotExist):
        do.return_nil(check, "nothing_relevant", by=there)
    assert now_in(enter, check).state == "requested"


def test_whoever_answers_for_the_service_hears_of_it(enter: Enter, monday: datetime) -> None:
    of_council(enter)
    react(enter, monday)
    told = set(Message.objects.filter(template="request").values_list("to_address", flat=True))
    assert told == {f"{key}@openmash.example" for key in OF_COUNCIL.values()}


def test_it_is_passed_on_inside_the_service_and_taken_back(
    enter: Enter, client: Client, monday: datetime
) -> None:
    """A student on placement, a practice manager: not the answering role, and handed it all the same."""
    check = of_probation(enter)
    enter("meera")
    holds("lee", Role.REF_PROF, "midshire-probation", monday)
    holds("gil", Role.HOUS, "midshire-probation", monday)
    wes = enter("wes")
    lee = User.objects.get(email="lee@openmash.example")
    assert colleagues(check, by=wes) == [lee]
    do.pass_on(check, str(lee.pk), by=wes)
    handed = _as(enter("lee"), Role.REF_PROF, "midshire-probation")
    assert get_request(handed, check.pk, looks=False).pk == check.pk
    with pytest.raises(NotReady, match="passed to you"):
        do.take_back(check, by=handed)
    browser = signed_in(client, "wes")
    assert "Passed to Lee Adair" in browser.get(f"/requests/{check.pk}/").content.decode()
    done = browser.post(f"/requests/{check.pk}/take-back/", follow=True).content.decode()
    assert "Taken back" in done
    assert "Passed to" not in done
    _as(enter("lee"), Role.REF_PROF, "midshire-probation")
    assert not AgencyCheck.objects.exists()
    enter("tom")
    event = Event.objects.get(name="check.taken_back")
    assert (event.facts or {})["user"] == str(lee.pk)
    with pytest.raises(NotReady, match="passed to nobody"):
        do.take_back(check, by=enter("wes"))


def test_who_was_handed_it_by_name_is_told_that_they_cannot_hand_it_on(
    enter: Enter, client: Client, monday: datetime
) -> None:
    """The database would not let them write what they then may not see: it is said, not an error."""
    check = of_probation(enter)
    enter("meera")
    for key in ("lee", "osei"):
        holds(key, Role.REF_PROF, "midshire-probation", monday)
    lee, osei = (User.objects.get(email=f"{key}@openmash.example") for key in ("lee", "osei"))
    do.pass_on(check, str(lee.pk), by=enter("wes"))
    handed = _as(enter("lee"), Role.REF_PROF, "midshire-probation")
    with pytest.raises(NotReady, match="ask whoever passed it"):
        do.pass_on(check, str(osei.pk), by=handed)
    page = request_page(get_request(handed, check.pk), by=handed)
    drawn = draw_request(page, AnswerForm(page), handed)
    assert (drawn.passed_to, drawn.may_pass_on, drawn.may_take_back) == ("you", False, False)


def test_the_rules_say_why() -> None:
    said = [
        list(why_not_taken_back(held, user="me", answers=answers))
        for held, answers in (("", True), ("me", True), ("other", False), ("other", True))
    ]
    assert [len(one) for one in said] == [1, 1, 1, 0]


def test_each_service_reminds_its_own_deputy(enter: Enter, monday: datetime) -> None:
    """The desks of a council’s teams are theirs alone."""
    enter("meera")
    deputy = User.objects.get(email="nell@openmash.example")
    holds("nell", Role.YJS, COUNCIL, monday - timedelta(days=9))
    of_council(enter)
    for one in OF_COUNCIL:
        desk(COUNCIL, one, deputy=None if one == "social_care" else deputy)
    react(enter, monday)
    system = system_actor("passed", partnership="brackenford", at=monday + timedelta(days=3))
    act_as(system)
    for _ in range(2):
        remind_agencies(by=system)
    enter("meera")
    told = Message.objects.filter(template="request_deputy").values_list("to_address", "about")
    by_question = {about: {to for to, one in told if one == about} for _, about in told}
    checks = {one.template: one.subject for one in AgencyCheck.objects.all()}
    assert by_question == {
        checks["youth_justice"]: {"nell@openmash.example"},
        checks["social_care"]: {"dev@openmash.example"},
    }


def desk(agency: str, template: str, **people: User | None) -> None:
    """Where this service is asked."""
    Desk.objects.update_or_create(
        partnership_id="brackenford", agency_id=agency, template=template, defaults=people
    )


def test_the_hub_sees_who_of_the_service_is_on_duty(enter: Enter, monday: datetime) -> None:
    """A council has several services, and the hub: whom to ring is not whoever is in the building."""
    for key in ("ivy", "dev", "tom"):
        by = enter(key)
        come(by.at + timedelta(hours=2), by=by)
    here = on_duty(by=enter("tom"))
    assert [one.partition(",")[0] for one in here.words(COUNCIL, [Role.YJS])] == ["Ivy Strand"]
    assert here.words(COUNCIL, [Role.HOUS]) == (NOBODY,)
    assert len(here.words(COUNCIL)) == 3


def now_in(enter: Enter, check: AgencyCheck) -> AgencyCheck:
    """The question as the hub sees it."""
    enter("tom")
    return now(check)


def _as(by: Actor, role: Role, agency: str, *, partnership: str = "brackenford") -> Actor:
    """The same person in another role."""
    other = replace(by, role=role, agency=agency, partnership=partnership)
    act_as(other)
    return other
