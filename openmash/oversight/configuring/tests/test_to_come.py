"""What is published for a later day: it can be called back, and holds nothing up that is not the same."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, ProgrammingError, transaction
from django.test import Client

from openmash.core.refusals import MovedMeanwhile, NotAllowed, NotReady
from openmash.core.working_time import london_day
from openmash.foundation.access.models import User
from openmash.foundation.access.roles import Role
from openmash.foundation.access.row_security import act_as
from openmash.foundation.clocks.commands import definition_on
from openmash.foundation.ledger.models import Event
from openmash.foundation.ledger.running import react_to_pending
from openmash.foundation.messaging.models import Message
from openmash.foundation.reference.models import RuleSetting
from openmash.foundation.reference.queries import calendar_on, form_on, guidance_on, number
from openmash.frontdoor.contacts.emarf.definition import read_definition
from openmash.oversight.configuring import commands as do
from openmash.oversight.configuring.kinds import KINDS
from openmash.oversight.configuring.models import Change
from openmash.oversight.configuring.states import Kind
from openmash.oversight.configuring.tests.builders import a_proposed, new
from tests.fixtures import MONDAY, Enter

HERE = "brackenford"
TODAY = london_day(MONDAY)
WHY = "The council has not voted on it yet"


def published(
    enter: Enter, kind: Kind, of: str, edit: dict[str, Any], days: int, minute: int = 0
) -> Change:
    """By Col and Grace, at some minute of the morning; it holds so many days from now."""
    at = MONDAY + timedelta(minutes=minute)
    col = enter("col", at=at)
    content = {**KINDS[kind].latest(of, by=col), **edit}
    one = do.draft(new(of, content, TODAY + timedelta(days=days), kind), by=col)
    return do.publish(do.propose(one, by=col), by=enter("grace", at=at))


def told_of(one: Change) -> dict[str, str]:
    """Whom the worker tells of it, by which message."""
    react_to_pending(at=MONDAY, partnership=HERE)
    return dict(Message.objects.filter(about=one.subject).values_list("to_address", "template"))


def titles(day: date) -> tuple[str, str]:
    """Of two pages of the professional's form, as they are on a day."""
    pages = read_definition(form_on(HERE, "emarf", day).content).pages
    return pages["what"].title, pages["meaning"].title


def test_what_has_not_begun_is_called_back_and_never_does(enter: Enter) -> None:
    one = published(enter, Kind.SETTING, "link-days", {"value": 5}, 10)
    called = do.call_back(one, WHY, by=enter("grace"))
    assert (called.state, called.called_back_because) == ("called_back", WHY)
    for days in (0, 9, 10, 400):
        enter("grace", at=MONDAY + timedelta(days=days))
        assert number(HERE, "link-days") == 7
    event = Event.objects.get(name="configuring.called_back")
    assert (event.user_name, event.reason) == ("Grace Oyelaran", WHY)
    assert event.facts == {"what": "link-days", "from": "2026-12-03"}


def test_after_that_a_sooner_change_is_published(enter: Enter) -> None:
    """The reason why anybody calls one back (L11)."""
    later = published(enter, Kind.SETTING, "link-days", {"value": 5}, 10)
    with pytest.raises(NotReady, match=r"from 3 December 2026 is published already.*called back"):
        published(enter, Kind.SETTING, "link-days", {"value": 9}, 2)
    do.call_back(later, WHY, by=enter("grace"))
    published(enter, Kind.SETTING, "link-days", {"value": 9}, 2)
    for days, value in ((0, 7), (1, 7), (2, 9), (10, 9), (400, 9)):
        enter("col", at=MONDAY + timedelta(days=days))
        assert number(HERE, "link-days") == value
        assert RuleSetting.objects.filter(partnership_id=HERE, key="link-days").count() == 1


def test_the_one_who_drafted_it_may_call_it_back_too(enter: Enter) -> None:
    """Nothing changes by it, so nobody else has to look first."""
    one = published(enter, Kind.CLOCK, "C02", {"amount": 3, "unit": "working_days"}, 10)
    do.call_back(one, WHY, by=enter("col"))
    assert definition_on(HERE, "C02", MONDAY + timedelta(days=20)).amount == 1
    assert told_of(one) == {"grace@openmash.example": "called_back_published"}


def test_both_whose_change_it_was_are_told(enter: Enter) -> None:
    one = published(enter, Kind.SETTING, "link-days", {"value": 5}, 10)
    third = replace(enter("meera"), role=Role.SVC_MGR)
    act_as(third)
    do.call_back(one, WHY, by=third)
    both = {
        "col@openmash.example": "called_back_drafted",
        "grace@openmash.example": "called_back_published",
    }
    assert told_of(one) == both
    assert told_of(one) == both  # looking again tells nobody twice


def test_who_has_left_is_not_told(enter: Enter) -> None:
    one = published(enter, Kind.SETTING, "link-days", {"value": 5}, 10)
    do.call_back(one, WHY, by=enter("grace"))
    User.objects.filter(email="col@openmash.example").update(is_active=False)
    assert told_of(one) == {}


