"""Somebody without an account tells us of a child (L88, P1, e-MARF §2, §7)."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from openmash.core.actor import Actor
from openmash.foundation.access.models import ReadLog, User
from openmash.foundation.access.row_security import act_as
from openmash.foundation.clocks.models import ClockRun
from openmash.foundation.ledger.models import Event
from openmash.foundation.ledger.running import react_to_pending
from openmash.foundation.people.models import Voice
from openmash.foundation.tasks.models import Task
from openmash.frontdoor.contacts.commands.sending import LATER
from openmash.frontdoor.contacts.models import Contact
from openmash.frontdoor.contacts.rules.sending import Safety
from openmash.frontdoor.ways.models import Arrival
from openmash.frontdoor.ways.rules import sum_for
from openmash.frontdoor.ways.tests.builders import SEEN, holder_of, secret_in, sends, sent_contact
from tests.fixtures import Enter


def react(by: Actor) -> None:
    """Whatever follows by itself has followed; whoever was on stage is again."""
    react_to_pending(at=by.at, partnership=by.partnership)
    act_as(by)


NOTHING = ("Isla", "Maya", "number twelve", "bathroom")


def test_a_neighbour_sends_and_stays_unnamed(
    enter: Enter, client: Client, monday: datetime
) -> None:
    """P1 R4; data §5.4: how they know the child is the census source."""
    page = sends(client, at=monday, B2=SEEN, S_how="acquaintance", **{"A1_name-1": "Isla"})
    assert page.status_code == 200
    assert "We have it" in page.content.decode()
    for word in NOTHING:
        assert word not in page.content.decode(), "what was typed stands on the page after it"
    enter("aisha")
    contact = sent_contact(page)
    assert (contact.state, contact.channel) == ("submitted", "PUBLIC_FORM")
    assert contact.sender is None
    assert contact.sender_name == "Somebody who did not say who they are"
    assert contact.source_code == "1B"
    assert contact.worry_line == SEEN
    assert contact.children.get().name == "Isla"
    running = ClockRun.objects.filter(subject=contact.subject, stopped_at=None)
    assert set(running.values_list("code", flat=True)) == {"C01", "C02"}


def test_nothing_of_it_stays_in_the_browser(enter: Enter, client: Client, monday: datetime) -> None:
    for page in (
        client.get("/tell/brackenford/"),
        client.get("/tell/brackenford/worry/"),
        sends(client, at=monday, B2=SEEN),
    ):
        assert page.status_code == 200
        assert not page.cookies
        assert page.headers["Cache-Control"] == "no-store"
        assert page.headers["Referrer-Policy"] == "no-referrer"


def test_pressed_twice_it_is_sent_once(enter: Enter, client: Client, monday: datetime) -> None:
    """§9: the same page again gives back the same reference and the same address."""
    key = str(uuid.uuid4())
    first = sends(client, at=monday, key=key, B2=SEEN)
    again = sends(client, at=monday + timedelta(minutes=3), key=key, B2=SEEN)
    assert secret_in(first) == secret_in(again)
    enter("aisha")
    assert Contact.objects.filter(channel="PUBLIC_FORM").count() == 1
    assert not sent_contact(again).answers.filter(question=LATER).exists()


def test_changed_and_sent_again_what_changed_is_added(
    enter: Enter, client: Client, monday: datetime
) -> None:
    """The back button leads to a page that is filled in: what they put right there is not lost."""
    key, child = str(uuid.uuid4()), {"A1_name-1": "Isla"}
    sends(client, at=monday, key=key, B2=SEEN, A3=Safety.SAFE, **child)
    changed = {"B2": "It was the girl", "A3": Safety.NOT_SAFE, "A1_name-1": "Isla"}
    for _ in range(2):
        again = sends(client, at=monday + timedelta(minutes=3), key=key, **changed)
    by = enter("aisha")
    contact = sent_contact(again)
    assert contact.worry_line == SEEN
    later = contact.answers.get(question=LATER).value
    assert later.count("It was the girl") == 1
    assert "Isla" not in later, "the same as before"
    react(by)
    assert contact.immediate_danger
    assert Task.objects.filter(about=contact.subject, kind="danger", state="open").count() == 1


def test_an_empty_page_is_asked_for_a_few_words(
    enter: Enter, client: Client, monday: datetime
) -> None:
    page = sends(client, at=monday, A3="")
    assert page.status_code == 422
    assert "A few words are enough" in page.content.decode()
    enter("aisha")
    assert not Contact.objects.exists()


def test_another_child_keeps_what_was_typed(enter: Enter, client: Client, monday: datetime) -> None:
    typed: dict[str, Any] = {"A1_name-1": "Tom", "B1-1": ["neglect"]}
    page = sends(client, at=monday, B2=SEEN, another="1", **typed).content.decode()
    assert 'value="Tom"' in page
    assert SEEN in page
    assert 'name="A1_name-2"' in page
    assert 'name="children" value="2"' in page
    enter("aisha")
    assert not Contact.objects.exists(), "nothing is sent by asking for room"


def test_danger_is_sent_with_nothing_else_said(
    enter: Enter, client: Client, monday: datetime
) -> None:
    """e-MARF §4 A3: first, and at once; the people of the hub are called."""
    page = sends(client, at=monday, A3=Safety.NOT_SAFE)
    assert "Ring 999 now" in page.content.decode()
    by = enter("aisha")
    contact = sent_contact(page)
    assert contact.immediate_danger
    assert contact.finished_at is not None
    react(by)
    assert Task.objects.filter(about=contact.subject, kind="danger").exists()
    assert sent_contact(page).state == "acknowledged"


def test_a_child_writes_in_their_own_words(enter: Enter, client: Client, monday: datetime) -> None:
    """L104, P28: what they wrote is their voice, and whoever they ask to ring is asked to."""
    wrote = "My mum's boyfriend shouts and I hide in the bathroom"
    typed = {"C1-1": wrote, "C3-1": "That he goes", "A1_name-1": "Maya", "X2": "07700 900123"}
    page = sends(client, form="young", at=monday, S_ring="yes", S_safe="After four", **typed)
    assert "Childline" in page.content.decode()
    by = enter("tom")
    contact = sent_contact(page)
    assert (contact.worry_line, contact.sender_name) == (wrote, "Maya")
    assert contact.source_code == "1C"
    voice = Voice.objects.get(about=contact.children.get().subject)
    assert (voice.words, voice.wishes, voice.told) == (
        wrote,
        "That he goes",
        "Written by themselves",
    )
    assert voice.is_direct
    react(by)
    assert Task.objects.filter(about=contact.subject, kind="ring_the_young_person").exists()


def test_a_number_alone_is_enough_from_a_child(
    enter: Enter, client: Client, monday: datetime
) -> None:
    page = sends(client, form="young", at=monday, X2="07700 900123")
    assert page.status_code == 200
    enter("aisha")
    assert sent_contact(page).sender_name == "A young person who did not give a name"


def test_a_limit_slows_and_never_refuses(enter: Enter, client: Client, monday: datetime) -> None:
    """A school is one place with many people in it; who may be in danger is not asked at all."""
    for _ in range(10):
        assert sends(client, at=monday, B2=SEEN).status_code == 200
    key = uuid.uuid4()
    asked = sends(client, at=monday, B2=SEEN, key=str(key))
    assert asked.status_code == 422
    assert SEEN in asked.content.decode()
    assert sum_for(key).words in asked.content.decode()
    wrong = sends(client, at=monday, B2=SEEN, key=str(key), person="0")
    assert wrong.status_code == 422
    right = sends(client, at=monday, B2=SEEN, key=str(key), person=str(sum_for(key).answer))
    danger = sends(client, at=monday, A3=Safety.NOT_SAFE)
    assert (right.status_code, danger.status_code) == (200, 200)
    enter("aisha")
    assert [sent_contact(one).much_sent for one in (right, danger)] == [True, True]
    later = sends(client, at=monday + timedelta(minutes=61), B2=SEEN)
    assert later.status_code == 200
    enter("aisha")
    assert not sent_contact(later).much_sent


def test_where_it_came_from_is_kept_by_nobody_for_long(
    enter: Enter, client: Client, monday: datetime
) -> None:
    sends(client, at=monday, B2=SEEN)
    page = sends(client, at=monday + timedelta(hours=25), B2=SEEN)
    holder_of(secret_in(page), at=monday)
    assert Arrival.objects.count() == 1
    assert "127.0.0.1" not in str(Arrival.objects.values())
    enter("meera")
    assert Arrival.objects.count() == 0, "nobody at the hub reads it"


def test_the_status_says_how_far_it_is_and_takes_what_is_added(
    enter: Enter, client: Client, monday: datetime
) -> None:
    page = sends(client, at=monday, B2=SEEN, **{"A1_name-1": "Isla"})
    here = f"/tell/brackenford/sent/{secret_in(page)}/"
    shown = client.get(here).content.decode()
    assert "We have your message" in shown
    assert "Isla" not in shown
    assert SEEN not in shown
    for _ in range(2):  # pressed twice, it stands there once
        assert client.post(here, {"text": "He has no coat"}).status_code == 302
    assert "Added" in client.get(f"{here}?added=1").content.decode()
    by = enter("aisha")
    contact = sent_contact(page)
    added = contact.answers.get(question="Z1").value
    assert added.count("He has no coat") == 1
    assert ReadLog.objects.filter(subject=contact.subject, action="view").exists()
    assert Event.objects.filter(subject=contact.subject, name="contact.added_to").count() == 1
    assert by


@pytest.mark.parametrize("hub", ["brackenford", "oakmere", "nowhere"])
def test_a_secret_opens_nothing_elsewhere_and_a_wrong_one_nothing_at_all(
    enter: Enter, client: Client, monday: datetime, hub: str
) -> None:
    secret = secret_in(sends(client, at=monday, B2=SEEN))
    wrong = secret[:-1] + ("A" if secret[-1] != "A" else "B")
    assert client.get(f"/tell/{hub}/sent/{wrong}/").status_code == 404
    if hub != "brackenford":
        assert client.get(f"/tell/{hub}/sent/{secret}/").status_code == 404


def test_whoever_is_signed_in_writes_here_as_anybody(
    enter: Enter, client: Client, monday: datetime
) -> None:
    client.force_login(User.objects.get(pk=enter("meera").user))
    page = sends(client, at=monday, B2=SEEN)
    enter("aisha")
    contact = sent_contact(page)
    events = Event.objects.filter(subject=contact.subject)
    assert {one.user for one in events} == {str(contact.public_key)}
    assert "Meera" not in {one.user_name for one in events}


@pytest.mark.parametrize(
    "typed",
    [
        {"key": "not-a-key", "children": "99999999999"},
        {"children": "-1", "A1_name-44": "x"},
        {"A3": "a choice nobody offers", "B1-1": ["no such worry", "neglect"]},
        {
            "B2": "\x00\x08\u202e <script>alert(1)</script> {{ 7*7 }} =cmd|' /C calc'!A0 \U0001f9d2"
            * 40
        },
    ],
)
def test_whatever_is_posted_arrives_or_says_why(
    enter: Enter, client: Client, monday: datetime, typed: dict[str, str | list[str]]
) -> None:
    page = sends(client, at=monday, **{"X2": "0", **typed})  # type: ignore[arg-type]
    assert page.status_code == 200
    enter("aisha")
    assert sent_contact(page).state == "submitted"
