"""What an agency types: kept as it is typed, and never written over (P3)."""

from __future__ import annotations

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from openmash.foundation.access.models import ReadLog
from openmash.frontdoor.enquiries.models import (
    CheckDraft,
    EvidenceItem,
)
from openmash.frontdoor.enquiries.tests.answering import (
    a_fact,
    asked,
    signed_in,
    standing,
)
from tests.fixtures import Enter


def test_what_is_typed_is_kept_and_not_for_the_hub(enter: Enter, client: Client) -> None:
    check = asked(enter)
    path = f"/requests/{check.pk}/"
    typed = {"p1_i1_text": "Came in with a bruise", "v:p1_i1_text": "0"}
    kept = signed_in(client, "ruth").post(f"{path}save/", typed).json()
    assert kept["versions"] == {"p1_i1_text": 1}
    assert "Came in with a bruise" in client.get(path).content.decode()
    enter("tom")
    assert not CheckDraft.objects.exists()


def test_a_colleagues_words_are_never_written_over(enter: Enter, client: Client) -> None:
    check = asked(enter)
    path = f"/requests/{check.pk}/"
    here = signed_in(client, "ruth")
    here.post(f"{path}save/", {"p1_why": "First", "v:p1_why": "0"})
    late = here.post(f"{path}save/", {"p1_why": "Second", "v:p1_why": "0"})
    assert late.status_code == 409
    assert late.json()["conflict"]["p1_why"]["theirs"] == "First"
    plain = here.post(path, {"p1_why": "Second", "v:p1_why": "0", "then": "p1"})
    assert plain.status_code == 409
    assert "First" in plain.content.decode()
    assert "Second" in plain.content.decode()


def test_a_page_opened_before_takes_no_colleagues_fact_back(enter: Enter, client: Client) -> None:
    check = asked(enter)
    path, here = f"/requests/{check.pk}/", signed_in(client, "ruth")
    here.post(path, {**a_fact(1, "A bruise"), "then": "p1"})
    more = {**a_fact(2, "Sleeps in class"), **a_fact(3, "Never collected")}
    here.post(path, {**a_fact(1, "A bruise", 1), **more, "then": "send"})
    empty = {name: "" if name.startswith("p") else said for name, said in a_fact(2, "").items()}
    late = {**a_fact(1, "A bruise", 1), **empty, "p2_outcome": "not_known", "then": "send"}
    assert here.post(path, late).status_code == 302
    enter("tom")
    assert standing() == {"A bruise", "Sleeps in class", "Never collected"}


def test_both_shown_a_colleagues_other_words_are_there_still(enter: Enter, client: Client) -> None:
    check = asked(enter)
    path, here = f"/requests/{check.pk}/", signed_in(client, "ruth")
    here.post(path, {"p1_why": "First", "v:p1_why": "0", **a_fact(1, "A bruise"), "then": "p1"})
    page = here.post(path, {"p1_why": "Second", "v:p1_why": "0", "then": "p1"})
    assert page.status_code == 409
    assert "A bruise" in page.content.decode()


def test_a_fact_that_is_taken_out_is_taken_back(enter: Enter, client: Client) -> None:
    check = asked(enter)
    path, here = f"/requests/{check.pk}/", signed_in(client, "ruth")
    both = {**a_fact(1, "A bruise"), **a_fact(2, "Sleeps in class")}
    here.post(path, {**both, "then": "send"})
    here.post(path, {**a_fact(1, "A bruise", 1), **a_fact(2, "", 1), "then": "send"})
    enter("tom")
    assert standing() == {"A bruise"}


def test_the_page_works_without_scripts(enter: Enter, client: Client) -> None:
    check = asked(enter)
    path = f"/requests/{check.pk}/"
    said = {
        "p1_outcome": "info", "p1_i1_text": "Came in with a bruise", "p1_i1_when": "16 November 2026",
        "p1_i1_category": "education", "p1_i1_certainty": "fact", "p1_q_attendance": "71",
        "p2_outcome": "not_known", "then": "send",
    }  # fmt: skip
    answer = signed_in(client, "ruth").post(path, said)
    assert answer.status_code == 302, answer.content.decode()
    page = client.get(path).content.decode()
    assert "16 November 2026" in page
    assert "no answer yet" in page
    enter("tom")
    item = EvidenceItem.objects.get()
    assert str(item.dated_from) == "2026-11-16"
    assert item.answer is not None
    assert item.answer.told == {"attendance": "71"}


def test_the_page_costs_the_same_whatever_was_typed_and_said(enter: Enter, client: Client) -> None:
    check = asked(enter)
    path, here, counted = f"/requests/{check.pk}/", signed_in(client, "ruth"), []
    here.get(path)
    for number in (1, 2, 3):
        with CaptureQueriesContext(connection) as queries:
            here.get(path)
        counted.append(len(queries))
        here.post(path, {f"p{number}_outcome": "not_known", f"p{number}_why": "x", "then": "send"})
    assert max(counted) <= counted[0] + 1, counted
    assert max(counted) <= 14, counted


def test_saving_while_typing_is_no_look(enter: Enter, client: Client) -> None:
    check = asked(enter)
    path, here = f"/requests/{check.pk}/", signed_in(client, "ruth")
    here.get(path)
    for number in range(3):
        here.post(f"{path}save/", {"p1_why": f"x{number}", "v:p1_why": str(number)})
    enter("tom")
    assert ReadLog.objects.filter(subject=check.subject).count() == 1
