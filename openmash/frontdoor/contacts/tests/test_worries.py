"""The sender's pages: nothing typed is lost, everything asked has its place (L34, L41, §9)."""

from __future__ import annotations

import re
import uuid
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from openmash.foundation.access.models import User
from openmash.frontdoor.contacts.commands import drafting
from openmash.frontdoor.contacts.emarf.first_version import CONTENT
from openmash.frontdoor.contacts.models import Answer, Contact, HeldEntry
from openmash.frontdoor.contacts.tests.builders import NOAHS_OWN, STORY, a_draft, a_sent_worry
from tests.fixtures import Enter

PAGES = [page["key"] for section in CONTENT["sections"] for page in section["pages"]]


@pytest.fixture
def ruth(client: Client, enter: Enter) -> Client:
    return sign_in(client, enter, "ruth")


def sign_in(client: Client, enter: Enter, key: str) -> Client:
    enter(key)
    client.force_login(User.objects.get(email=f"{key}@openmash.example"))
    return client


def at(contact: Contact, *rest: str) -> str:
    return "/".join(["/worries", contact.reference, *rest, ""])


def token_on(page: str) -> str:
    found = re.search(r'name="draft_token" value="([^"]+)"', page)
    assert found
    return found[1]


def begin(client: Client, enter: Enter) -> Contact:
    key = str(uuid.uuid4())
    client.post("/worries/start/", {"key": key})
    client.post("/worries/start/", {"key": key})
    by = enter("ruth")
    return Contact.objects.get(sender__id=by.user)


def test_start_pressed_twice_begins_one_worry(ruth: Client, enter: Enter) -> None:
    contact = begin(ruth, enter)
    assert ruth.get(at(contact)).status_code == 200


def test_from_first_field_to_receipt(ruth: Client, enter: Enter) -> None:
    """L34: four essentials are enough, and the receipt carries the reference."""
    contact = begin(ruth, enter)
    children = {"A1_name-1": "Isla Tarrant", "A1_age-1": "7", "A3": "safe_for_now"}
    moved = ruth.post(at(contact, "about", "children"), children)
    assert moved["Location"] == at(contact, "about", "what")
    ruth.post(at(contact, "about", "what"), {"B1-1": ["neglect"], "B2": STORY})
    assert ruth.post(at(contact, "send"))["Location"] == at(contact, "sent")
    receipt = ruth.get(at(contact, "sent"))
    assert contact.reference in receipt.content.decode()
    assert ruth.post(at(contact, "send"))["Location"] == at(contact, "sent")


@pytest.mark.parametrize("key", [key for key in PAGES if key not in {"later", "adult"}])
def test_every_page_shows_and_keeps_what_is_typed(key: str, ruth: Client, enter: Enter) -> None:
    contact = a_draft(enter, siblings={"Noah": NOAHS_OWN})
    for where in [at(contact, "about", key), at(contact, "about", key, "2")]:
        found = ruth.get(where)
        assert found.status_code in {200, 404}
    assert ruth.get(at(contact, "about", key, "1")).status_code == 200


def test_what_stands_in_the_way_leads_to_inputs_that_exist(ruth: Client, enter: Enter) -> None:
    contact = begin(ruth, enter)
    refused = ruth.post(at(contact, "send"))
    assert refused.status_code == 422
    summary = refused.content.decode().split("govuk-error-summary__list")[1].split("</ul>")[0]
    links = re.findall(r'href="([^"#]+)#([^"]+)"', summary)
    assert len(links) == 4
    for path, place in links:
        assert f'id="{place}"' in ruth.get(path).content.decode()


def test_everything_that_would_help_leads_to_an_input(ruth: Client, enter: Enter) -> None:
    contact = begin(ruth, enter)
    page = ruth.get(at(contact, "check")).content.decode()
    links = set(re.findall(r'href="(/worries/[^"#]+)#(f-[^"]+)"', page))
    assert len(links) >= 9
    for path, place in links:
        assert f'id="{place}"' in ruth.get(path).content.decode()


def test_danger_shows_999_and_sends_at_once(ruth: Client, enter: Enter) -> None:
    """§4 A3, §9.2."""
    contact = begin(ruth, enter)
    moved = ruth.post(at(contact, "about", "children"), {"A3": "not_safe"})
    assert moved["Location"] == at(contact, "danger")
    page = ruth.get(at(contact, "danger")).content.decode()
    assert 'href="tel:999"' in page
    assert 'href="tel:01632960110"' in page
    assert "Your worries" not in page
    ruth.post(at(contact, "danger"), {"X1": "Craig is outside the school"})
    enter("ruth")
    assert Answer.objects.get(question="X1").value == "Craig is outside the school"
    assert ruth.post(at(contact, "finish"))["Location"] == at(contact, "status")
    assert ruth.get(at(contact))["Location"] == at(contact, "status")


