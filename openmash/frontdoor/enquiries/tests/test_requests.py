"""Asking all who may know by one press: proposed with reasons, refused by the one rule (P3, P4)."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from openmash.core.refusals import NotReady
from openmash.core.working_time import london_day
from openmash.foundation.access.commands import NewAgency, let_agency_in
from openmash.foundation.access.models import User
from openmash.foundation.clocks.models import ClockRun
from openmash.foundation.people.commands import (
    NewAddress,
    NewInvolvement,
    add_flag,
    add_identifier,
    keep_address,
    record_involvement,
)
from openmash.foundation.people.models import Identifier, Person, PersonFlag
from openmash.foundation.sharing.models import Disclosure
from openmash.foundation.tasks.models import Task
from openmash.frontdoor.contacts.commands.linking import unlink_child
from openmash.frontdoor.contacts.models import ContactChild
from openmash.frontdoor.contacts.tests.builders import only_child
from openmash.frontdoor.enquiries.commands.requests import send_requests
from openmash.frontdoor.enquiries.models import AgencyCheck, CheckPerson, Desk, MashEnquiry
from openmash.frontdoor.enquiries.queries.asking import Proposal, proposals
from openmash.frontdoor.enquiries.queries.page import scope_of
from openmash.frontdoor.enquiries.rules.checks import Question
from openmash.frontdoor.enquiries.tests.builders import (
    a_question,
    an_answer,
    an_enquiry,
    fresh,
    screened,
    with_family,
)
from tests.fixtures import Enter


def agreed(enter: Enter, **more: Any) -> tuple[MashEnquiry, dict[str, Person]]:
    contact = screened(enter)
    family = with_family(enter, contact)
    enquiry = an_enquiry(enter, contact)
    an_answer(enter, enquiry, **more)
    return fresh(enquiry), family


def works(person: Person, agency: str, kind: str, service: str, enter: Enter) -> None:
    by = enter("aisha")
    since = london_day(by.at) - timedelta(days=100)
    record_involvement(person, NewInvolvement(kind, agency, service, "school", since), by=by)


def proposed(enquiry: MashEnquiry, enter: Enter) -> dict[str, Proposal]:
    by = enter("tom")
    found = proposals(enquiry, scope_of(enquiry, by=by), by=by)
    return {one.asking.key: one for one in found if one.is_proposed}


def test_all_are_proposed_to_whom_register_sender_and_settings_point(enter: Enter) -> None:
    enquiry, family = agreed(enter)
    works(family["kelly"], "the-lantern", "adult_service", "Recovery team", enter)
    found = proposed(enquiry, enter)
    who = {str(one.pk): one.role for one in enquiry.scope.all()}
    assert {
        who[key]: why for key, why in found["the-lantern:substance_misuse"].because.items()
    } == {"parent": "Recovery team"}
    assert set(found["st-oswins:education"].because.values()) == {"sent the worry"}
    assert len(found["midshire-police:police"].because) == len(who)
    assert "fernhill-surgery:gp" not in found


def test_an_agency_with_several_desks_is_asked_for_what_it_does(enter: Enter) -> None:
    enquiry, family = agreed(enter)
    enter("meera")
    for template in ("social_care", "adult_social_care"):
        Desk.objects.create(
            partnership_id="brackenford", agency_id="brackenford-council", template=template
        )
    works(family["kelly"], "brackenford-council", "adult_service", "Carers’ team", enter)
    found = proposed(enquiry, enter)["brackenford-council:adult_social_care"]
    assert set(found.because.values()) == {"Carers’ team"}
    assert found.asking.name == "Brackenford Council, Adult social care"


def test_a_protected_address_never_leaves_nor_one_that_gives_it_away(enter: Enter) -> None:
    enquiry, family = agreed(enter)
    aisha = enter("aisha")
    hidden = NewAddress("14 Mill Row", "ZZ1 4MR", "police", confidential=True)
    keep_address(family["kelly"], hidden, by=aisha)
    number = Identifier.Kind.NHS_NUMBER
    add_identifier(family["child"], number, "9991047212", source="GP", by=aisha)
    tom = enter("tom")
    asked = [a_question(enquiry, agency) for agency in ("midshire-police", "brackenford-health")]
    police, health = send_requests(enquiry, asked, by=tom)
    said = list(CheckPerson.objects.values_list("address", flat=True))
    assert set(said) == {"", "3 Far Lane, ZZ9 9FL"}
    numbers = {one.check_of_id: one.nhs_number for one in CheckPerson.objects.filter(is_child=True)}
    assert numbers == {police.pk: "", health.pk: "9991047212"}
    assert "danger" not in str(list(CheckPerson.objects.values_list("part", flat=True)))


def addresses(enquiry: MashEnquiry, enter: Enter) -> set[str]:
    """The addresses that leave with a question about everybody whom Tom knows of."""
    tom = enter("tom")
    people = tuple(str(one.row.pk) for one in scope_of(enquiry, by=tom))
    send_requests(enquiry, [a_question(enquiry, people=people)], by=tom)
    return set(CheckPerson.objects.values_list("address", flat=True))


def test_a_protected_persons_home_leaves_with_nobodys_card(enter: Enter) -> None:
    enquiry, family = agreed(enter)
    aisha = enter("aisha")
    add_flag(family["kelly"], PersonFlag.Code.PROTECTED_IDENTITY, source="police", by=aisha)
    assert addresses(enquiry, enter) == {"", "3 Far Lane, ZZ9 9FL"}


@pytest.mark.parametrize("whom", ["kelly", "child"])
def test_whom_the_asker_may_not_know_of_is_betrayed_by_nobodys_home(
    enter: Enter, whom: str
) -> None:
    enquiry, family = agreed(enter)
    by = enter("aisha")
    number = Identifier.Kind.NHS_NUMBER
    add_identifier(family["child"], number, "9991047212", source="GP", by=by)
    ContactChild.objects.update(nhs_number="9991047212", address="14 Mill Row")
    Person.objects.filter(pk=family[whom].pk).update(readers=[by.user])
    assert addresses(enquiry, enter) == {""}


def test_no_written_home_leaves_where_somebody_is_protected(enter: Enter) -> None:
    contact = screened(enter)
    family = with_family(enter, contact)
    enquiry = an_enquiry(enter, contact)
    an_answer(enter, enquiry)
    by = enter("aisha")
    add_flag(family["craig"], PersonFlag.Code.PROTECTED_IDENTITY, source="police", by=by)
    unlink_child(only_child(contact), by=by)
    ContactChild.objects.update(address="3 Far Lane", postcode="ZZ9 9FL")
    assert addresses(fresh(enquiry), enter) == {"", "14 Mill Row, ZZ1 4MR"}


def test_why_it_may_be_shared_holds_no_word_of_the_family(enter: Enter) -> None:
    enquiry, _ = agreed(enter, answer="limited", limits="Not her old school")
    check = send_requests(enquiry, [a_question(enquiry)], by=enter("tom"))[0]
    assert check.may_share[0].startswith("Yes. The family agreed on 23 November")
    assert "school" not in str(check.may_share)


def test_one_refusal_sends_nothing_at_all(enter: Enter) -> None:
    limits = {"limits": "Not her surgery", "not_these": ("gp_practice",)}
    enquiry, _ = agreed(enter, answer="limited", **limits)
    asked = [a_question(enquiry, one) for one in ("midshire-police", "fernhill-surgery")]
    with pytest.raises(NotReady, match="not to asking this kind"):
        send_requests(enquiry, asked, by=enter("tom"))
    with pytest.raises(NotReady, match="at least one agency"):
        send_requests(enquiry, [], by=enter("tom"))
    assert not AgencyCheck.objects.exists()


def many(enquiry: MashEnquiry, number: int, enter: Enter) -> list[Question]:
    """So many schools, each asked about everybody."""
    by = enter("tom")
    for place in range(number):
        let_agency_in(NewAgency(f"school-{place}", f"School {place}", "school"), by=by)
    return [a_question(enquiry, f"school-{place}", method="here") for place in range(number)]


def test_forty_cost_hardly_more_questions_to_the_database_than_two(enter: Enter) -> None:
    enquiry, _ = agreed(enter)
    counted = []
    for number in (2, 40):
        asked, tom = many(enquiry, number, enter), enter("tom")
        with CaptureQueriesContext(connection) as queries:
            send_requests(fresh(enquiry), asked, by=tom)
        # one press defers a job for each question: that, with its savepoint, is the queue's
        queue = ("procrastinate", "SAVEPOINT")
        ours = [one for one in queries if not any(word in one["sql"] for word in queue)]
        counted.append(len(ours))
    assert counted[1] <= counted[0], counted
    assert AgencyCheck.objects.count() == Disclosure.objects.count() == 40
    assert ClockRun.objects.filter(code="C07A", stopped_at=None).count() == 40


def test_one_press_asks_them_and_a_second_asks_nobody_again(enter: Enter, client: Client) -> None:
    enquiry, family = agreed(enter)
    works(family["kelly"], "haven", "other", "Parents’ group", enter)
    works(family["child"], "hollin-park", "school", "Her school until July", enter)
    client.force_login(User.objects.get(email="tom@openmash.example"))
    path = f"/contacts/{enquiry.contact.reference}/enquiry/agencies/"
    page = client.get(path).content.decode()
    assert "Parents’ group" in page
    enter("tom")
    found = list(proposals(enquiry, scope_of(enquiry, by=enter("tom")), by=enter("tom")))
    ticked = {one.field: list(one.because) for one in found if one.is_proposed}
    data = {"necessity": "She is hurt again", "bases": ["A6_1_E"], **ticked}
    assert client.post(path, data).status_code == 302
    enter("tom")
    sent = AgencyCheck.objects.count()
    assert sent == len(ticked)
    ways = dict(AgencyCheck.objects.values_list("agency_id", "method"))
    assert (ways["st-oswins"], ways["hollin-park"]) == ("here", "phone")
    assert Task.objects.filter(kind="check.ring").count() == list(ways.values()).count("phone")
    again = client.get(path).content.decode()
    assert "Asked already" in again
    client.post(path, data)
    enter("tom")
    assert AgencyCheck.objects.count() == sent


def test_whom_the_family_does_not_want_asked_is_not_offered(enter: Enter, client: Client) -> None:
    limits = {"limits": "Not her surgery", "not_these": ("gp_practice",)}
    enquiry, _ = agreed(enter, answer="limited", **limits)
    client.force_login(User.objects.get(email="tom@openmash.example"))
    page = client.get(f"/contacts/{enquiry.contact.reference}/enquiry/agencies/").content.decode()
    assert "The family does not want asked" in page
    assert "About whom is Fernhill Surgery asked" not in page


def test_whoever_is_not_in_the_scope_is_not_asked_about(enter: Enter) -> None:
    enquiry, _ = agreed(enter)
    stranger, tom = a_question(enquiry, people=(str(uuid.uuid4()),)), enter("tom")
    with pytest.raises(NotReady, match="not asked about in this enquiry"):
        send_requests(enquiry, [stranger], by=tom)
