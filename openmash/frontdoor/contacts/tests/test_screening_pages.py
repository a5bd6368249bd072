"""The page of a contact in a browser's hands: what it shows, to whom, and what its buttons do."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from openmash.foundation.access.models import ReadLog, User
from openmash.foundation.people.commands import (
    NewInvolvement,
    NewPerson,
    add_address,
    create_person,
    record_involvement,
)
from openmash.foundation.people.models import Person
from openmash.frontdoor.contacts.commands import screening as do
from openmash.frontdoor.contacts.models import Contact
from openmash.frontdoor.contacts.tests.builders import a_draft, a_sent_worry, only_child, rated
from tests.fixtures import Enter

WHY = "Hurt twice this month, safe until Friday"


class Browser:
    """One person at a contact's page."""

    def __init__(self, client: Client, enter: Enter, who: str, contact: Contact) -> None:
        self.client, self.enter, self.who = client, enter, who
        client.force_login(User.objects.get(pk=enter(who).user))
        self.path = f"/contacts/{contact.reference}/"

    def reads(self, step: str = "") -> str:
        return self.text(self.client.get(self.path + step))

    def presses(self, step: str, **typed: object) -> Any:
        response = self.client.post(self.path + step, typed)
        self.enter(self.who)
        return response

    def text(self, response: Any) -> str:
        self.enter(self.who)
        return re.sub(r"\s+", " ", response.content.decode())


@pytest.fixture
def opens(client: Client, enter: Enter) -> Callable[[str, Contact], Browser]:
    return lambda who, contact: Browser(client, enter, who, contact)


Opens = Callable[[str, Contact], Browser]


def test_the_page_shows_the_childs_words_and_what_is_missing(enter: Enter, opens: Opens) -> None:
    contact = a_sent_worry(enter, siblings={"Noah Tarrant": {"C1_why": "pre_verbal"}})
    page = opens("aisha", contact).reads()
    assert "“When Craig does the shouting I put Noah in the bath and shut the door.”" in page
    assert "Nothing yet from Noah in words." in page
    assert "Take it up" in page
    assert ReadLog.objects.filter(action="view", subject=contact.subject).exists()


@pytest.mark.parametrize(("answer", "said"), [("not_safe", "Yes"), ("safe", "No")])
def test_the_header_says_danger_as_the_sender_was_asked(
    answer: str, said: str, enter: Enter, opens: Opens
) -> None:
    """eMARF A3 asks about danger: its "Yes" must never stand beside the word safe."""
    text = opens("aisha", a_sent_worry_or_danger(enter, answer)).reads()
    assert re.search(rf"In danger now</dt>\s*<dd>{said}</dd>", text)
    assert "Safe now" not in text


def a_sent_worry_or_danger(enter: Enter, answer: str) -> Contact:
    """Danger sends by itself, so that there is nothing left to send."""
    return a_draft(enter, A3=answer) if answer == "not_safe" else a_sent_worry(enter, A3=answer)


@pytest.mark.parametrize(
    ("who", "status"),
    [("aisha", 200), ("ravi", 200), ("ruth", 404), ("dev", 404), ("olu", 404), ("ines", 404)],
)
def test_those_with_no_part_find_nothing(
    enter: Enter, client: Client, who: str, status: int
) -> None:
    contact = a_sent_worry(enter)
    client.force_login(User.objects.get(pk=enter(who).user))
    assert client.get(f"/contacts/{contact.reference}/").status_code == status
    assert client.get("/contacts/BR-26-0000-0/").status_code == 404


def test_a_screening_officer_takes_up_rates_links_and_hands_over(
    enter: Enter, opens: Opens
) -> None:
    contact = a_sent_worry(enter)
    tom = enter("tom").user
    aisha = opens("aisha", contact)
    aisha.presses("take-up/")
    aisha.presses("urgency/", rag="amber", reason=WHY)
    refused = aisha.text(aisha.presses("harm/", possible="no", why="no"))
    assert 'href="#f-why"' in refused
    aisha.presses("harm/", possible="no", why=WHY)
    aisha.presses(f"children/{only_child(contact).pk}/create/", key=uuid.uuid4())
    aisha.presses("hand-over/", to=tom)
    contact.refresh_from_db()
    assert (contact.rag, contact.harm_possible) == ("amber", False)
    assert str(contact.assigned_to_id) == tom
    assert only_child(contact).person is not None