def test_the_button_in_danger_works_whatever_was_answered_before(
    ruth: Client, enter: Enter
) -> None:
    contact = a_draft(enter)
    ruth.post(at(contact, "danger"), {"A3": "not_safe"})
    enter("ruth")
    contact.refresh_from_db()
    assert contact.immediate_danger


def test_saving_while_typing_answers_with_versions(ruth: Client, enter: Enter) -> None:
    contact = a_draft(enter)
    fields = {"B4": "Nana helps", "v:B4": "0", "active_seconds": "12", "inputs": "1"}
    saved = ruth.post(at(contact, "save"), fields, headers={"x-requested-with": "autosave"})
    assert saved.json()["versions"] == {"B4": 1}
    stale = ruth.post(at(contact, "save"), {**fields, "B4": "Nobody", "active_seconds": "3"})
    assert stale.status_code == 409
    assert stale.json()["conflict"]["B4"]["theirs"] == "Nana helps"
    enter("ruth")
    contact.refresh_from_db()
    assert (contact.active_seconds, contact.input_count) == (15, 1)


def test_a_button_pressed_while_a_save_is_on_its_way_is_no_conflict(
    ruth: Client, enter: Enter
) -> None:
    contact = a_draft(enter)
    ruth.post(at(contact, "save"), {"B4": "Nana", "v:B4": "0"})
    typed = {"B4": "Nana helps", "v:B4": "0", "was:B4": "Nana"}
    assert ruth.post(at(contact, "about", "meanwhile"), typed).status_code == 302
    assert ruth.post(at(contact, "save"), typed | {"B4": "Nobody"}).status_code == 409


def test_danger_saved_while_typing_says_where_to_go(ruth: Client, enter: Enter) -> None:
    """§9.2: the sender sees whom to ring without pressing anything."""
    contact = begin(ruth, enter)
    saved = ruth.post(at(contact, "save"), {"A3": "not_safe", "v:A3": "0"})
    assert saved.json()["go"] == at(contact, "danger")
    assert ruth.get(saved.json()["go"]).status_code == 200


@pytest.mark.parametrize("page", ["what", "ask"])
def test_the_guidance_stands_beside_what_was_chosen(page: str, ruth: Client, enter: Enter) -> None:
    """L13: help for each chosen worry of each child, and none where nothing is chosen."""
    bare = begin(ruth, enter)
    assert "our guidance" not in ruth.get(at(bare, "about", page)).content.decode()
    contact = a_draft(enter, siblings={"Noah": NOAHS_OWN})
    shown = ruth.get(at(contact, "about", page)).content.decode()
    assert "What our guidance says about Isla’s level" in shown
    assert shown.count("Care slips at times") == 1  # Noah’s, at level 2


def test_questions_say_which_worry_brought_them_up(ruth: Client, enter: Enter) -> None:
    contact = a_draft(enter, child={"A1_age": "6 months"})
    page = ruth.get(at(contact, "about", "more", "1")).content.decode()
    legends = [words.strip() for words in re.findall(r"legend--m\">([^<]+)<", page)]
    assert legends == ["Physical harm", "Domestic abuse", "The baby", "School"]


def test_the_second_device_sees_both_texts_and_chooses(ruth: Client, enter: Enter) -> None:
    contact = a_draft(enter)
    by = enter("ruth")
    drafting.save_answers(contact, None, {"B4": "From the telephone"}, by=by)
    where = at(contact, "about", "meanwhile")
    both = ruth.post(where, {"B4": "From the desk", "v:B4": "0", "E4": "the GP", "v:E4": "0"})
    page = both.content.decode()
    assert both.status_code == 409
    assert "From the telephone" in page
    assert "From the desk" in page
    assert 'name="v:B4" value="1"' in page
    ruth.post(where, {"B4": "From the desk", "v:B4": "1", "take:B4": "1"})
    enter("ruth")
    kept = dict(Answer.objects.filter(contact=contact).values_list("question", "value"))
    assert (kept["B4"], kept["E4"]) == ("From the telephone", "the GP")


