"""What a source lays down for its fact holds wherever the fact is read (`roles.md` §7, L66)."""

from __future__ import annotations

import re

from django.test import Client

from openmash.frontdoor.enquiries.models import EvidenceItem
from openmash.frontdoor.enquiries.tests.answering import a_fact, asked, signed_in
from openmash.frontdoor.enquiries.tests.test_enquiry_pages import here, sends, words
from tests.fixtures import Enter

WHISPER = "Her aunt is the one who rang"
SPOKEN = "by word of mouth only: on no paper"


def told(enter: Enter, client: Client, **conditions: str) -> str:
    """Ruth tells one fact with conditions; returns the address of the contact."""
    check = asked(enter)
    fact = a_fact(1, WHISPER) | {f"p1_i1_{name}": value for name, value in conditions.items()}
    answer = signed_in(client, "ruth").post(f"/requests/{check.pk}/", {**fact, "then": "send"})
    assert answer.status_code == 302, answer.content.decode()
    enter("tom")
    return here(check.enquiry.contact)


def test_an_agency_says_that_a_fact_is_for_no_paper(enter: Enter, client: Client) -> None:
    contact = told(enter, client, passing="H4")
    page = words(client, "tom", contact)
    drawn = re.search(
        rf'<div class="([^"]*)"[^>]*><p>[^<]*(<span[^>]*>[^<]*</span>)?{WHISPER}', page
    )
    assert drawn is not None
    assert "om-screen-only" in drawn[1]  # the browser leaves it out when this page is printed
    assert SPOKEN in page
    paper = words(client, "tom", f"{contact}print/")
    assert WHISPER not in paper
    assert "1 fact that may be passed on by word of mouth only" in paper


def test_a_fact_without_a_condition_is_on_paper_and_says_nothing_of_it(
    enter: Enter, client: Client
) -> None:
    contact = told(enter, client)
    paper = words(client, "tom", f"{contact}print/")
    assert WHISPER in paper
    assert "word of mouth" not in paper
    assert EvidenceItem.objects.get(text=WHISPER).handling == ["H1"]


def test_both_conditions_of_an_agency_are_kept(enter: Enter, client: Client) -> None:
    contact = told(enter, client, tell="no", passing="H3")
    assert EvidenceItem.objects.get(text=WHISPER).handling == ["H1", "H2", "H3"]
    page = words(client, "tom", contact)
    assert "do not tell the family · not passed on without asking the source" in page


def test_another_condition_alone_is_another_answer(enter: Enter, client: Client) -> None:
    """A fact sent again with a condition stands with it; without it nothing would have changed."""
    check = asked(enter)
    path, at = f"/requests/{check.pk}/", signed_in(client, "ruth")
    at.post(path, {**a_fact(1, WHISPER), "then": "send"})
    at.post(path, {**a_fact(1, WHISPER, 1), "p1_i1_passing": "H4", "then": "send"})
    assert SPOKEN in at.get(path).content.decode()
    enter("tom")
    assert EvidenceItem.objects.get(text=WHISPER, taken_back_at=None).handling == ["H1", "H4"]


def test_the_hub_writes_a_condition_down_with_the_fact(enter: Enter, client: Client) -> None:
    contact = told(enter, client)
    about = EvidenceItem.objects.get(text=WHISPER).about_id
    fact = {
        "about": str(about), "category": "injury", "text": "A burn on the hand", "certainty": "fact",
        "tell_family": "yes", "when": "last week", "agency": "", "source": "ward", "passing_on": "H3",
    }  # fmt: skip
    assert sends(client, "tom", f"{contact}items/add/", fact).status_code == 302
    enter("tom")
    assert EvidenceItem.objects.get(text="A burn on the hand").handling == ["H1", "H3"]


def test_a_condition_that_is_none_is_refused_and_nothing_is_lost(
    enter: Enter, client: Client
) -> None:
    check = asked(enter)
    fact = {**a_fact(1, WHISPER), "p1_i1_passing": "H9", "then": "send"}
    page = signed_in(client, "ruth").post(f"/requests/{check.pk}/", fact)
    assert "There is a problem" in page.content.decode()
    assert WHISPER in page.content.decode()
    enter("tom")
    assert not EvidenceItem.objects.exists()
