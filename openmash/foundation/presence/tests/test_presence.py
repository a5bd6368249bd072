"""Who is on duty: said by one press, over by itself, and seen by whom it concerns (L33, L36)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import ProgrammingError, transaction
from django.test import Client
from django.urls import reverse

from openmash.core.refusals import NotAllowed, NotReady
from openmash.foundation.access.models import RoleHolding, User
from openmash.foundation.ledger.models import Event
from openmash.foundation.presence.commands import come, leave
from openmash.foundation.presence.models import Presence
from openmash.foundation.presence.queries import NOBODY, on_duty, press_of
from openmash.foundation.presence.rules import times_to_choose, usual_end, why_not_until
from openmash.foundation.reference.queries import calendar_on
from tests.fixtures import Enter

HOUR = timedelta(hours=1)
POLICE, SCHOOL = "midshire-police", "st-oswins"


def comes(enter: Enter, who: str, hours: int = 3) -> Presence:
    by = enter(who)
    return come(by.at + hours * HOUR, by=by)


def test_the_hub_sees_everybody_and_an_agency_its_own(enter: Enter) -> None:
    for who in ("dana", "ruth", "aisha"):
        comes(enter, who)
    hub = on_duty(by=enter("tom"))
    assert "Dana Khan, police early help officer" in hub.words(POLICE)[0]
    assert "01632 960301" in hub.words(POLICE)[0]
    assert hub.words("haven") == (NOBODY,)
    own = on_duty(by=enter("ruth"))
    assert [one.split(",")[0] for one in own.words(SCHOOL)] == ["Ruth Hart"]
    assert own.words(POLICE) == ()  # neither who, nor that nobody is
    assert Presence.objects.count() == 1  # the database shows no more


def test_another_partnership_sees_nobody(enter: Enter) -> None:
    comes(enter, "dana")
    assert on_duty(by=enter("olu")).by_agency == {}


def test_it_ends_by_itself_at_the_named_time(enter: Enter) -> None:
    comes(enter, "dana", 2)
    tom = enter("tom")
    assert len(on_duty(by=tom).by_agency[POLICE]) == 1
    later = enter("tom", at=tom.at + 2 * HOUR)
    assert on_duty(by=later).words(POLICE) == (NOBODY,)


def test_pressed_again_it_is_over_and_said_again_the_new_time_counts(enter: Enter) -> None:
    first = comes(enter, "dana", 2)
    second = comes(enter, "dana", 5)
    first.refresh_from_db()
    assert (first.ends_at is not None, second.ends_at) == (True, None)
    leave(by=enter("dana"))
    leave(by=enter("dana"))
    assert press_of(enter("dana")).is_here is False  # type: ignore[union-attr]  # she may say so
    names = Event.objects.filter(name__startswith="presence.").values_list("name", flat=True)
    assert sorted(names) == ["presence.came", "presence.came", "presence.left"]


def test_what_was_over_by_itself_ended_when_it_was_over(enter: Enter) -> None:
    row = comes(enter, "dana", 1)
    later = enter("dana", at=row.starts_at + 3 * HOUR)
    come(later.at + HOUR, by=later)
    row.refresh_from_db()
    assert row.ends_at == row.until


def test_whoever_has_lost_the_role_is_not_here(enter: Enter) -> None:
    comes(enter, "dana")
    tom = enter("tom")
    RoleHolding.objects.filter(user__name="Dana Khan").update(ends_at=tom.at)
    assert on_duty(by=tom).words(POLICE) == (NOBODY,)


@pytest.mark.parametrize("who", ["hal", "ines", "col", "sam"])
def test_nobody_waits_for_those_who_work_on_no_case(enter: Enter, who: str) -> None:
    by = enter(who)
    assert press_of(by) is None
    with pytest.raises(NotAllowed):
        come(by.at + HOUR, by=by)


def test_nobody_says_it_for_somebody_else(enter: Enter) -> None:
    row = comes(enter, "dana")
    aisha = enter("aisha")
    row.pk, row.role = None, aisha.role
    with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
        row.save(force_insert=True)
    others = Presence.objects.filter(agency=POLICE)
    with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
        others.update(until=aisha.at + 9 * HOUR)


@pytest.mark.parametrize(
    ("at", "until"),
    [
        (
            "2026-11-23T10:05:00+00:00",
            "2026-11-23T17:00:00+00:00",
        ),  # Monday: the hub closes at five
        ("2026-11-27T10:05:00+00:00", "2026-11-27T16:30:00+00:00"),  # earlier on Friday
        ("2026-11-23T16:45:00+00:00", "2026-11-23T21:00:00+00:00"),  # too soon: four hours
        ("2026-11-28T10:05:00+00:00", "2026-11-28T14:30:00+00:00"),  # closed on Saturday
    ],
)
@pytest.mark.usefixtures("stage")
def test_the_one_press_is_until_the_hub_closes(at: str, until: str) -> None:
    moment = datetime.fromisoformat(at)
    calendar = calendar_on("brackenford", moment.date()).calendar
    assert usual_end(moment, calendar) == datetime.fromisoformat(until)


def test_a_time_is_to_come_and_not_so_far_that_it_is_forgotten() -> None:
    at = datetime(2026, 11, 23, 10, 5, tzinfo=UTC)
    assert [*why_not_until(at, at)] == ["Choose a time that is still to come"]
    assert [*why_not_until(at + 15 * HOUR, at)] == ["Choose a time within the next 14 hours"]
    assert not [why for one in times_to_choose(at) for why in why_not_until(one, at)]


def browser(who: str) -> Client:
    client = Client()
    client.force_login(User.objects.get(email=f"{who}@openmash.example"))
    return client


@pytest.mark.parametrize(
    ("who", "page"), [("dana", "/requests/"), ("aisha", "/tray/"), ("carol", "/health/")]
)
@pytest.mark.usefixtures("stage")
def test_one_press_on_the_first_page_and_back_to_it(who: str, page: str) -> None:
    client = browser(who)
    assert "I am here until" in client.get(page).content.decode()
    done = client.post("/on-duty/here/", {"back": page})
    assert (done.status_code, done["Location"]) == (302, page)
    assert "You are on duty" in client.get(page).content.decode()
    client.post("/on-duty/leave/", {"back": page})
    assert "I am here until" in client.get(page).content.decode()


@pytest.mark.usefixtures("stage")
def test_it_leads_to_no_other_site_and_ends_with_signing_out(enter: Enter) -> None:
    client = browser("dana")
    for away in ("https://evil.example/", "//evil.example/"):
        assert client.post("/on-duty/here/", {"back": away})["Location"] == "/on-duty/"
    page = client.get("/on-duty/").content.decode()
    assert "Dana Khan" in page
    client.post(reverse("account_logout"))
    enter("tom")
    assert not Presence.objects.filter(ends_at=None).exists()


@pytest.mark.usefixtures("stage")
def test_another_time_is_one_of_the_next_half_hours() -> None:
    client = browser("dana")
    assert "Choose a time" in client.post("/on-duty/", {"until": ""}).content.decode()
    assert client.post("/on-duty/", {"until": "2020-01-01T10:00:00+00:00"}).status_code == 200


def test_a_time_that_nobody_may_choose_is_refused(enter: Enter) -> None:
    by = enter("dana")
    with pytest.raises(NotReady, match="still to come"):
        come(by.at, by=by)