@pytest.mark.parametrize("key", ["meera", "tom", "sam", "ines", "olu"])
def test_nobody_calls_back_who_does_not_publish(enter: Enter, key: str) -> None:
    one = published(enter, Kind.SETTING, "link-days", {"value": 5}, 10)
    with pytest.raises(NotAllowed):
        do.call_back(one, WHY, by=enter(key))


@pytest.mark.parametrize("because", ["", "  \n "])
def test_it_is_not_called_back_without_a_reason(enter: Enter, because: str) -> None:
    one = published(enter, Kind.SETTING, "link-days", {"value": 5}, 10)
    with pytest.raises(NotReady, match="Say why"):
        do.call_back(one, because, by=enter("grace"))


def test_what_has_begun_is_not_called_back(enter: Enter) -> None:
    one = published(enter, Kind.SETTING, "link-days", {"value": 5}, 10)
    with pytest.raises(NotReady, match="It holds since 3 December 2026, and work was done by it"):
        do.call_back(one, WHY, by=enter("grace", at=MONDAY + timedelta(days=10)))
    do.call_back(one, WHY, by=enter("grace", at=MONDAY + timedelta(days=9)))
    with pytest.raises(MovedMeanwhile):
        do.call_back(one, WHY, by=enter("grace"))


def test_what_another_was_built_on_is_called_back_after_it(enter: Enter) -> None:
    first = published(enter, Kind.GUIDANCE, "2", {"level": _level(enter, "Sooner")}, 10)
    second = published(enter, Kind.GUIDANCE, "2", {"level": _level(enter, "Later")}, 20)
    with pytest.raises(NotReady, match="from 13 December 2026 was built on it"):
        do.call_back(first, WHY, by=enter("grace"))
    do.call_back(second, WHY, by=enter("grace"))
    assert _meaning(20) == "Sooner"
    do.call_back(first, WHY, by=enter("grace"))
    assert _meaning(20) == _meaning(0) != "Sooner"


def test_what_was_published_beside_it_may_need_it(enter: Enter) -> None:
    """A lead is asked less long before than they confirm: also when one of the two is called back."""
    published(enter, Kind.SETTING, "recertify-days", {"value": 30}, 0)
    longer = published(enter, Kind.SETTING, "recertify-days", {"value": 90}, 5)
    published(enter, Kind.SETTING, "recertify-ask-days", {"value": 50}, 8)
    with pytest.raises(NotReady, match=r"Without it.*asked 50 days before"):
        do.call_back(longer, WHY, by=enter("grace"))


def test_the_page_gives_every_reason_for_which_it_would_be_refused(
    enter: Enter, client: Client
) -> None:
    """No button that leads to a refusal: the page reads the rule that the command reads."""
    published(enter, Kind.SETTING, "recertify-days", {"value": 30}, 0)
    longer = published(enter, Kind.SETTING, "recertify-days", {"value": 90}, 5)
    published(enter, Kind.SETTING, "recertify-ask-days", {"value": 50}, 8)
    client.force_login(User.objects.get(pk=enter("grace").user))
    with time_machine.travel(MONDAY, tick=False):
        page = client.get(f"/configure/changes/{longer.pk}/").content.decode()
    assert "Without it, what is published beside it does not fit" in page
    assert "Call it back" not in page


def test_what_was_called_back_binds_nothing_beside_it(enter: Enter) -> None:
    """A value that never holds is no reason against another that begins before its day."""
    asked = published(enter, Kind.SETTING, "recertify-ask-days", {"value": 50}, 10)
    do.call_back(asked, WHY, by=enter("grace"))
    published(enter, Kind.SETTING, "recertify-days", {"value": 40}, 5)
    enter("col", at=MONDAY + timedelta(days=6))
    assert number(HERE, "recertify-days") == 40


def test_a_sooner_change_of_another_page_is_published_and_the_later_follows_on_it(
    enter: Enter,
) -> None:
    """The later was built on a version that knew nothing of the sooner: it is built again, on its day."""
    published(enter, Kind.FORM, "emarf.what", {"title": "What you saw"}, 10)
    before = titles(TODAY)
    published(enter, Kind.FORM, "emarf.meaning", {"title": "What it means"}, 3)
    assert titles(TODAY) == before
    assert titles(TODAY + timedelta(days=3)) == (before[0], "What it means")
    assert titles(TODAY + timedelta(days=9)) == (before[0], "What it means")
    assert titles(TODAY + timedelta(days=10)) == ("What you saw", "What it means")


def test_one_that_begins_today_leaves_what_is_to_come(enter: Enter) -> None:
    later = published(enter, Kind.FORM, "emarf.what", {"title": "What you saw"}, 10)
    was = titles(TODAY)[0]
    published(enter, Kind.FORM, "emarf.meaning", {"title": "What it means"}, 0)
    assert titles(TODAY) == (was, "What it means")
    assert titles(TODAY + timedelta(days=10)) == ("What you saw", "What it means")
    do.call_back(later, WHY, by=enter("grace"))
    assert titles(TODAY + timedelta(days=10)) == (was, "What it means")


