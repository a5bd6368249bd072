"""The emergency duty team takes a worry at night, and the hub finds it in the morning (P18, L87–L91)."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
import time_machine
from django.db import transaction
from django.test import Client

from openmash.core.actor import Actor
from openmash.core.refusals import NotAllowed, NotReady
from openmash.foundation.access.models import User
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.row_security import act_as
from openmash.foundation.ledger.models import Event
from openmash.foundation.tasks.queries import open_tasks
from openmash.frontdoor.contacts.access import visible_to
from openmash.frontdoor.contacts.commands import screening as do
from openmash.frontdoor.contacts.models import Contact, UrgencyRating
from openmash.frontdoor.contacts.queries.tray import tray
from openmash.frontdoor.contacts.queries.tray_filters import Looking
from openmash.frontdoor.contacts.tests.builders import a_draft, a_sent_worry, only_child

Enter = Callable[..., Actor]
WHY = "Hurt twice this month, safe until Friday"
DONE = "22:20 police are with them, both children are at their aunt’s, Craig is arrested"


@pytest.fixture
def night(monday: datetime) -> datetime:
    """Monday, 22:00."""
    return monday + timedelta(hours=12)


@pytest.fixture
def morning(monday: datetime) -> datetime:
    """Tuesday, 09:00: the hub is open again."""
    return monday + timedelta(hours=23)


def at_the_page(client: Client, enter: Enter, who: str, at: datetime) -> None:
    with time_machine.travel(at):
        client.force_login(User.objects.get(pk=enter(who, at=at).user))


def test_at_night_the_team_takes_a_worry_through_to_the_hub(
    enter: Enter, client: Client, night: datetime, morning: datetime
) -> None:
    contact = a_draft(enter, A3="not_safe", at=night)
    tom, path = enter("tom").user, f"/contacts/{contact.reference}/"
    at_the_page(client, enter, "ravi", night)
    with time_machine.travel(night):
        page = client.get(path).content.decode()
        assert "The hub opens at 08:45 tomorrow" in page
        assert "Take it up" in page
        for step, typed in (
            ("take-up/", {}),
            ("urgency/", {"rag": "red", "reason": WHY}),
            ("harm/", {"possible": "yes"}),
            ("done/", {"what": DONE}),
        ):
            assert client.post(path + step, typed).status_code == 302, step
        page = client.get(path).content.decode()
        assert "wrote down what was done" in page
        for link in ("Hand it over to the hub", "Ask Ruth "):
            assert link in page
        for not_theirs in ("Send to decision", "duplicate/", "route/", "children/"):
            assert not_theirs not in page
        refused = client.post(path + "hand-over/", {"to": tom}).content.decode()
        assert "Say in at least 20 characters how the children are" in refused
        assert 'href="#f-note"' in refused
        assert client.post(path + "hand-over/", {"to": tom, "note": DONE}).status_code == 302
    enter("tom", at=morning)
    contact.refresh_from_db()
    assert (contact.rag, contact.harm_possible, str(contact.assigned_to_id)) == ("red", True, tom)
    row = tray(Looking(), by=enter("tom", at=morning)).rows[0]
    assert row.night == (
        "Emergency duty team, 23 Nov 22:00",
        f"Ravi Sandhu handed it over: “{DONE}”",
    )
    assert [task.kind for task in open_tasks(enter("tom", at=morning))] == ["contact.handed_over"]
    do.record_action(
        contact, "Rang the aunt at 09:00, both children slept", by=enter("tom", at=morning)
    )
    assert tray(Looking(), by=enter("tom", at=morning)).rows[0].night == ("", "")


def test_what_was_done_stands_once_however_often_the_page_is_sent(
    enter: Enter, night: datetime
) -> None:
    contact, ravi = a_sent_worry(enter), enter("ravi", at=night)
    for words in (DONE, DONE, f" {DONE} ", "Rang the aunt, both children are asleep"):
        do.record_action(contact, words, by=ravi)
        contact.refresh_from_db()
    told = Event.objects.filter(name="contact.action_recorded", subject=contact.subject)
    assert sorted(event.reason or "" for event in told) == [
        DONE, "Rang the aunt, both children are asleep"]  # fmt: skip


def test_by_day_the_same_presses_are_refused_and_the_page_says_from_when(
    enter: Enter, client: Client, monday: datetime
) -> None:
    contact = a_sent_worry(enter)
    before = contact.version
    at_the_page(client, enter, "ravi", monday)
    path = f"/contacts/{contact.reference}/"
    with time_machine.travel(monday):
        page = client.get(path).content.decode()
        assert "You act from 17:00 today" in page
        assert "Take it up" not in page
        assert "Keep the rating" not in page
        for step in ("take-up/", "urgency/", "harm/", "done/", "hand-over/", "ask/", "take-back/"):
            response = client.post(path + step, {"rag": "red", "reason": WHY})
            assert response.status_code == 403, step
        assert "The hub is open" in response.content.decode()
    enter("aisha")
    contact.refresh_from_db()
    assert (contact.state, contact.rag, contact.version) == ("submitted", "", before)


def test_a_page_left_open_over_the_opening_hour_acts_no_more(
    enter: Enter, client: Client, night: datetime, morning: datetime
) -> None:
    contact = a_sent_worry(enter, at=night)
    at_the_page(client, enter, "ravi", morning - timedelta(minutes=16))
    with time_machine.travel(morning - timedelta(minutes=16)):
        assert "Take it up" in client.get(f"/contacts/{contact.reference}/").content.decode()
    with time_machine.travel(morning - timedelta(minutes=14)):
        assert client.post(f"/contacts/{contact.reference}/take-up/").status_code == 403
        late = client.post(f"/contacts/{contact.reference}/done/", {"what": DONE})
        assert late.status_code == 403
        assert DONE in late.content.decode()


def test_what_was_done_at_night_stands_in_the_childs_chronology(
    enter: Enter, client: Client, night: datetime, morning: datetime
) -> None:
    """L90."""
    contact = do.take_up(a_sent_worry(enter), by=enter("aisha"))
    person = do.create_and_link(only_child(contact), uuid.uuid4(), by=enter("aisha")).person
    assert person is not None
    do.record_action(contact, DONE, by=enter("ravi", at=night))
    at_the_page(client, enter, "tom", morning)
    with time_machine.travel(morning):
        page = client.get(f"/people/{person.pk}/chronology/").content.decode()
    assert DONE in page
    assert "Ravi Sandhu, emergency duty social worker" in page


def test_the_database_refuses_by_the_hour_too(enter: Enter, night: datetime) -> None:
    """Without any rule of ours: what `rules.py` let through by mistake stops here."""
    contact = a_sent_worry(enter)
    by_day, at_night = enter("ravi"), enter("ravi", at=night)
    rating = {"partnership_id": "brackenford", "contact": contact, "rag": "red",
              "reason": WHY, "rated_at": night, "rated_by": "Ravi"}  # fmt: skip
    act_as(by_day)
    assert Contact.objects.filter(pk=contact.pk).exists()
    with pytest.raises(Exception, match="row-level security"), transaction.atomic():
        Contact.objects.filter(pk=contact.pk).update(rag="red")
    with pytest.raises(Exception, match="row-level security"), transaction.atomic():
        UrgencyRating.objects.create(**rating)
    act_as(at_night)
    assert Contact.objects.filter(pk=contact.pk).update(rag="red") == 1
    UrgencyRating.objects.create(**rating)


def test_the_team_takes_over_what_the_day_left_and_decides_nothing(
    enter: Enter, night: datetime
) -> None:
    contact = do.take_up(a_sent_worry(enter), by=enter("aisha"))
    with pytest.raises(NotAllowed):
        do.take_over(contact, WHY, by=enter("ravi"))
    ravi = enter("ravi", at=night)
    assert str(do.take_over(contact, WHY, by=ravi).assigned_to_id) == ravi.user
    with pytest.raises(NotAllowed):
        do.send_to_decision(contact, by=ravi)
    with pytest.raises(NotAllowed):
        do.cannot_identify(only_child(contact), WHY, by=ravi)
    with pytest.raises(NotReady):
        do.record_action(contact, "rang them", by=ravi)
    assert [task.kind for task in open_tasks(enter("aisha", at=night))] == ["contact.taken_over"]


def test_what_waits_for_the_sender_is_taken_back_when_the_night_finds_harm(
    enter: Enter, night: datetime
) -> None:
    contact = do.take_up(a_sent_worry(enter), by=enter("tom"))
    do.rate_urgency(contact, "green", WHY, by=enter("tom"))
    do.judge_harm(contact, False, WHY, by=enter("tom"))
    do.return_for_information(contact, ["Who lives at home with Isla now?"], by=enter("tom"))
    assert do.rate_urgency(contact, "red", WHY, by=enter("ravi", at=night)).state == "screening"


def test_lists_and_the_rule_agree_by_the_hour(enter: Enter, night: datetime) -> None:
    contact = a_sent_worry(enter)
    a_draft(enter)
    for by, found in ((enter("ravi"), []), (enter("ravi", at=night), [contact.pk])):
        act_as(by)
        assert list(visible_to(by, P.CONTACT_SCREEN).values_list("pk", flat=True)) == found


def test_the_hour_is_not_carried_into_another_role(enter: Enter, night: datetime) -> None:
    contact = a_sent_worry(enter)
    for role in ("DUTY_SW", "DSL", "IG_AUD"):
        with pytest.raises(NotAllowed):
            do.take_up(contact, by=replace(enter("ravi", at=night), role=role))


@pytest.mark.parametrize(("hours", "said"), [(0, "The hub is open."), (12, "you act for it.")])
def test_the_tray_says_whose_hour_it_is(
    hours: int, said: str, enter: Enter, client: Client, monday: datetime
) -> None:
    at = monday + timedelta(hours=hours)
    for who, shown in (("ravi", True), ("aisha", False)):
        at_the_page(client, enter, who, at)
        with time_machine.travel(at):
            assert (said in client.get("/tray/").content.decode()) is shown