def test_a_refused_rating_keeps_what_was_typed(enter: Enter, opens: Opens) -> None:
    aisha = opens("aisha", a_sent_worry(enter))
    page = aisha.text(aisha.presses("urgency/", rag="amber", reason="too short"))
    assert "There is a problem" in page
    assert 'href="#f-reason"' in page
    assert "too short" in page
    assert aisha.presses("urgency/", rag="amber", reason=WHY).status_code == 302


def test_a_suggestion_has_two_equal_buttons_and_nothing_is_linked_without_one(
    enter: Enter, opens: Opens
) -> None:
    contact = do.take_up(a_sent_worry(enter), by=enter("aisha"))
    key = uuid.uuid4()
    create_person(
        NewPerson("Isla Mae", "Tarrent", "roll", birth_date=date(2019, 3, 14)),
        key=key,
        by=enter("aisha"),
    )
    aisha, child = opens("aisha", contact), only_child(contact)
    page = aisha.reads()
    assert "Almost certain" in page
    assert page.count("Same person<") == page.count("Not the same<") == 1
    assert only_child(contact).person is None
    aisha.presses(f"children/{child.pk}/not-the-same/", key=key)
    assert "Almost certain" not in aisha.reads()
    aisha.presses(f"children/{child.pk}/link/", key=key)
    assert only_child(contact).person_id == key
    aisha.presses(f"children/{child.pk}/unlink/")
    assert only_child(contact).person is None


def test_not_the_same_can_be_taken_back_where_it_was_said(enter: Enter, opens: Opens) -> None:
    contact = do.take_up(a_sent_worry(enter), by=enter("aisha"))
    key = uuid.uuid4()
    born = date(2019, 3, 14)
    create_person(NewPerson("Isla", "Tarrent", "roll", birth_date=born), key=key, by=enter("aisha"))
    aisha, child = opens("aisha", contact), only_child(contact)
    aisha.presses(f"children/{child.pk}/not-the-same/", key=key)
    page = aisha.reads()
    assert re.search(
        r"Aisha \w+ said, [^:]+:\d\d: Isla Tarrent, [^<]+, is not the same person", page
    )
    assert "Same person<" not in page
    assert aisha.presses(f"children/{child.pk}/not-the-same/undo/", key=key).status_code == 302
    page = aisha.reads()
    assert "Same person<" in page
    assert ", is not the same person." not in page
    assert "took back that a suggestion is not the same person" in page


def test_somebody_found_by_searching_is_linked_from_the_search(enter: Enter, opens: Opens) -> None:
    contact = do.take_up(a_sent_worry(enter), by=enter("aisha"))
    key = uuid.uuid4()
    create_person(NewPerson("Isabelle", "Okafor", "roll"), key=key, by=enter("aisha"))
    aisha, child = opens("aisha", contact), only_child(contact)
    place = f"children/{child.pk}/find/"
    assert f'href="/contacts/{contact.reference}/{place}"' in aisha.reads()
    first = aisha.reads(place)
    assert 'value="Isla Tarrant 14 March 2019"' in first
    assert re.search(r'<option value="screening"\s+selected', first)
    assert "This is Isla" not in first
    asked = {"words": "isabelle okafor", "reason": "screening"}
    found = aisha.text(aisha.presses(place, **asked))
    assert "None of these: add Isla as a new person" in found
    line = ReadLog.objects.filter(action="search", subject="register:people").latest("at")
    assert line.about == [f"person:{key}"]
    button = re.search(r'formaction="([^"]+)" name="key" value="([^"]+)">This is Isla', found)
    assert button is not None
    linked = aisha.client.post(button[1], {**asked, "key": button[2]})
    assert linked["Location"] == f"/contacts/{contact.reference}/#child-{child.pk}"
    enter("aisha")
    assert only_child(contact).person_id == key
    assert "Kept" in aisha.text(aisha.client.get(f"/contacts/{contact.reference}/"))