def test_hours_to_come_are_called_back(enter: Enter) -> None:
    one = published(enter, Kind.HOURS, "hours", {"opens": "07:00"}, 10)
    assert f"{calendar_on(HERE, TODAY + timedelta(days=10)).calendar.opens:%H:%M}" == "07:00"
    do.call_back(one, WHY, by=enter("grace"))
    assert f"{calendar_on(HERE, TODAY + timedelta(days=10)).calendar.opens:%H:%M}" == "08:45"


@pytest.mark.parametrize("seed", range(4))
def test_whatever_is_published_and_called_back_each_day_has_what_was_decided_for_it(
    enter: Enter, seed: int
) -> None:
    """Against the plainest telling: of each level, the last change that begins by a day holds on it."""
    dice = random.Random(seed)
    levels = ("1", "2", "3", "4")
    decided: dict[str, list[tuple[int, str, Change]]] = {
        of: [(-1, _meaning(0, of), Change())] for of in levels
    }
    for step in range(25):
        of, days, at = dice.choice(levels), dice.randrange(30), MONDAY + timedelta(minutes=step)
        waiting = [one for one in decided[of] if one[0] > 0]
        if waiting and dice.random() < 0.4:
            with transaction.atomic():
                do.call_back(waiting[-1][2], WHY, by=enter("grace", at=at))
            decided[of].remove(waiting[-1])
        elif not waiting or waiting[-1][0] <= days:
            level = _level(enter, f"Words {step}", of)
            one = published(enter, Kind.GUIDANCE, of, {"level": level}, days, step)
            decided[of].append((days, f"Words {step}", one))
        for day in range(31):
            for each in levels:
                last = [said for begins, said, _ in decided[each] if begins <= day][-1]
                assert _meaning(day, each) == last, (seed, step, day, each)


def test_the_database_wants_a_reason_and_whoever_signs(enter: Enter) -> None:
    one = published(enter, Kind.SETTING, "link-days", {"value": 5}, 10)
    by = enter("grace")
    rows = Change.objects.filter(pk=one.pk)
    said: dict[str, Any] = {
        "state": "called_back",
        "called_back_at": by.at,
        "called_back_by": by.name,
        "called_back_by_user": by.user,
        "called_back_because": WHY,
    }
    for lacks in ("called_back_at", "called_back_because", "called_back_by_user"):
        nothing = None if lacks.endswith("_at") else ""
        with pytest.raises((IntegrityError, ProgrammingError)), transaction.atomic():
            rows.update(**{**said, lacks: nothing})
    enter("col")
    with pytest.raises(ProgrammingError), transaction.atomic():  # in another's name
        rows.update(**said)
    enter("grace")
    assert rows.update(**said) == 1


def test_the_pages_say_what_is_to_come_and_who_published_it(enter: Enter, client: Client) -> None:
    one = published(enter, Kind.SETTING, "link-days", {"value": 5}, 10)
    path, grace = f"/configure/changes/{one.pk}/", enter("grace")
    client.force_login(User.objects.get(pk=grace.user))
    with time_machine.travel(grace.at, tick=False):
        page = client.get("/configure/").content.decode()
        to_come = page.partition("<h2>To come</h2>")[2].partition("<h2>Past changes</h2>")[0]
        assert "3 December 2026" in to_come
        assert path in to_come
        assert "published by Grace Oyelaran" in to_come
        listed = client.get("/configure/settings/").content.decode()
        assert "Changes on 3 December 2026" in listed
        assert "Until then: As it was set up" in listed
        answer = client.post(path, {"act": "call_back", "words": ""}).content.decode()
        assert "Say why it is called back" in answer
        assert client.post(path, {"act": "call_back", "words": WHY}).status_code == 302
        done = client.get(path).content.decode()
        assert "Called back before its day" in done
        assert WHY in done
    with time_machine.travel(grace.at + timedelta(days=11), tick=False):
        client.force_login(User.objects.get(pk=grace.user))
        assert "Call it back" not in client.get(path).content.decode()


def test_who_meant_to_refuse_a_proposal_does_not_call_a_published_change_back(
    enter: Enter, client: Client
) -> None:
    """Two look at one proposal; one publishes it while the other writes why not."""
    one = a_proposed(enter, day=TODAY + timedelta(days=10))
    do.publish(one, by=enter("grace"))
    client.force_login(User.objects.get(email="grace@openmash.example"))
    with time_machine.travel(MONDAY, tick=False):
        said = {"answer": "refuse", "words": "Not yet"}
        assert client.post(f"/configure/changes/{one.pk}/", said).status_code == 409
    one.refresh_from_db()
    assert one.state == "published"


def _level(enter: Enter, meaning: str, of: str = "2") -> dict[str, Any]:
    found = KINDS[Kind.GUIDANCE].latest(of, by=enter("col"))["level"]
    return {**found, "meaning": meaning}


def _meaning(days: int, of: str = "2") -> str:
    levels = guidance_on(HERE, TODAY + timedelta(days=days)).content["levels"]
    return next(str(one["meaning"]) for one in levels if str(one["n"]) == of)
