"""Two people, a day, and nothing older than what was compared: by the rule and by the database."""

from __future__ import annotations

import uuid
from datetime import date, datetime, time, timedelta

import pytest
import time_machine
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from openmash.core.refusals import MovedMeanwhile, NotAllowed, NotReady
from openmash.core.working_time import LONDON, Length, Unit, london_day
from openmash.foundation.access.models import User
from openmash.foundation.clocks.commands import definition_on, start
from openmash.foundation.ledger.models import Event
from openmash.foundation.reference.commands import SETTINGS as FIRST
from openmash.foundation.reference.models import RuleSetting
from openmash.foundation.reference.queries import calendar_on, calendars_of, closed_until, number
from openmash.foundation.tasks.models import Task
from openmash.oversight.configuring import commands as do
from openmash.oversight.configuring import views
from openmash.oversight.configuring.kinds import KINDS
from openmash.oversight.configuring.kinds.catalogue import SETTINGS
from openmash.oversight.configuring.models import Change
from openmash.oversight.configuring.states import Kind
from openmash.oversight.configuring.tests.builders import WHY, a_draft, a_proposed, new
from tests.fixtures import Enter

HERE = "brackenford"


def test_one_proposes_and_another_publishes(enter: Enter) -> None:
    one = a_proposed(enter)
    assert number(HERE, "link-days") == 7
    [task] = Task.objects.filter(about=one.subject)
    assert (task.for_role, task.state) == ("SVC_MGR", "open")
    do.publish(one, by=enter("grace"))
    assert number(HERE, "link-days") == 5
    task.refresh_from_db()
    assert task.state != "open"
    said = Event.objects.get(name="configuring.published")
    assert said.user_name == "Grace Oyelaran"


def test_until_its_day_the_old_holds(enter: Enter) -> None:
    later = london_day(enter("col").at) + timedelta(days=10)
    do.publish(a_proposed(enter, day=later), by=enter("grace"))
    assert number(HERE, "link-days") == 7
    at = enter("grace").at
    enter("grace", at=at + timedelta(days=9))
    assert number(HERE, "link-days") == 7
    enter("grace", at=at + timedelta(days=10))
    assert number(HERE, "link-days") == 5
    [shown] = [one for one in KINDS[Kind.SETTING].things(by=enter("col")) if one.of == "link-days"]
    assert shown.content["value"] == 7


def test_one_value_of_each_setting_holds_on_any_day(enter: Enter) -> None:
    """Changed twice on one day, and once for a later one."""
    day = london_day(enter("col").at)
    for value, when in ((5, day), (6, day), (8, day + timedelta(days=3))):
        do.publish(a_proposed(enter, value=value, day=when), by=enter("grace"))
    at = enter("col").at
    for days, value in ((0, 6), (2, 6), (3, 8), (300, 8)):
        enter("col", at=at + timedelta(days=days))
        found = RuleSetting.objects.filter(partnership_id=HERE, key="link-days")
        assert [row.value for row in found] == [value]


@pytest.mark.parametrize("act", [do.publish, lambda one, by: do.refuse(one, "Not yet", by=by)])
def test_nobody_settles_what_they_drafted(enter: Enter, act: object) -> None:
    one = a_proposed(enter)
    with pytest.raises(NotReady, match="somebody else publishes"):
        act(one, by=enter("col"))  # type: ignore[operator]
    assert number(HERE, "link-days") == 7


def test_the_database_wants_two_people(enter: Enter) -> None:
    """Whatever a command forgets: not the same person, and not by making it another's first."""
    one = a_proposed(enter)
    col = enter("col")
    same = {"state": "published", "settled_at": col.at, "settled_by_user": col.user}
    with pytest.raises((IntegrityError, ProgrammingError)), transaction.atomic():
        Change.objects.filter(pk=one.pk).update(**same)
    with pytest.raises(ProgrammingError), transaction.atomic():
        Change.objects.filter(pk=one.pk).update(**same, drafted_by_user="somebody else")
    with pytest.raises(ProgrammingError), transaction.atomic():
        Change.objects.filter(pk=one.pk).update(drafted_by_user="somebody else")
    grace = enter("grace")
    with pytest.raises(ProgrammingError), transaction.atomic():  # in another's name
        Change.objects.filter(pk=one.pk).update(**same)
    mine = {"state": "published", "settled_at": grace.at, "settled_by_user": grace.user}
    assert Change.objects.filter(pk=one.pk).update(**mine) == 1


