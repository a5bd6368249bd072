"""An enquiry on paper: agreement and override on it, addresses and spoken words not (`roles.md` §3, §7)."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pytest
from django.test import Client
from pypdf import PdfReader

from openmash.foundation.access.models import ReadLog
from openmash.foundation.ui import pdf
from openmash.frontdoor.enquiries.commands import agreement as asking
from openmash.frontdoor.enquiries.commands import answering
from openmash.frontdoor.enquiries.commands.items import note_item
from openmash.frontdoor.enquiries.commands.requests import send_requests
from openmash.frontdoor.enquiries.models import AgencyCheck, ScopePerson
from openmash.frontdoor.enquiries.queries.agreement import agreement_of
from openmash.frontdoor.enquiries.rules.agreement import Override
from openmash.frontdoor.enquiries.rules.items import Fact
from openmash.frontdoor.enquiries.rules.requests import Reply
from openmash.frontdoor.enquiries.tests.builders import (
    a_question,
    an_answer,
    an_enquiry,
    fresh,
    screened,
    with_family,
)
from openmash.frontdoor.enquiries.tests.test_enquiry_pages import here, words
from openmash.frontdoor.enquiries.views.printing import TOO_LONG
from tests.fixtures import Enter

WHY = "He hurt her when she told before, and she goes home to him tonight."
SEEN = Fact("A bruise on her arm", "injury", "fact", "yes", dated_words="Monday")
NOTED = Fact("Mother rang the crisis line", "mental_health", "fact", "no", dated_words="twice",
             agency="midshire-mind", source_system="secure e-mail")  # fmt: skip
WHISPERED = replace(SEEN, text="Her aunt is the one who rang", handling=("H4",))


def overridden(enter: Enter) -> AgencyCheck:
    """The mother refuses, Meera overrides, the school has answered with two facts."""
    contact = screened(enter)
    with_family(enter, contact)
    enquiry = an_enquiry(enter, contact)
    an_answer(enter, enquiry, "refused")
    said = Override("RISK_TO_CHILD", WHY, never_because="He would know within the hour")
    asking.override(agreement_of(enquiry), said, by=enter("meera"))
    question = a_question(fresh(enquiry), "st-oswins", method="here")
    (check,) = send_requests(fresh(enquiry), [question], by=enter("tom"))
    replies = [
        Reply(str(one.pk), one.name, "info", facts=(SEEN, WHISPERED) if one.is_child else (SEEN,))
        for one in check.people.all()
    ]
    answering.send_reply(
        AgencyCheck.objects.select_related("agency", "form").get(pk=check.pk),
        replies,
        by=enter("ruth"),
    )
    enter("tom")
    return check


def test_the_print_says_on_what_ground_and_keeps_what_is_only_spoken(
    enter: Enter, client: Client
) -> None:
    check = overridden(enter)
    contact = check.enquiry.contact
    page, paper = (words(client, "tom", f"{here(contact)}{one}") for one in ("", "print/"))
    assert WHISPERED.text in page
    assert WHISPERED.text not in paper
    assert SEEN.text in paper
    assert WHY in paper
    assert "Overridden after a refusal" in paper
    assert "OFFICIAL-SENSITIVE" in paper
    for address in ("14 Mill Row", "ZZ1 4MR", "3 Far Lane"):
        assert address not in paper


def test_what_the_hub_wrote_down_itself_is_on_paper_too(enter: Enter, client: Client) -> None:
    """A note of a crisis team comes with nobody's answer; what is only spoken stays off the paper."""
    contact = overridden(enter).enquiry.contact
    child = ScopePerson.objects.select_related("enquiry__contact").get(
        enquiry__contact=contact, role="child"
    )
    for fact in (NOTED, replace(NOTED, text="A neighbour whispers it", handling=("H4",))):
        note_item(child, fact, by=enter("tom"))
    paper = words(client, "tom", f"{here(contact)}print/")
    assert NOTED.text in paper
    assert "Midshire Mental Health Trust, secure e-mail" in paper
    assert "A neighbour whispers it" not in paper


def test_every_print_is_recorded_and_only_for_those_who_read_answers(
    enter: Enter, client: Client
) -> None:
    contact = overridden(enter).enquiry.contact
    words(client, "tom", f"{here(contact)}print/")
    enter("tom")
    assert ReadLog.objects.filter(action="print", subject=contact.subject).count() == 1
    client.logout()
    assert "OFFICIAL-SENSITIVE" not in words(client, "aisha", f"{here(contact)}print/")


@pytest.mark.skipif(not pdf.is_possible(), reason="this machine has no Pango")
def test_the_file_says_what_the_paper_says_and_keeps_what_it_keeps(
    enter: Enter, client: Client
) -> None:
    contact = overridden(enter).enquiry.contact
    words(client, "tom", here(contact))  # signs in
    answer = client.get(f"{here(contact)}print/pdf/")
    assert answer["Content-Disposition"] == (
        f'attachment; filename="enquiry-{contact.reference}.pdf"'
    )
    sheets = [
        " ".join(page.extract_text().split()) for page in PdfReader(BytesIO(answer.content)).pages
    ]
    assert all("Printed by Tom Ashdown" in sheet for sheet in sheets)
    told = " ".join(sheets)
    assert WHY in told
    assert SEEN.text in told
    for kept in (WHISPERED.text, "14 Mill Row", "ZZ1 4MR", "3 Far Lane"):
        assert kept not in told
    enter("tom")
    assert ReadLog.objects.get(action="print").facts == {"profile": "enquiry as a file"}


def test_without_the_system_part_it_leads_to_the_page_that_says_so(
    enter: Enter, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "is_possible", lambda: False)
    contact = overridden(enter).enquiry.contact
    words(client, "tom", here(contact))  # signs in
    answer = client.get(f"{here(contact)}print/pdf/", follow=True)
    assert "This server makes none" in answer.content.decode()


@pytest.mark.skipif(not pdf.is_possible(), reason="this machine has no Pango")
def test_a_very_long_enquiry_is_printed_and_no_file_is_recorded(
    enter: Enter, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Laying it out would hold the server longer than anybody waits."""
    contact = overridden(enter).enquiry.contact
    words(client, "tom", here(contact))  # signs in
    monkeypatch.setattr(pdf, "MOST", 1_000)
    answer = client.get(f"{here(contact)}print/pdf/", follow=True)
    page = answer.content.decode()
    assert TOO_LONG in page
    assert SEEN.text in page
    enter("tom")
    assert ReadLog.objects.get(action="print").facts == {"profile": "enquiry"}
