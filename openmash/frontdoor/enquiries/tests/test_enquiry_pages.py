"""The pages of an enquiry, as a browser without scripts meets them."""

from __future__ import annotations

from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from openmash.foundation.access.models import User
from openmash.foundation.clocks.models import ClockRun
from openmash.frontdoor.contacts.commands import drafting
from openmash.frontdoor.contacts.models import Contact
from openmash.frontdoor.contacts.queries.worries import IN_PLAIN_WORDS, decide_by
from openmash.frontdoor.contacts.states import ContactState
from openmash.frontdoor.enquiries.commands import checks
from openmash.frontdoor.enquiries.models import MashEnquiry, ScopePerson
from openmash.frontdoor.enquiries.presenters.pertinent import draw_first
from openmash.frontdoor.enquiries.queries.page import scope_of
from openmash.frontdoor.enquiries.queries.pertinent import pertinent
from openmash.frontdoor.enquiries.tests.builders import (
    MEANWHILE,
    WHY,
    a_question,
    an_answer,
    an_enquiry,
    fresh,
    screened,
    with_family,
)
from openmash.frontdoor.enquiries.tests.health import is_told
from tests.fixtures import Enter


def words(client: Client, key: str, path: str) -> str:
    client.force_login(User.objects.get(email=f"{key}@openmash.example"))
    return str(client.get(path).content.decode())


def sends(client: Client, key: str, path: str, data: dict[str, Any]) -> Any:
    client.force_login(User.objects.get(email=f"{key}@openmash.example"))
    return client.post(path, data)


def here(contact: Contact) -> str:
    return f"/contacts/{contact.reference}/enquiry/"


def test_a_manager_opens_it_with_everybody_at_home(enter: Enter, client: Client) -> None:
    contact = screened(enter)
    kelly, craig = (with_family(enter, contact)[name] for name in ("kelly", "craig"))
    offered = words(client, "meera", f"{here(contact)}open/")
    assert "Kelly Tarrant" in offered
    assert "Craig Molloy" in offered
    data = {"rag": "red", "reason": WHY, "here": [f"person:{kelly.pk}"]}
    assert sends(client, "meera", f"{here(contact)}open/", data).status_code == 302
    enter("meera")
    people = ScopePerson.objects.filter(enquiry__contact=contact)
    assert {one.person_id for one in people} == {None, kelly.pk}
    assert craig.display_name not in words(client, "tom", here(contact)).split("What has")[0]


def test_who_lives_elsewhere_needs_a_reason_and_what_was_typed_stays(
    enter: Enter, client: Client
) -> None:
    contact = screened(enter)
    with_family(enter, contact)
    data = {"rag": "amber", "reason": WHY, "away_0": ["yes"], "why_0": "short"}
    answer = sends(client, "meera", f"{here(contact)}open/", data)
    said = answer.content.decode()
    assert "Craig Molloy" in said
    assert "who lives elsewhere" in said
    assert WHY in said
    enter("meera")
    assert not MashEnquiry.objects.exists()


def test_the_page_says_how_urgent_about_whom_and_until_when(enter: Enter, client: Client) -> None:
    enquiry = an_enquiry(enter, rag="red")
    said = words(client, "tom", here(enquiry.contact))
    for text in ("Red", "Isla Tarrant", WHY, "Red enquiry", "Checks may not leave yet"):
        assert text in said
    assert "End it without a decision" not in said
    assert "End it without a decision" in words(client, "meera", here(enquiry.contact))
    assert "Nothing to do here" in words(client, "aisha", here(enquiry.contact))


def test_the_contact_and_the_tray_lead_to_it(enter: Enter, client: Client) -> None:
    contact = screened(enter)
    page = f"/contacts/{contact.reference}/"
    assert "Open a MASH enquiry" in words(client, "meera", page)
    assert "Open a MASH enquiry" not in words(client, "tom", page)
    an_enquiry(enter, contact, "red")
    assert f"{page}enquiry/" in words(client, "tom", page)
    tray = words(client, "tom", "/tray/?state=enquiry")
    assert contact.reference in tray
    assert "Red enquiry" in tray
    assert "MASH enquiry" in tray


def test_somebody_of_whom_a_reader_may_not_know_is_not_there(enter: Enter, client: Client) -> None:
    contact = screened(enter)
    craig = with_family(enter, contact)["craig"]
    enquiry = an_enquiry(enter, contact)
    meera = enter("meera")
    craig.readers = [meera.user]
    craig.save(update_fields=["readers"])
    assert "Craig Molloy" in words(client, "meera", here(contact))
    assert "Craig Molloy" not in words(client, "tom", here(contact))
    enter("meera")
    assert fresh(enquiry).scope.count() == 3


