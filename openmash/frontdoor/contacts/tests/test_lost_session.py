"""A session that ends takes no word with it, and a child in danger waits for no second press (§9.3)."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from django.http import HttpResponseBase
from django.test import Client
from django.urls import reverse

from openmash.core.actor import system_actor
from openmash.foundation.access.models import User
from openmash.foundation.access.row_security import act_as
from openmash.frontdoor.contacts.commands import feedback, screening
from openmash.frontdoor.contacts.models import Answer, Contact, HeldEntry
from openmash.frontdoor.contacts.queries.feedback import bare_facts
from openmash.frontdoor.contacts.rules.feedback import Receiver, wording_of_duplicate
from openmash.frontdoor.contacts.states import ContactState
from openmash.frontdoor.contacts.tests.builders import a_draft, a_sent_worry, rated
from tests.fixtures import Enter

PASSWORD = "three unusual words"
LONG = "She said it again. " * 5000


def signs_in(client: Client, key: str, *, wanting: str = "") -> str:
    """As a person does it, with a password; the address they are led to."""
    person = User.objects.get(email=f"{key}@openmash.example")
    person.set_password(PASSWORD)
    person.save()
    typed = {"login": person.email, "password": PASSWORD, "next": wanting}
    answer = client.post(reverse("account_login"), typed)
    assert answer.status_code == 302
    return str(answer["Location"])


@pytest.fixture
def ruth(client: Client, stage: None) -> Client:
    client.force_login(User.objects.get(email="ruth@openmash.example"))
    return client


def at(contact: Contact, *rest: str) -> str:
    return "/".join(["/worries", contact.reference, *rest, ""])


def token_on(client: Client, where: str) -> str:
    found = re.search(r'name="draft_token" value="([^"]+)"', client.get(where).content.decode())
    assert found, where
    return found[1]


def next_of(answer: HttpResponseBase) -> str:
    """Where signing in leads back to."""
    [where] = parse_qs(urlsplit(answer["Location"]).query)["next"]
    return where


def asked(contact: Contact, enter: Enter) -> Contact:
    """Tom has asked the sender a question."""
    by = enter("tom")
    screening.take_up(contact, by=by)
    rated(enter, contact, who="tom")
    screening.judge_harm(contact, False, "She is safe at her aunt’s until Friday.", by=by)
    screening.return_for_information(contact, ["Which days was she away?"], by=by)
    enter("ruth")
    return contact


def decided(enter: Enter) -> Contact:
    """A duplicate, whose sender has been told so: an outcome that needs no decision."""
    first, contact, by = a_sent_worry(enter, "osei"), a_sent_worry(enter), enter("aisha")
    screening.take_up(contact, by=by)
    rated(enter, contact)
    screening.mark_duplicate(contact, first, by=by)
    debt = contact.feedback.get()
    itself = system_actor("contacts.feedback", partnership="brackenford", at=by.at)
    act_as(itself)
    feedback.compose_and_send(
        debt, wording_of_duplicate(Receiver.WITH_DUTY, bare_facts(contact)), by=itself
    )
    enter("ruth")
    return contact


def test_danger_pressed_after_the_session_ended_is_sent_on_signing_in(
    ruth: Client, enter: Enter
) -> None:
    """§4 A3: the button stands for “send what is there at once”."""
    contact = a_draft(enter)
    token = token_on(ruth, at(contact))
    ruth.logout()
    away = ruth.post(at(contact, "danger"), {"A3": "not_safe", "draft_token": token})
    assert next_of(away) == at(contact, "danger")
    assert signs_in(ruth, "ruth", wanting=at(contact, "danger")) == at(contact, "danger")
    page = ruth.get(at(contact, "danger")).content.decode()
    assert "We have sent what you typed" in page
    enter("ruth")
    contact.refresh_from_db()
    assert (contact.state, contact.immediate_danger) == (ContactState.SUBMITTED, True)


def test_danger_is_sent_wherever_its_writer_signs_in_again(ruth: Client, enter: Enter) -> None:
    """On another device, by the front page: it says so, and sends once."""
    contact = a_draft(enter)
    where = at(contact, "about", "children")
    token = token_on(ruth, where)
    ruth.logout()
    typed = {"A3": "not_safe", "A1_name-1": "Isla T", "v:A1_name-1": "1", "draft_token": token}
    assert next_of(ruth.post(where, typed)) == at(contact, "danger")
    other = Client()
    assert signs_in(other, "ruth") == "/"
    assert "Call 999 now" in other.get("/worries/").content.decode()
    enter("ruth")
    contact.refresh_from_db()
    assert contact.immediate_danger
    assert contact.children.get().name == "Isla T"
    assert not HeldEntry.objects.filter(taken_at=None).exists()


def test_saving_while_typing_holds_danger_and_nothing_else(ruth: Client, enter: Enter) -> None:
    """What is typed stays in the open page; danger does not wait for it."""
    contact = a_draft(enter)
    token = token_on(ruth, at(contact, "about", "children"))
    ruth.logout()
    head = {"x-requested-with": "autosave"}
    for field in ({"B4": "Nana"}, {"A3": "not_safe"}):
        told = ruth.post(at(contact, "save"), {**field, "draft_token": token}, headers=head)
        assert told.status_code == 401
    enter("ruth")
    assert [one.typed for one in HeldEntry.objects.all()] == [{"A3": ["not_safe"]}]


def test_nobody_else_sends_what_was_held(ruth: Client, enter: Enter) -> None:
    contact = a_draft(enter)
    token = token_on(ruth, at(contact))
    ruth.logout()
    ruth.post(at(contact, "danger"), {"A3": "not_safe", "draft_token": token})
    signs_in(ruth, "osei")
    enter("ruth")
    contact.refresh_from_db()
    assert contact.state == ContactState.DRAFT


@pytest.mark.parametrize(
    ("step", "back"),
    [("send", "check"), ("finish", "danger"), ("child/add", ""), ("add", "status")],
)
def test_a_post_without_a_session_comes_back_to_a_page_that_works(
    step: str, back: str, ruth: Client, enter: Enter
) -> None:
    """An address that only takes posts is no page to come back to."""
    contact = a_draft(enter) if step in {"send", "child/add"} else a_sent_worry(enter)
    ruth.logout()
    where = next_of(ruth.post(at(contact, *step.split("/"))))
    assert where == at(contact, *filter(None, [back]))
    signs_in(ruth, "ruth")
    assert ruth.get(where, follow=True).status_code == 200


def test_any_other_post_comes_back_to_the_page_its_form_stood_on(
    stage: None, client: Client
) -> None:
    stood = {"referer": "http://testserver/contacts/BR-1/?page=2"}
    assert (
        next_of(client.post("/contacts/BR-1/take-up/", headers=stood)) == "/contacts/BR-1/?page=2"
    )
    elsewhere = {"referer": "https://elsewhere.example/contacts/"}
    assert next_of(client.post("/contacts/BR-1/take-up/", headers=elsewhere)) == "/"


def test_something_to_add_comes_back_whole(ruth: Client, enter: Enter) -> None:
    """Nothing typed is cut, however long; and what was added is held no longer."""
    contact = a_sent_worry(enter)
    where = at(contact, "status")
    token = token_on(ruth, where)
    ruth.logout()
    for text in (LONG.strip(), "And her brother."):
        ruth.post(at(contact, "add"), {"more": text, "draft_token": token})
    signs_in(ruth, "ruth")
    page = ruth.get(where).content.decode()
    assert LONG.strip() in page
    assert "And her brother." in page
    assert "We kept what you typed" in page
    ruth.post(at(contact, "add"), {"more": LONG})
    assert "We kept what you typed" not in ruth.get(where).content.decode()


def test_a_long_answer_is_held_and_saved_whole(ruth: Client, enter: Enter) -> None:
    contact = a_draft(enter)
    where = at(contact, "about", "meanwhile")
    token = token_on(ruth, where)
    ruth.logout()
    ruth.post(where, {"B4": LONG, "draft_token": token})
    signs_in(ruth, "ruth")
    assert LONG.strip() in ruth.get(where).content.decode()
    ruth.post(where, {"B4": LONG})
    enter("ruth")
    assert Answer.objects.get(contact=contact, question="B4").value == LONG.strip()


def test_answers_to_the_hubs_questions_come_back(ruth: Client, enter: Enter) -> None:
    contact = asked(a_sent_worry(enter), enter)
    where = at(contact, "questions")
    field = f"q-{contact.questions.get().pk}"
    token = token_on(ruth, where)
    ruth.logout()
    ruth.post(where, {field: "Every Monday", "draft_token": token})
    signs_in(ruth, "ruth")
    page = ruth.get(where).content.decode()
    assert "Every Monday" in page
    assert "We kept what you typed" in page
    ruth.post(where, {field: "Every Monday"})
    enter("ruth")
    assert contact.questions.get().answer == "Every Monday"


@pytest.mark.parametrize(("reply", "word"), [("question", "query"), ("disagree", "disagree")])
def test_a_reply_to_the_outcome_comes_back(
    reply: str, word: str, ruth: Client, enter: Enter
) -> None:
    contact = decided(enter)
    where = at(contact, "status")
    token = token_on(ruth, where)
    ruth.logout()
    said = f"I want to say this as a {word}."
    away = ruth.post(at(contact, "outcome", reply), {"text": said, "draft_token": token})
    assert next_of(away) == where
    signs_in(ruth, "ruth")
    page = ruth.get(where).content.decode()
    assert said in page
    assert "We kept what you typed" in page


def test_a_form_of_the_hub_hands_the_words_back(stage: None, client: Client) -> None:
    """Whatever holds nothing loses nothing either: the words come back in the answer."""
    typed = {"reason": "Hurt twice this month, safe until Friday", "rag": "amber"}
    answer = client.post("/contacts/BR-1/urgency/", typed)
    page = answer.content.decode()
    assert answer.status_code == 401
    assert "Hurt twice this month" in page
    assert "amber" not in page
    assert answer["Cache-Control"] == "no-store"
    assert client.post("/contacts/BR-1/urgency/", {"rag": "amber"}).status_code == 302