def test_words_typed_after_the_session_ended_come_back(ruth: Client, enter: Enter) -> None:
    """§9.3: a lost session loses nothing, and nobody else ever sees the words."""
    contact = a_draft(enter)
    where = at(contact, "about", "meanwhile")
    token = token_on(ruth.get(where).content.decode())
    ruth.logout()
    sent_away = ruth.post(where, {"B4": "Nana helps", "v:B4": "0", "draft_token": token})
    assert sent_away.status_code == 302
    assert "next=" in sent_away["Location"]
    sign_in(ruth, enter, "ruth")
    page = ruth.get(where).content.decode()
    assert "Nana helps" in page
    assert "We kept what you typed" in page
    ruth.post(where, {"B4": "Nana helps", "v:B4": "0"})
    assert "We kept what you typed" not in ruth.get(where).content.decode()


def test_a_forged_token_keeps_nothing(ruth: Client, enter: Enter) -> None:
    contact = a_draft(enter)
    where = at(contact, "about", "meanwhile")
    ruth.logout()
    answer = ruth.post(where, {"B4": "Nana helps", "draft_token": "forged"})
    assert "Nana helps" in answer.content.decode()  # handed back to whoever sent it
    enter("ruth")
    assert not HeldEntry.objects.exists()


def test_held_words_go_to_nobody_else(client: Client, enter: Enter) -> None:
    contact = a_draft(enter)
    enter("osei")
    assert not HeldEntry.objects.filter(contact=contact).exists()
    assert sign_in(client, enter, "osei").get(at(contact, "about", "what")).status_code == 404


def test_a_stranger_and_the_other_partnership_find_nothing(client: Client, enter: Enter) -> None:
    """§9.5: the status page never shows others' data."""
    contact = a_sent_worry(enter)
    assert sign_in(client, enter, "ruth").get(at(contact, "status")).status_code == 200
    for stranger in ("lee", "kit", "aisha"):
        sign_in(client, enter, stranger)
        assert client.get(at(contact, "status")).status_code == 404
        assert contact.reference not in client.get("/worries/").content.decode()


def test_the_status_says_where_it_is_and_takes_more(ruth: Client, enter: Enter) -> None:
    """L41: no chasing."""
    contact = a_sent_worry(enter)
    page = ruth.get(at(contact, "status")).content.decode()
    assert "Sent: the hub can see it" in page
    assert "You need not chase" in page
    ruth.post(at(contact, "add"), {"more": "She said more."})
    assert "She said more." in ruth.get(at(contact, "status")).content.decode()
    assert ruth.post(at(contact, "add"), {"more": ""}).status_code == 200


def test_a_child_is_added_and_taken_off_with_nothing_typed_lost(ruth: Client, enter: Enter) -> None:
    contact = a_draft(enter)
    where = at(contact, "about", "children")
    moved = ruth.post(where, {"A1_description-1": "red coat", "then": "add-child"})
    assert moved["Location"] == where + "#f-A1_name-2"
    assert 'id="f-A1_name-2"' in ruth.get(where).content.decode()
    assert ruth.get(at(contact, "child", "2", "remove")).status_code == 200
    ruth.post(at(contact, "child", "2", "remove"))
    enter("ruth")
    assert [c.description for c in contact.children.filter(removed_at=None)] == ["red coat"]


def test_the_same_child_twice_in_a_day_offers_the_earlier_worry(ruth: Client, enter: Enter) -> None:
    """§8: same child+sender+24 h."""
    earlier = a_sent_worry(enter, at=datetime.now(UTC))  # pages read the real clock
    contact = a_draft(enter)
    assert earlier.reference in ruth.get(at(contact, "check")).content.decode()
    other = a_draft(enter, child={"A1_name": "Kofi Mensah"})
    assert earlier.reference not in ruth.get(at(other, "check")).content.decode()


def test_a_draft_can_be_withdrawn_after_asking(ruth: Client, enter: Enter) -> None:
    contact = a_draft(enter)
    assert ruth.get(at(contact, "withdraw")).status_code == 200
    assert ruth.post(at(contact, "withdraw"))["Location"] == "/worries/"
    assert contact.reference not in ruth.get("/worries/").content.decode()


def test_the_list_shows_drafts_and_what_was_sent(ruth: Client, enter: Enter) -> None:
    draft, sent = a_draft(enter), a_sent_worry(enter)
    page = ruth.get("/worries/").content.decode()
    assert page.index("Not sent yet") < page.index(draft.reference)
    assert sent.reference in page


