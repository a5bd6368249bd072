"""Somebody rings the hub, and it is written down while they talk (P1 R2, C01, C02, G3)."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
import time_machine
from django.http import HttpResponse
from django.test import Client

from openmash.core.actor import Actor
from openmash.core.refusals import NotAllowed, NotFound, NotReady
from openmash.foundation.access.models import RoleHolding, User
from openmash.foundation.access.roles import Role
from openmash.foundation.access.row_security import act_as
from openmash.foundation.clocks.models import ClockRun
from openmash.foundation.ledger.models import Event
from openmash.foundation.ledger.running import react_to_pending
from openmash.foundation.tasks.models import Task
from openmash.frontdoor.contacts.models import Contact
from openmash.frontdoor.contacts.rules.sending import Safety
from openmash.frontdoor.contacts.tests.builders import a_sent_worry
from openmash.frontdoor.ways import calls
from openmash.frontdoor.ways.tests.builders import SEEN, taken
from tests.fixtures import Enter

AT_NIGHT = timedelta(hours=13)
MORE = f"{SEEN} Every night."
DANGER = {"danger", "danger_manager"}


def presses(
    client: Client, by: Actor, page: str, *, key: str = "", **typed: str | list[str]
) -> HttpResponse:
    """Whoever is at the telephone presses a button of the page."""
    client.force_login(User.objects.get(pk=by.user))
    post = {"key": key or str(uuid.uuid4()), "children": "1", **typed}
    with time_machine.travel(by.at, tick=False):
        answer = client.post(f"/calls/{page}/", post)
    act_as(by)
    return answer  # type: ignore[return-value]


def open_tasks(contact: Contact, by: Actor) -> set[str]:
    react_to_pending(at=by.at, partnership=by.partnership)
    act_as(by)
    return set(
        Task.objects.filter(about=contact.subject, state="open").values_list("kind", flat=True)
    )


def test_the_first_words_open_it_and_its_clocks_run(enter: Enter) -> None:
    aisha = enter("aisha")
    contact = taken(aisha, A3=Safety.SAFE)
    assert (contact.state, contact.channel) == ("submitted", "PHONE")
    assert (contact.sender, contact.sender_name) == (None, "A caller who did not say who they are")
    assert str(contact.taken_by_id) == aisha.user
    assert contact.is_being_written
    running = ClockRun.objects.filter(subject=contact.subject, stopped_at=None)
    assert set(running.values_list("code", flat=True)) == {"C01", "C02"}


def test_nothing_said_is_no_call(enter: Enter) -> None:
    with pytest.raises(NotReady, match="Write something"):
        taken(enter("aisha"), B2=" ")
    assert not Contact.objects.filter(channel="PHONE").exists()
    assert not Task.objects.filter(kind=calls.LEFT_OPEN).exists()


def test_pressed_twice_it_is_one_call(enter: Enter) -> None:
    key = str(uuid.uuid4())
    first = taken(enter("aisha"), key=key)
    assert taken(enter("aisha"), key=key, B2="Something else") == first
    assert Contact.objects.filter(channel="PHONE").count() == 1


def test_it_is_written_on_while_they_talk(enter: Enter, client: Client) -> None:
    aisha = enter("aisha")
    opened = presses(client, aisha, "take", B2="A boy is")
    contact = Contact.objects.get(channel="PHONE")
    assert opened.headers["Location"] == f"/calls/{contact.reference}/"
    words = {"B2": SEEN, "S_name": "Greta Ahlström", "S_how": "acquaintance", "A1_name-1": "Isla"}
    presses(client, aisha, contact.reference, **words, **{"v:B2": "1"}, another="1")
    presses(client, aisha, contact.reference, **words, **{"A1_name-2": "her brother"}, children="2")
    contact.refresh_from_db()
    assert contact.worry_line == SEEN
    assert (contact.sender_name, contact.source_code) == ("Greta Ahlström", "1B")
    assert [one.name for one in contact.children.order_by("position")] == ["Isla", "her brother"]
    assert contact.is_being_written


def test_the_first_page_pressed_again_from_the_back_button_loses_nothing(
    enter: Enter, client: Client
) -> None:
    """What was typed on it since stands beside what is kept; neither replaces the other."""
    aisha, key = enter("aisha"), str(uuid.uuid4())
    presses(client, aisha, "take", key=key, B2=SEEN)
    again = presses(client, aisha, "take", key=key, B2=MORE, X2="07700 900461")
    contact = Contact.objects.get(channel="PHONE")
    assert again.status_code == 409
    page = again.content.decode()
    assert SEEN in page
    assert MORE in page
    said = dict(contact.answers.values_list("question", "value"))
    assert (said["B2"], said["X2"]) == (SEEN, "07700 900461")


def test_a_call_that_is_open_is_shown_before_another_is_taken(enter: Enter, client: Client) -> None:
    """The back button leads to a page anew, which knows nothing of the call it opened."""
    aisha = enter("aisha")
    contact = taken(aisha)
    client.force_login(User.objects.get(pk=aisha.user))
    shown = f"/calls/{contact.reference}/"
    with time_machine.travel(aisha.at, tick=False):
        assert shown in client.get("/calls/take/").content.decode()
        calls.end_call(contact, by=aisha)
        assert shown not in client.get("/calls/take/").content.decode()
        taken(aisha)
        client.force_login(User.objects.get(pk=enter("tom").user))
        assert "still open" not in client.get("/calls/take/").content.decode(), "another’s"


def test_a_second_child_before_it_is_opened_keeps_what_was_typed(
    enter: Enter, client: Client
) -> None:
    page = presses(client, enter("aisha"), "take", B2=SEEN, another="1").content.decode()
    assert SEEN in page
    assert "A1_name-2" in page
    assert not Contact.objects.filter(channel="PHONE").exists()


def test_who_calls_about_their_work_is_of_their_agency(enter: Enter, client: Client) -> None:
    """`roles.md` §5: they hear more than the public does, and are counted with their agency."""
    aisha = enter("aisha")
    presses(client, aisha, "take", B2=SEEN, agency="midshire-police")
    contact = Contact.objects.get(channel="PHONE")
    assert (contact.sender_agency_id, contact.sender_role) == ("midshire-police", Role.REF_PROF)
    presses(client, aisha, contact.reference, B2=SEEN)
    contact.refresh_from_db()
    assert (contact.sender_agency_id, contact.sender_role) == ("member-of-the-public", Role.PUBLIC)


def test_danger_said_at_once_and_danger_said_later_call_people_alike(
    enter: Enter, client: Client
) -> None:
    """C01: the clock of danger, and whoever screens and manages."""
    aisha = enter("aisha")
    at_once = taken(aisha, A3=Safety.NOT_SAFE)
    assert open_tasks(at_once, aisha) >= DANGER
    later = taken(aisha, A3=Safety.SAFE)
    assert not open_tasks(later, aisha) & DANGER
    presses(client, aisha, later.reference, A3=Safety.NOT_SAFE, B2=SEEN)
    assert open_tasks(later, aisha) >= DANGER


def test_when_they_have_rung_off_it_stays_as_it_is(enter: Enter, client: Client) -> None:
    aisha = enter("aisha")
    contact = taken(aisha)
    assert calls.LEFT_OPEN in open_tasks(contact, aisha)
    presses(client, aisha, contact.reference, over="1", **{"B2": MORE, "v:B2": "1"})
    contact.refresh_from_db()
    assert (contact.worry_line, contact.is_being_written) == (MORE, False)
    assert calls.LEFT_OPEN not in open_tasks(contact, aisha)
    again = presses(client, aisha, contact.reference, **{"B2": SEEN, "v:B2": "2"})
    assert "This call is over" in again.content.decode(), (
        "what was typed too late is not kept silently"
    )
    assert SEEN in again.content.decode()
    contact.refresh_from_db()
    assert contact.worry_line == MORE


def test_only_whoever_took_it_writes_it_and_the_others_read_along(
    enter: Enter, client: Client
) -> None:
    contact = taken(enter("aisha"))
    tom = enter("tom")
    assert presses(client, tom, contact.reference, B2="Not so").status_code == 403
    contact.refresh_from_db()
    assert contact.worry_line == SEEN
    client.force_login(User.objects.get(pk=tom.user))
    with time_machine.travel(tom.at, tick=False):
        page = client.get(contact.hub_path).content.decode()
    assert "A call is being taken" in page
    assert "Aisha" in page
    assert f"/calls/{contact.reference}/over/" in page, "a colleague can end it, not write it"
    assert f'/calls/{contact.reference}/"' not in page


def test_there_is_no_call_where_none_was_taken(enter: Enter) -> None:
    contact = a_sent_worry(enter)
    with pytest.raises((NotFound, NotAllowed)):
        calls.get_call(enter("aisha"), contact.reference)


def test_the_emergency_duty_team_takes_calls_while_the_hub_is_closed(
    enter: Enter, monday: datetime
) -> None:
    """C23, `roles.md` EDT: at night they are the hub."""
    with pytest.raises(NotAllowed):
        taken(enter("ravi", at=monday))
    contact = taken(enter("ravi", at=monday + AT_NIGHT))
    assert contact.state == "submitted"


def test_a_colleague_ends_a_call_whose_taker_has_left(enter: Enter) -> None:
    contact = taken(enter("aisha"))
    tom = enter("tom")
    with pytest.raises(NotReady, match="Aisha Rahman wrote on it less than 60 minutes ago"):
        calls.end_for_another(contact, "She has gone home", by=tom)
    RoleHolding.objects.filter(user=contact.taken_by).update(ends_at=tom.at)
    assert calls.LEFT_OPEN in open_tasks(contact, tom)
    contact = calls.end_for_another(contact, "She has left us", by=tom)
    assert not contact.is_being_written
    assert calls.LEFT_OPEN not in open_tasks(contact, tom)
    ended = Event.objects.get(name="contact.finished_writing", subject=contact.subject)
    assert (ended.user_name, ended.reason) == ("Tom Ashdown", "She has left us")


@pytest.mark.parametrize(("minutes", "ends"), [(59, False), (60, True)])
def test_a_colleague_ends_a_call_on_which_nobody_writes(
    enter: Enter, minutes: int, ends: bool
) -> None:
    contact = taken(enter("aisha"))
    later = replace(enter("tom"), at=enter("tom").at + timedelta(minutes=minutes))
    act_as(later)
    assert bool(calls.why_not_over(contact, by=later)) is not ends


def test_only_who_takes_calls_ends_one_for_somebody_else(enter: Enter, client: Client) -> None:
    contact = taken(enter("aisha"))
    page = f"{contact.reference}/over"
    for who, status in (("tom", 200), ("aisha", 302), ("gil", 404), ("olu", 404)):
        client.force_login(User.objects.get(pk=enter(who).user))
        with time_machine.travel(enter(who).at, tick=False):
            assert client.get(f"/calls/{page}/").status_code == status, who
    assert presses(client, enter("tom"), page, reason="She has gone home").status_code == 200
    contact.refresh_from_db()
    assert contact.is_being_written, "she still writes"
    tom = replace(enter("tom"), at=enter("tom").at + timedelta(hours=2))
    assert presses(client, tom, page, reason=" ").status_code == 200
    assert presses(client, tom, page, reason="She has gone home").status_code == 302
    contact.refresh_from_db()
    assert not contact.is_being_written
    assert presses(client, tom, page, reason="Again").status_code == 404