def test_none_of_these_adds_the_child_as_a_new_person(enter: Enter, opens: Opens) -> None:
    contact = do.take_up(a_sent_worry(enter), by=enter("aisha"))
    aisha, child = opens("aisha", contact), only_child(contact)
    found = aisha.text(
        aisha.presses(f"children/{child.pk}/find/", words="nobody at all", reason="screening")
    )
    assert "Nobody here is like that" in found
    button = re.search(r'formaction="([^"]+)" name="key" value="([^"]+)">None of these', found)
    assert button is not None
    assert aisha.client.post(button[1], {"key": button[2]}).status_code == 302
    enter("aisha")
    assert str(only_child(contact).person_id) == button[2]


def test_nobody_is_linked_from_the_search_by_who_may_not_or_too_early(
    enter: Enter, opens: Opens
) -> None:
    contact, other = a_sent_worry(enter), a_sent_worry(enter)
    place = f"children/{only_child(contact).pk}/find/"
    asked = {"words": "isla tarrant", "reason": "screening"}
    for who, status in (("ravi", 403), ("dev", 404), ("ruth", 404), ("olu", 404), ("hal", 404)):
        assert opens(who, contact).presses(place, **asked).status_code == status, who
    aisha = opens("aisha", contact)
    early = aisha.text(aisha.presses(place, **asked))
    assert "Take it up first" in early
    assert "formaction" not in early
    assert opens("aisha", other).presses(place, **asked).status_code == 404


def test_a_blocked_button_answers_with_the_same_list(enter: Enter, opens: Opens) -> None:
    contact = do.take_up(a_sent_worry(enter), by=enter("aisha"))
    tom = opens("tom", contact)
    beside = tom.reads()
    refused = tom.text(tom.presses("send/"))
    for reason in ("Rate the urgency, with a reason", "Say who Isla is"):
        assert reason in beside
        assert refused.count(reason) == 2
    assert 'href="#urgency"' in refused


def test_no_question_goes_out_where_harm_is_possible(enter: Enter, opens: Opens) -> None:
    contact = do.take_up(a_sent_worry(enter), by=enter("aisha"))
    tom = opens("tom", contact)
    asked = {"question_1": "Who lives at home with Isla now?"}
    refused = tom.text(tom.presses("ask/", **asked))
    assert "Nobody has judged yet" in refused
    assert "Who lives at home with Isla now?" in refused
    rated(enter, contact, who="tom")
    tom.presses("harm/", possible="no", why=WHY)
    assert tom.presses("ask/", **asked).status_code == 302
    assert "Not answered yet" in tom.reads()


def routed(enter: Enter) -> Contact:
    contact = do.take_up(a_sent_worry(enter), by=enter("aisha"))
    dev, by = enter("dev").user, enter("aisha")
    person = do.create_and_link(only_child(contact), uuid.uuid4(), by=by).person
    assert person is not None
    new = NewInvolvement(
        "social_care", "brackenford-council", "Team 2", "record", date(2026, 9, 1), worker=dev
    )
    record_involvement(person, new, by=by)
    return do.route_to_open_case(contact, dev, "Her school asks.", by=by)


def test_the_worker_reads_the_same_page_and_accepts_or_not(enter: Enter, opens: Opens) -> None:
    contact = routed(enter)
    dev = opens("dev", contact)
    page = dev.reads()
    assert "Accept it" in page
    assert "shut the door" in page
    assert "Before this" not in page
    assert "Keep the rating" not in page
    assert dev.presses("urgency/", rag="red", reason=WHY).status_code == 403
    assert "There is a problem" in dev.text(dev.presses("decline/", reason="no"))
    assert dev.presses("accept/").status_code == 302
    contact.refresh_from_db()
    assert contact.state == "decided"


def test_who_was_quicker_is_told_kindly(enter: Enter, opens: Opens) -> None:
    contact = a_sent_worry(enter)
    aisha = opens("aisha", contact)
    assert aisha.presses("take-up/").status_code == 302
    second = aisha.presses("take-up/")
    assert second.status_code == 409
    assert "Somebody was quicker" in aisha.text(second)