def test_nobody_drafts_in_anothers_name(enter: Enter) -> None:
    one = a_draft(enter)
    enter("grace")
    with pytest.raises(ProgrammingError), transaction.atomic():
        Change.objects.filter(pk=one.pk).update(content={"value": 50, "source": "Mine"})
    one.pk, one.of = uuid.uuid4(), "link-wrong-codes"
    with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
        one.save(force_insert=True)
    enter("col")
    one.save(force_insert=True)  # of their own they may: nothing else refused it


def test_a_lead_is_asked_less_long_before_than_they_confirm(enter: Enter) -> None:
    """Else whoever was just confirmed is asked about again, and the task never goes (`roles.md` §8)."""
    with pytest.raises(NotReady, match="more days than that"):
        a_draft(enter, "recertify-days", 14)
    do.publish(a_proposed(enter, "recertify-days", 15), by=enter("grace"))
    with pytest.raises(NotReady, match="every 15 days"):
        a_draft(enter, "recertify-ask-days", 15)
    do.publish(a_proposed(enter, "recertify-ask-days", 13), by=enter("grace"))


def test_two_who_change_it_from_both_sides_are_told_at_the_second(enter: Enter) -> None:
    """Neither was wrong when it was proposed; what comes on Friday counts too."""
    friday = london_day(enter("col").at) + timedelta(days=4)
    asked = a_proposed(enter, "recertify-ask-days", 60)
    do.publish(a_proposed(enter, "recertify-days", 30, day=friday), by=enter("grace"))
    with pytest.raises(NotReady, match="every 30 days"):
        do.publish(asked, by=enter("grace"))
    assert number(HERE, "recertify-ask-days") == 14


@pytest.mark.parametrize("key", ["meera", "tom", "hal", "sam", "ines", "grace"])
def test_nobody_else_proposes(enter: Enter, key: str) -> None:
    by = enter(key)
    said = new("link-days", {"value": 5, "source": "x"}, london_day(by.at))
    with pytest.raises(NotAllowed):
        do.draft(said, by=by)


@pytest.mark.parametrize("key", ["meera", "tom", "hal", "sam", "ines"])
def test_nobody_else_publishes_or_reads(enter: Enter, key: str) -> None:
    one = a_proposed(enter)
    with pytest.raises(NotAllowed):
        do.publish(one, by=enter(key))
    assert not Change.objects.exists()


def test_another_partnership_sees_and_changes_nothing(enter: Enter) -> None:
    do.publish(a_proposed(enter), by=enter("grace"))
    enter("olu")
    assert not Change.objects.exists()
    assert number("oakmere", "link-days") == 7


def test_two_tabs_are_one_draft_and_two_people_are_not(enter: Enter) -> None:
    one = a_draft(enter, value=5)
    two = a_draft(enter, value=6)
    assert one.pk == two.pk
    assert Change.objects.get().content["value"] == 6
    do.propose(two, by=enter("col"))
    with pytest.raises(NotReady, match="Col Brandt has proposed a change of this already"):
        a_draft(enter, value=9)


def test_pressed_twice_it_is_published_once(enter: Enter) -> None:
    one = a_proposed(enter)
    do.publish(one, by=enter("grace"))
    with pytest.raises(MovedMeanwhile):
        do.publish(one, by=enter("grace"))
    assert RuleSetting.versions.filter(partnership_id=HERE, key="link-days").count() == 2


def test_a_draft_is_not_published_and_what_was_taken_back_neither(enter: Enter) -> None:
    one = a_draft(enter)
    with pytest.raises(MovedMeanwhile):
        do.publish(one, by=enter("grace"))
    do.take_back(one, by=enter("col"))
    with pytest.raises(MovedMeanwhile):
        do.propose(one, by=enter("col"))
    assert number(HERE, "link-days") == 7


def test_what_was_changed_meanwhile_is_not_published(enter: Enter) -> None:
    """An import, an operator: whoever publishes compares with what holds."""
    one = a_proposed(enter)
    RuleSetting.objects.filter(partnership_id=HERE, key="link-days").update(value=14)
    with pytest.raises(NotReady, match="changed meanwhile"):
        do.publish(one, by=enter("grace"))
    assert number(HERE, "link-days") == 14


