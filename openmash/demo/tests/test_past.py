"""What happened again is as true as what was played: whole, chained, and each time about others."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta

import pytest
from django.db import transaction

from openmash.core.working_time import LONDON, Length, Unit, due, london_day
from openmash.demo.acts import WORKED
from openmash.demo.cast import actor
from openmash.demo.past import weeks
from openmash.demo.stage import build, put_up_desks
from openmash.foundation.access.row_security import act_as
from openmash.foundation.clocks.models import ClockRun
from openmash.foundation.ledger.models import Event, Link
from openmash.foundation.ledger.running import react_to_pending
from openmash.foundation.ledger.verify import findings
from openmash.foundation.people.models import Person, Voice
from openmash.foundation.tasks.models import Task
from openmash.frontdoor.contacts.models import Contact, ContactChild, Feedback
from openmash.frontdoor.decisions.models import ThresholdDecision
from openmash.oversight.insight.measures import MEASURES
from openmash.oversight.insight.presenters import Shown, show
from openmash.oversight.insight.queries import weekly
from tests import database

# The clocks changed on 25 October; the half year before 24 July begins with Christmas.
TIMES = [
    (datetime(2026, 11, 27, 10, tzinfo=LONDON), "21 September 2026"),
    (datetime(2026, 7, 24, 10, tzinfo=LONDON), "18 May 2026"),
]


@pytest.mark.parametrize(("now", "bad_week"), TIMES)
def test_half_a_year_is_whole_and_one_week_of_it_is_news(
    committed: str, now: datetime, bad_week: str
) -> None:
    with transaction.atomic():
        build(at=now - timedelta(weeks=33))
        put_up_desks(at=now - timedelta(weeks=33))
    made = weeks.play_weeks(now=now)
    database.learn_sizes(committed)
    assert react_to_pending(at=now, partnership="brackenford") == 0
    with transaction.atomic():
        meera = actor("meera", at=now)
        act_as(meera)
        _is_whole(made)
        _is_about_others()
        _has_its_days()
        _is_worked_while_the_hub_is_open()
        _is_as_old_as_it_is_said()
        _tells({code: show(weekly(one, by=meera)) for code, one in MEASURES.items()}, bad_week)


def _is_whole(made: int) -> None:
    assert Contact.objects.count() == made > 400
    assert set(Contact.objects.values_list("state", flat=True)) == {"closed"}
    assert set(Feedback.objects.values_list("state", flat=True)) == {"acknowledged"}
    assert set(ThresholdDecision.objects.values_list("state", flat=True)) == {"final"}
    assert not Task.objects.filter(state="open").exists()
    assert not ClockRun.objects.filter(stopped_at=None).exists()
    assert Event.objects.count() == Link.objects.filter(chain="event").count() > 10_000
    assert findings("brackenford", []) == []
    told = Counter(Event.objects.values_list("name", flat=True))
    assert told["contact.submitted"] == told["contact.closed"] == made


def _is_about_others() -> None:
    people = Person.objects.values_list("display_name", "birth_date")
    assert len(set(people)) == len(people)
    assert not Person.objects.filter(card=None).exists()  # each of them is found
    children = ContactChild.objects.select_related("person", "contact")
    assert {(one.name, one.birth_date) for one in children} == set(people)
    assert all(one.person and one.name == one.person.display_name for one in children)
    told = Event.objects.filter(name="contact.submitted").values_list("facts", flat=True)
    seconds = Contact.objects.values_list("active_seconds", flat=True)
    assert sorted(int((fact or {})["seconds"]) for fact in told) == sorted(seconds)


def _has_its_days() -> None:
    for run in ClockRun.objects.filter(code="C02"):
        sent, due = run.started_at.astimezone(LONDON), run.due_at.astimezone(LONDON)
        assert (due.hour, due.date() - sent.date()) == (17, timedelta(days=1))
        assert f"{sent:%A} {sent.day} {sent:%B}" in run.explanation


def _is_worked_while_the_hub_is_open() -> None:
    """No clock counts a holiday, nothing is due on one, and nobody of the hub works on one."""
    for run in ClockRun.objects.select_related("definition"):
        length = Length(run.definition.amount, Unit(run.definition.unit))
        counted = due(run.started_at, length, WORKED)
        assert (run.due_at, run.explanation) == (counted.due_at, counted.explanation)
    steps = ThresholdDecision.objects.values_list("next_step_due", flat=True)
    assert [day for day in steps if day is None or not WORKED.is_working_day(day)] == []
    hub = Event.objects.filter(
        role__in=("MASH_SCREEN", "MASH_SW", "MASH_MGR"), name__contains="contact."
    )
    assert [one.at for one in hub if not WORKED.is_open(one.at)] == []


def _is_as_old_as_it_is_said() -> None:
    """Too young to talk is a baby, and whoever is quoted is not."""
    voices = {one.about: one for one in Voice.objects.all()}
    for child in ContactChild.objects.select_related("contact"):
        assert child.birth_date
        assert child.contact.submitted_at
        months = (london_day(child.contact.submitted_at) - child.birth_date).days / 30.4
        voice = voices[child.subject]
        assert (voice.absence == "pre_verbal") == (months < 20)
        assert months > 35 or not voice.words


def _tells(shown: dict[str, Shown], bad_week: str) -> None:
    assert all(one.usual for one in shown.values())
    news = {code: one.sentence for code, one in shown.items() if one.was_news}
    assert list(news) == ["M03"]
    assert news["M03"].endswith(f"the week of {bad_week}.")
