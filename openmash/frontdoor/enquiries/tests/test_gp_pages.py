"""The practices on an enquiry's page, and the small pages about them (P5)."""

from __future__ import annotations

from django.test import Client

from openmash.frontdoor.enquiries.commands.gp import note_use
from openmash.frontdoor.enquiries.models import GpRequest
from openmash.frontdoor.enquiries.tests.test_enquiry_pages import here, sends, words
from openmash.frontdoor.enquiries.tests.test_gp import SURGERY, answered, asked, with_practice
from tests.fixtures import Enter


def test_the_page_says_why_the_practice_is_asked_and_what_to_do(
    enter: Enter, client: Client
) -> None:
    contact = with_practice(enter).contact
    page = words(client, "tom", here(contact))
    assert "Fernhill Surgery" in page
    assert "Asked by default: the enquiry is Red or Amber." in page
    assert "Say why not" in page
    assert "Say why not" not in words(client, "aisha", here(contact))


def test_asking_begins_with_the_practice_its_people_and_its_questions(
    enter: Enter, client: Client
) -> None:
    contact = with_practice(enter).contact
    request = GpRequest.objects.get()
    page = words(client, "tom", f"{here(contact)}agencies/ask/?gp={request.pk}")
    assert f'<option value="{SURGERY}" selected>' in page
    assert "Registered since; Last seen; " in page  # as on the practice’s own page
    assert "Registered since" not in words(client, "tom", f"{here(contact)}agencies/ask/?gp=x")


def test_left_out_it_says_why(enter: Enter, client: Client) -> None:
    contact = with_practice(enter).contact
    path = f"{here(contact)}gp/{GpRequest.objects.get().pk}/not/"
    said = {"reason": "RISK_AT_PRACTICE", "risk": "Short"}
    refused = sends(client, "tom", path, said)
    assert "characters" in refused.content.decode()
    assert "Short" in refused.content.decode()
    said["risk"] = "His sister sits at the desk of this practice"
    assert sends(client, "tom", path, said).status_code == 302
    assert "Somebody at the practice could put a child at risk" in words(
        client, "tom", here(contact)
    )


def test_its_answer_is_used_or_not_because(enter: Enter, client: Client) -> None:
    enquiry, check = asked(enter)
    answered(enter, check)
    page = words(client, "tom", here(enquiry.contact))
    assert "Answered: say whether it is used" in page
    path = f"{here(enquiry.contact)}gp/{GpRequest.objects.get().pk}/use/"
    assert (
        "Say why the answer is not used"
        in sends(client, "tom", path, {"used": "no"}).content.decode()
    )
    assert sends(client, "tom", path, {"used": "yes"}).status_code == 302
    assert "Asked, and the answer is used" in words(client, "tom", here(enquiry.contact))


def test_why_an_answer_is_not_used_is_for_those_who_read_answers(
    enter: Enter, client: Client
) -> None:
    enquiry, check = asked(enter)
    answered(enter, check)
    request = GpRequest.objects.get()
    request.enquiry = enquiry
    note_use(request, "It speaks of a burn years ago", used=False, by=enter("tom"))
    page = here(enquiry.contact)
    assert "a burn years ago" in words(client, "tom", page)
    assert "a burn years ago" not in words(client, "aisha", page)