def test_a_day_that_has_passed_is_refused(enter: Enter) -> None:
    day = london_day(enter("col").at)
    with pytest.raises(NotReady, match="has passed"):
        a_draft(enter, day=day - timedelta(days=1))
    one = a_proposed(enter)
    with pytest.raises(NotReady, match="has passed"):
        do.publish(one, by=enter("grace", at=enter("grace").at + timedelta(days=1)))
    do.take_back(one, by=enter("col"))
    do.publish(a_proposed(enter, day=day + timedelta(days=9)), by=enter("grace"))
    with pytest.raises(NotReady, match="published already"):
        a_draft(enter, value=6, day=day + timedelta(days=3))


def test_what_is_no_change_or_has_no_reason_is_refused(enter: Enter) -> None:
    col = enter("col")
    value, source = FIRST["link-days"]
    said = do.NewChange(
        Kind.SETTING, "link-days", {"value": value, "source": source}, "why", london_day(col.at)
    )
    with pytest.raises(NotReady) as refused:
        do.draft(said, by=col)
    assert len(refused.value.reasons) == 2


CLOCK = {"unit": "working_days", "ideal_amount": None, "ideal_unit": "", "source": "Here"}
HOURS = {"opens": "09:00", "closes": ["17:00"] * 5 + [None] * 2, "extra_closures": []}


@pytest.mark.parametrize(
    ("kind", "of", "content", "words"),
    [
        (Kind.SETTING, "link-days", {"value": 0, "source": "x"}, "from 1 to 60"),
        (Kind.SETTING, "link-days", {"value": True, "source": "x"}, "whole number of days"),
        (Kind.SETTING, "link-days", {"value": 3, "source": " "}, "where it comes from"),
        (
            Kind.SETTING,
            "gp-reminder-shares",
            {"value": [90, 50, 100], "source": "x"},
            "comes after",
        ),
        (Kind.SETTING, "retention-contact", {"value": {}, "source": "x"}, "keeps all for ever"),
        (Kind.SETTING, "override-grounds", {"value": {"NEW": "x"}, "source": "x"}, "and no other"),
        (Kind.CLOCK, "C02", {**CLOCK, "amount": 0}, "C02: .*nothing is done in no time"),
        (Kind.CLOCK, "C02", {**CLOCK, "amount": -2}, "C02: write a whole number"),
        (
            Kind.CLOCK,
            "C02",
            {**CLOCK, "amount": 1, "ideal_amount": 2, "ideal_unit": "working_days"},
            "amber comes before",
        ),
        (
            Kind.HOURS,
            "hours",
            {**HOURS, "opens": "18:00"},
            "Monday: it would close at 17:00, before",
        ),
        (Kind.HOURS, "hours", {**HOURS, "closes": [None] * 7}, "at least one day"),
        (Kind.HOURS, "hours", {**HOURS, "extra_closures": ["Xmas"]}, "“Xmas” is no date"),
    ],
)
def test_what_cannot_be_is_refused_by_name(
    enter: Enter, kind: Kind, of: str, content: dict[str, object], words: str
) -> None:
    col = enter("col")
    with pytest.raises(NotReady, match=words):
        do.draft(new(of, content, london_day(col.at), kind), by=col)


def test_what_was_typed_stands_there_although_a_change_is_under_way(
    enter: Enter, client: Client
) -> None:
    """Twenty minutes of words in one tab; the same thing is proposed in another first."""
    a_proposed(enter, "link-days")
    col = enter("col")
    client.force_login(User.objects.get(pk=col.user))
    day = london_day(col.at)
    said = {"value": "9", "source": "Policy of June", "reason": "All my words of twenty minutes"}
    parts = {"holds_from-day": day.day, "holds_from-month": day.month, "holds_from-year": day.year}
    with time_machine.travel(col.at, tick=False):
        answer = client.post("/configure/settings/link-days/", {**said, **parts})
    page = answer.content.decode()
    assert "You proposed a change of this" in page
    assert "All my words of twenty minutes" in page


def test_a_change_that_waits_is_shown_however_many_came_after_it(
    enter: Enter, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "MOST", 2)
    waits = a_proposed(enter, "link-days")
    for value in (11, 12, 13):
        one = a_draft(enter, "link-code-minutes", value)
        do.take_back(one, by=enter("col"))
    col = enter("col")
    client.force_login(User.objects.get(pk=col.user))
    with time_machine.travel(col.at, tick=False):
        page = client.get("/configure/").content.decode()
    assert f"/configure/changes/{waits.pk}/" in page
    assert "The newest 2" in page