def test_the_task_list_takes_the_same_few_queries_for_one_child_and_three(
    ruth: Client, enter: Enter
) -> None:
    counts = []
    for siblings in ({}, {"Noah": NOAHS_OWN, "Kofi": NOAHS_OWN}):
        contact = a_draft(enter, siblings=siblings)
        with CaptureQueriesContext(connection) as queries:
            assert ruth.get(at(contact)).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 23  # one is the count of what the hub asks their agency


def test_the_story_of_a_draft_goes_along_to_the_earlier_worry(ruth: Client, enter: Enter) -> None:
    """§8 "add to earlier?": offered from the first page on, and nothing has to be typed again."""
    sent = a_sent_worry(enter, at=datetime.now(UTC))
    draft = a_draft(
        enter, B2="He came again on Tuesday night and broke the kitchen window, she says."
    )
    page = ruth.get(at(draft)).content.decode()
    assert f"/worries/{sent.reference}/status/?from={draft.reference}" in page
    earlier = ruth.get(f"/worries/{sent.reference}/status/?from={draft.reference}").content.decode()
    assert "broke the kitchen window" in earlier
    foreign = ruth.get(f"/worries/{sent.reference}/status/?from=BR-26-AAAA-A")
    assert foreign.status_code == 200


def test_a_withdrawn_draft_says_so_at_every_address_it_had(ruth: Client, enter: Enter) -> None:
    """No address leads in a circle."""
    contact = a_draft(enter)
    ruth.post(at(contact, "withdraw"))
    for rest in ((), ("status",), ("check",), ("danger",), ("about", "what"), ("sent",)):
        page = ruth.get(at(contact, *rest), follow=True)
        assert page.status_code == 200
        assert "This draft was withdrawn" in page.content.decode()


@pytest.mark.parametrize("who", ["hub", "emergency duty team"])
def test_after_danger_nobody_is_told_to_wait_for_a_date(
    client: Client, enter: Enter, monday: datetime, who: str
) -> None:
    moment = monday if who == "hub" else monday + timedelta(hours=12)
    contact = a_draft(enter, A3="not_safe", at=moment)
    with time_machine.travel(moment, tick=False):
        page = sign_in(client, enter, "ruth").get(at(contact, "status")).content.decode()
    assert "You need not chase" not in page
    assert f"the {who} acts now, not by a date" in page
    assert "01632 960110" in page


def test_the_page_of_danger_says_that_it_added_and_can_finish_with_what_is_typed(
    ruth: Client, enter: Enter
) -> None:
    contact = a_draft(enter, A3="not_safe")
    added = ruth.post(at(contact, "danger"), {"A2_where": "In the office"}, follow=True)
    assert re.search(r"Added at \d\d:\d\d", added.content.decode())
    assert "I have finished" in added.content.decode()
    stale = ruth.post(at(contact, "finish"), {"A2_where": "In the hall"})
    assert "In the hall" in stale.content.decode()  # not finished over somebody's words, nor lost
    newer = {"A2_where": "In the head’s office", "v:A2_where": "1"}
    ruth.post(at(contact, "finish"), newer)
    enter("ruth")
    contact.refresh_from_db()
    assert contact.finished_at
    assert Answer.objects.get(question="A2_where").value == "In the head’s office"


def test_time_spent_reading_counts_and_is_no_save(ruth: Client, enter: Enter) -> None:
    """§2: every page of a worry tells the seconds; a pause of a minute is not among them."""
    contact = a_draft(enter)
    before = contact.last_saved_at
    for where in (at(contact), at(contact, "check")):
        page = ruth.get(where).content.decode()
        assert f'data-counts="{at(contact, "save")}"' in page
        assert "counting" in page.rpartition("<script")[2]
    ruth.post(at(contact, "save"), {"active_seconds": "6"})
    ruth.post(at(contact, "send"), {"active_seconds": "9"})
    enter("ruth")
    contact.refresh_from_db()
    assert contact.active_seconds == 15
    assert contact.last_saved_at == before


def test_somebody_who_works_with_adults_begins_with_the_adult(enter: Enter, client: Client) -> None:
    """eMARF §7: begin with the adult, then which children; nobody else is asked."""
    contact = a_draft(enter, "gil")
    client.force_login(User.objects.get(email="gil@openmash.example"))
    page = client.get(at(contact, "about", "adult")).content.decode()
    assert "Which adult do you work with?" in page
    ruths = a_draft(enter)
    client.force_login(User.objects.get(email="ruth@openmash.example"))
    assert client.get(at(ruths, "about", "adult")).status_code == 404