def test_a_child_whom_the_sender_names_later_can_be_asked_about_too(
    enter: Enter, client: Client
) -> None:
    """In danger the sender goes on writing: a brother must not stay unasked for."""
    contact = screened(enter, A3="not_safe")
    enquiry = an_enquiry(enter, contact, "red")
    drafting.add_child(
        fresh(enquiry).contact, answers={"A1_name": "Noah Tarrant"}, by=enter("ruth")
    )
    page = here(contact)
    assert "Noah Tarrant is not asked about yet" in words(client, "tom", page)
    enter("tom")
    noah = contact.children.get(name="Noah Tarrant")
    said = {"who": noah.subject, "reason": ""}
    assert "Noah Tarrant" in words(client, "tom", f"{page}people/add/")
    assert sends(client, "tom", f"{page}people/add/", said).status_code == 302
    assert "is not asked about yet" not in words(client, "tom", page)


def test_the_sender_reads_that_it_is_looked_at_and_by_when(enter: Enter, client: Client) -> None:
    """P8: checks in progress, and no more; a Green enquiry is promised for its own day."""
    enquiry = an_enquiry(enter, rag="green", meanwhile=MEANWHILE)
    path = f"/worries/{enquiry.contact.reference}/status/"
    said = words(client, "ruth", path)
    assert "checks in progress" in said
    assert MEANWHILE not in said
    ruth = enter("ruth")
    due = ClockRun.objects.get(subject=enquiry.contact.subject, code="C06").due_at
    assert decide_by(enquiry.contact, ruth) == due


def test_every_state_of_what_was_sent_has_words_for_its_sender() -> None:
    assert set(ContactState) - set(IN_PLAIN_WORDS) == {ContactState.DRAFT, ContactState.WITHDRAWN}


def test_every_small_page_opens_and_does_what_it_says(enter: Enter, client: Client) -> None:
    enquiry = an_enquiry(enter)
    contact = enquiry.contact
    for page in ("urgency/", "people/add/", "decide/"):
        assert "govuk-button" in words(client, "tom", f"{here(contact)}{page}")
    said = {"who": "new", "called": "Dawn Field", "role": "carer", "lives": "no", "reason": WHY}
    assert sends(client, "tom", f"{here(contact)}people/add/", said).status_code == 302
    enter("tom")
    dawn = ScopePerson.objects.get(enquiry=enquiry, called="Dawn Field")
    out = f"{here(contact)}people/{dawn.pk}/remove/"
    assert "Dawn Field" in words(client, "tom", out)
    assert sends(client, "tom", out, {"reason": WHY}).status_code == 302
    rated = {"rag": "red", "reason": WHY}
    assert sends(client, "tom", f"{here(contact)}urgency/", rated).status_code == 302
    assert sends(client, "tom", f"{here(contact)}decide/", {"reason": WHY}).status_code == 302
    assert sends(client, "tom", f"{here(contact)}back/", {"reason": WHY}).status_code == 302
    assert sends(client, "meera", f"{here(contact)}end/", {"reason": WHY}).status_code == 302
    enter("tom")
    assert fresh(enquiry).state == "ended_undecided"
    assert "Ended without a decision" in words(client, "tom", here(contact))


def test_the_page_asks_the_database_as_often_for_many_questions_as_for_one(
    enter: Enter, client: Client
) -> None:
    contact = screened(enter)
    with_family(enter, contact)
    enquiry = an_enquiry(enter, contact)
    an_answer(enter, enquiry)
    counted = []
    for agency in ("midshire-police", "st-oswins", "fernhill-surgery"):
        checks.ask_agency(fresh(enquiry), a_question(enquiry, agency), by=enter("tom"))
        client.force_login(User.objects.get(email="tom@openmash.example"))
        with CaptureQueriesContext(connection) as queries:
            assert client.get(here(contact)).status_code == 200
        counted.append(len(queries))
    assert len(set(counted)) == 1, counted
    # Eight of its own, whatever the number of agencies; ten belong to the frame of every page.
    assert counted[0] <= 18, counted


def test_what_is_known_first_of_each_child_is_asked_for_at_once(enter: Enter) -> None:
    enquiry = an_enquiry(enter, screened(enter))
    is_told(enter, enquiry)
    counted: list[int] = []
    for sibling in ("Kit", "Ned"):
        tom = enter("tom")
        with CaptureQueriesContext(connection) as queries:
            drawn = draw_first(pertinent(enquiry, by=tom), scope_of(enquiry, by=tom), tom)
        assert [bool(one.facts) for one in drawn] == [True] + [False] * len(counted)
        counted.append(len(queries))
        enquiry.scope.create(
            partnership_id=enquiry.partnership_id,
            called=sibling,
            role="child",
            added_at=tom.at,
            added_by=tom.name,
        )
    assert len(set(counted)) == 1, counted