def test_a_running_clock_keeps_the_time_it_began_with(enter: Enter) -> None:
    col = enter("col")
    running = start("C02", subject="contact:one", by=col)
    content = {**CLOCK, "amount": 3}
    one = do.draft(new("C02", content, london_day(col.at), Kind.CLOCK), by=col)
    do.publish(do.propose(one, by=col), by=enter("grace"))
    running.refresh_from_db()
    assert running.definition.amount == 1
    later = start("C02", subject="contact:two", by=enter("grace"))
    assert (later.definition.version, later.definition.amount) == (2, 3)
    assert later.due_at > running.due_at
    found = definition_on(HERE, "C02", col.at)
    assert Length(found.amount, Unit(found.unit)) == Length(3, Unit.WORKING_DAYS)


def test_hours_hold_from_their_day(enter: Enter) -> None:
    col = enter("col")
    today = london_day(col.at)
    day = today + timedelta(days=7)
    one = do.draft(new("hours", HOURS, day, Kind.HOURS), by=col)
    do.publish(do.propose(one, by=col), by=enter("grace"))
    assert calendar_on(HERE, today).version == 1
    assert calendar_on(HERE, day).version == 2
    assert f"{calendar_on(HERE, day).calendar.opens:%H:%M}" == "09:00"


def test_the_evening_before_new_hours_says_when_they_open(enter: Enter) -> None:
    """Also where the new hours begin on a day on which the old ones were closed (P18)."""
    col = enter("col")
    evening = datetime(2026, 11, 27, 19, tzinfo=LONDON)
    for day, opens in ((date(2026, 11, 30), "09:00"), (date(2026, 11, 28), "10:00")):
        with transaction.atomic():
            content = {**HOURS, "opens": opens, "closes": [*HOURS["closes"][:5], "14:00", None]}
            one = do.draft(new("hours", content, day, Kind.HOURS), by=col)
            do.publish(do.propose(one, by=col), by=enter("grace"))
            opening = closed_until(calendars_of(HERE), evening)
            transaction.set_rollback(True)
        col = enter("col")
        assert opening is not None
        assert opening.astimezone(LONDON) == datetime.combine(
            day, time.fromisoformat(opens), LONDON
        )


def test_every_setting_is_in_the_catalogue_and_fits_its_shape() -> None:
    """A new setting that the configurator cannot see would be a constant again."""
    assert SETTINGS.keys() == FIRST.keys()
    kind = KINDS[Kind.SETTING]
    for key, (value, source) in FIRST.items():
        content = {"value": value, "source": source}
        assert list(kind.why_not(key, content, content)) == [], key
        assert all(words for _, words in kind.lines(key, content)), key


def test_what_stands_in_a_form_is_read_back_as_it_was(enter: Enter) -> None:
    """Opening a form and keeping it changes nothing, for every thing there is."""
    col = enter("col")
    for kind in KINDS.values():
        for thing in kind.things(by=col):
            initial = kind.initial(thing.of, thing.content)
            fields = kind.fields(thing.of, thing.content)
            said = {}
            for name, field in fields.items():
                typed = field.prepare_value(initial.get(name))
                typed = str(typed) if isinstance(typed, int) else typed
                said[name] = field.clean(typed)
            assert kind.read(thing.of, said, thing.content) == thing.content, thing.of


def test_by_the_pages(enter: Enter, client: Client) -> None:
    enter("col")
    client.force_login(User.objects.get(email="col@openmash.example"))
    assert "A one-time link to answer lives" in client.get("/configure/settings/").content.decode()
    path = "/configure/settings/link-days/"
    typed = {"value": "0", "source": "Decided here", "reason": WHY}
    day = {"holds_from-day": "1", "holds_from-month": "1", "holds_from-year": "2020"}
    answer = client.post(path, {**typed, **day}).content.decode()
    assert "from 1 to 60" in answer
    assert "1 January 2020 has passed" in answer
    assert 'value="0"' in answer
    assert WHY in answer


def test_the_list_asks_as_often_for_many_as_for_one(enter: Enter, client: Client) -> None:
    client.force_login(User.objects.get(email="col@openmash.example"))
    a_proposed(enter)

    def asked() -> int:
        with CaptureQueriesContext(connection) as found:
            assert client.get("/configure/").status_code == 200
        return len(found)

    asked()
    few = asked()
    for of in ("link-code-minutes", "link-wrong-codes", "glass-minutes"):
        a_proposed(enter, of=of, value=9)
    assert asked() == few