def test_the_page_says_that_the_sender_is_still_writing(enter: Enter, opens: Opens) -> None:
    contact = a_draft(enter, A3="not_safe")
    assert "The sender is still writing" in opens("aisha", contact).reads()
    assert "still writing" not in opens("aisha", a_sent_worry(enter)).reads()


def test_a_protected_address_is_kept_from_screening_in_what_was_sent_too(
    enter: Enter, opens: Opens
) -> None:
    """`roles.md` §3."""
    lives = {"A1_address": "14 Mill Row", "A1_postcode": "ZZ1 4MR"}
    contact = do.take_up(a_sent_worry(enter, child=lives), by=enter("aisha"))
    by = enter("aisha")
    person = create_person(NewPerson("Isla", "Tarrant", "roll"), key=uuid.uuid4(), by=by)
    add_address(person, "14 Mill Row", "ZZ1 4MR", source="police", by=by, confidential=True)
    do.link_child(only_child(contact), person, by=by)
    assert "Mill Row" not in opens("aisha", contact).reads()
    assert "Mill Row" in opens("tom", contact).reads()


def test_every_small_page_opens_and_duplicates_are_found_by_reference(
    enter: Enter, opens: Opens
) -> None:
    first = a_sent_worry(enter)
    contact = do.take_up(a_sent_worry(enter, "nell"), by=enter("aisha"))
    meera = opens("meera", contact)
    rated(enter, contact, who="meera")
    small = ("ask/", "route/", "hand-over/", "take-over/", "duplicate/", "take-back/", "back/")
    for step in (*small, "in-error/", "in-error/refuse/", "in-error/undo/", "give-back/"):
        assert meera.client.get(meera.path + step).status_code == 200
    wrong = meera.text(meera.presses("duplicate/", reference="BR-26-0000-0"))
    assert "There is no contact with this reference here" in wrong
    assert (
        meera.presses("duplicate/", reference=first.reference.lower().replace("-", " ")).status_code
        == 302
    )
    contact.refresh_from_db()
    assert contact.duplicate_of_id == first.pk


def test_the_page_costs_the_same_however_much_was_before(enter: Enter, opens: Opens) -> None:
    contact = do.take_up(a_sent_worry(enter), by=enter("aisha"))
    a_sent_worry(enter, "nell")
    aisha = opens("aisha", contact)
    few = _queries(aisha)
    for _ in range(3):
        a_sent_worry(enter, "nell")
    enter("aisha")
    assert _queries(aisha) == few
    assert "4 contacts" in aisha.reads()


def _queries(browser: Browser) -> int:
    with CaptureQueriesContext(connection) as caught:
        browser.reads()
    return len(caught)


def test_saying_that_nobody_can_know_the_child_needs_a_reason(enter: Enter, opens: Opens) -> None:
    contact = do.take_up(a_sent_worry(enter), by=enter("aisha"))
    aisha = opens("aisha", contact)
    place = f"children/{only_child(contact).pk}/unidentified/"
    assert "Nobody can know yet" in aisha.reads(place)
    refused = aisha.text(aisha.presses(place, reason="no idea"))
    assert 'href="#f-reason"' in refused
    assert "Say why in at least 20 characters" in refused
    assert "no idea" in refused
    aisha.presses(place, reason="No name was given, only the school")
    assert "Isla: not identified yet" in opens("tom", contact).reads()


def test_a_child_of_another_contact_is_not_linked_through_this_one(
    enter: Enter, opens: Opens
) -> None:
    contact = do.take_up(a_sent_worry(enter), by=enter("aisha"))
    other = do.take_up(a_sent_worry(enter, "nell"), by=enter("aisha"))
    aisha, child = opens("aisha", contact), only_child(other)
    step = f"children/{child.pk}/create/"
    assert aisha.presses(step, key=uuid.uuid4()).status_code == 404
    assert not Person.objects.exists()
    assert opens("aisha", other).presses(step, key=uuid.uuid4()).status_code == 302
