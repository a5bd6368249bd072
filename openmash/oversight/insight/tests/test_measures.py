"""Measures count what the records say, by hand-made cases (`measures.md` §1 and §9)."""

from __future__ import annotations

import csv
from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from openmash.core.actor import Actor
from openmash.core.refusals import NotAllowed
from openmash.foundation.access.models import User
from openmash.foundation.clocks.models import ClockRun
from openmash.foundation.merging.tests.builders import a_record
from openmash.frontdoor.contacts.commands.rating import rate_referral
from openmash.frontdoor.contacts.commands.screening import take_up
from openmash.frontdoor.contacts.models import Contact, ContactChild
from openmash.frontdoor.contacts.tests.builders import a_sent_worry
from openmash.frontdoor.decisions.models import Referral, ThresholdDecision
from openmash.frontdoor.decisions.tests.builders import a_decided
from openmash.oversight.insight.measures import MEASURES
from openmash.oversight.insight.presenters import show, table
from openmash.oversight.insight.queries import Counts, by_kind, weekly
from tests.fixtures import Enter

NEXT = datetime(2026, 11, 30, 9, 0, tzinfo=UTC)  # the Monday after the week of the cases


def last_week(code: str, by: Actor) -> Counts:
    return list(weekly(MEASURES[code], by=by).weeks.values())[-1]


def later(enter: Enter, who: str = "meera") -> Actor:
    return enter(who, at=NEXT)


def browser(client: Client, key: str) -> Client:
    client.force_login(User.objects.get(email=f"{key}@openmash.example"))
    return client


def test_m01_counts_children_and_not_what_was_entered_in_error(enter: Enter) -> None:
    a_sent_worry(enter)
    wrong = a_sent_worry(enter)
    assert last_week("M01", later(enter)).of == 2
    Contact.objects.filter(pk=wrong.pk).update(state="entered_in_error")
    assert last_week("M01", later(enter)).of == 1


def test_a_week_begins_on_monday_in_london_and_a_running_one_is_not_there(enter: Enter) -> None:
    a_sent_worry(enter)
    found = weekly(MEASURES["M01"], by=later(enter))
    days = list(found.weeks)
    assert (len(days), days[-1].isoformat()) == (26, "2026-11-23")
    assert list(weekly(MEASURES["M01"], by=enter("meera")).weeks.values())[-1].of == 0


def test_m03_counts_by_the_clock_and_what_is_late_and_open_when_it_was_due(enter: Enter) -> None:
    decided, waits = a_decided(enter), a_sent_worry(enter)
    by = later(enter)
    runs = ClockRun.objects.filter(code="C02")
    assert set(runs.values_list("subject", flat=True)) == {decided.subject, waits.subject}
    due = runs.get(subject=waits.subject).due_at
    assert due < by.at
    assert (last_week("M03", by).of, last_week("M03", by).hits) == (2, 1)
    Contact.objects.filter(pk=waits.pk).update(state="duplicate_of", duplicate_of=decided)
    assert (last_week("M03", by).of, last_week("M03", by).hits) == (1, 1)


def test_m02_and_m36_count_the_clocks_of_acknowledging_and_of_telling(enter: Enter) -> None:
    a_decided(enter)
    by = later(enter)
    for code, clock in (("M02", "C01"), ("M36", "C03")):
        runs = ClockRun.objects.filter(code=clock)
        counted = last_week(code, by)
        assert counted.of == runs.count() > 0
        met = [one for one in runs if one.stopped_at and one.stopped_at <= one.due_at]
        assert counted.hits == len(met)


def test_m04_counts_children_whose_decision_makes_a_referral_and_stands(enter: Enter) -> None:
    a_decided(enter)
    a_decided(enter, level=3, descriptors=["3.2"], outcome="EH_MULTI")
    counted = last_week("M04", later(enter))
    assert (counted.of, counted.hits) == (2, 1)
    enter("tom")  # opened again and decided otherwise, the referral it made is none any more
    ThresholdDecision.objects.update(outcome="EH_MULTI")
    assert last_week("M04", later(enter)).hits == 0


def two_decided(enter: Enter, days: int) -> tuple[Contact, Contact]:
    """Two worries about one child, so many days apart; both make a referral."""
    made = first, second = a_decided(enter), a_decided(enter)
    person = a_record(enter("hal"))
    tom = enter("tom")
    before = tom.at - timedelta(days=days)
    ContactChild.objects.filter(contact__in=made).update(
        person=person, linked_at=tom.at, linked_by=tom.name, unidentified_because=""
    )
    Contact.objects.filter(pk=first.pk).update(submitted_at=before)
    Referral.objects.filter(decision__contact=first).update(referral_date=before.date())
    return first, second


@pytest.mark.parametrize(("days", "again"), [(1, 1), (365, 1), (366, 0)])
def test_m05_counts_a_child_of_whom_another_contact_came_within_a_year(
    enter: Enter, days: int, again: int
) -> None:
    first, _ = two_decided(enter, days)
    a_sent_worry(enter)  # a child nobody has identified is not counted
    counted = last_week("M05", later(enter))
    assert (counted.of, counted.hits) == (1, again)
    enter("tom")
    Contact.objects.filter(pk=first.pk).update(state="entered_in_error")
    assert last_week("M05", later(enter)).hits == 0


@pytest.mark.parametrize(("days", "again"), [(1, 1), (365, 1), (366, 0)])
def test_m06_counts_a_referral_after_another_of_the_same_child(
    enter: Enter, days: int, again: int
) -> None:
    """“Earlier referral of the same child with 0 < days ≤ 365”, and none that was taken back."""
    first, _ = two_decided(enter, days)
    counted = last_week("M06", later(enter))
    assert (counted.of, counted.hits) == (2, again)
    enter("tom")
    ThresholdDecision.objects.filter(contact=first).update(outcome="EH_MULTI")
    counted = last_week("M06", later(enter))
    assert (counted.of, counted.hits) == (1, 0)


def test_m14_counts_the_rating_that_stands(enter: Enter) -> None:
    contact = take_up(a_sent_worry(enter), by=enter("aisha"))
    rate_referral(contact, ["facts"], by=enter("aisha"))
    because = "Her words stood in the file that came with it"
    rate_referral(contact, ["facts", "voice", "meaning"], because=because, by=enter("tom"))
    counted = last_week("M14", later(enter))
    assert (counted.of, counted.hits, counted.columns) == (1, 1, (0, 0, 1, 0))


def test_m13_and_m15_are_of_what_was_sent(enter: Enter) -> None:
    contact = a_sent_worry(enter)
    enter("tom")
    Contact.objects.filter(pk=contact.pk).update(completeness=80, active_seconds=90)
    by = later(enter)
    assert (last_week("M13", by).of, last_week("M13", by).hits) == (1, 1)
    assert (last_week("M15", by).of, last_week("M15", by).median) == (1, 90.0)
    enter("tom")
    Contact.objects.filter(pk=contact.pk).update(completeness=79)
    assert last_week("M13", later(enter)).hits == 0


def test_few_are_hidden_on_the_chart_and_in_the_table(enter: Enter) -> None:
    a_sent_worry(enter)
    by = later(enter)
    shown = show(weekly(MEASURES["M01"], by=by))
    assert shown.last == "1 to 5"
    drawn = table(MEASURES["M01"], by_kind(MEASURES["M01"], by=by))
    assert {cell for row in drawn.rows for cell in row.cells} == {"hidden"}
    assert show(weekly(MEASURES["M03"], by=by)).last in {"no case", "fewer than 10 cases"}


@pytest.mark.parametrize("key", ["tom", "aisha", "carol", "ruth", "hal", "ines", "sam", "col"])
def test_nobody_else_reads_them(enter: Enter, client: Client, key: str) -> None:
    with pytest.raises(NotAllowed):
        weekly(MEASURES["M01"], by=enter(key))
    assert browser(client, key).get("/measures/").status_code == 403
    assert browser(client, key).get("/measures/m03/").status_code == 403


def test_each_partnership_counts_its_own(enter: Enter) -> None:
    a_sent_worry(enter)
    assert last_week("M01", later(enter, "mari")).of == 0


def test_every_page_and_file_is_there_and_names_nobody(enter: Enter, client: Client) -> None:
    a_decided(enter)
    at = browser(client, "meera")
    pages = [at.get("/measures/"), *(at.get(f"/measures/{code.lower()}/") for code in MEASURES)]
    for page in pages:
        assert page.status_code == 200
        for name in ("Isla", "Tarrant", "Ruth Hart", "Tom Ashdown"):
            assert name not in page.content.decode()
    assert at.get("/measures/m99/").status_code == 404
    lines = list(csv.reader(StringIO(at.get("/measures/m03/?as=csv").content.decode("utf-8-sig"))))
    assert lines[1] == ["Week from", "Value", "News"]
    assert len(lines) == 28


def test_it_asks_as_often_for_many_as_for_one(enter: Enter, client: Client) -> None:
    a_sent_worry(enter)
    at, counted = browser(client, "meera"), []
    at.get("/measures/m03/")
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            at.get("/measures/m03/")
        counted.append(len(queries))
        a_decided(enter)
    assert counted[0] == counted[1]


def test_what_varies_by_itself_is_no_news_and_what_lies_outside_is(enter: Enter) -> None:
    """Drawn from made-up weeks: the chart, its words and its table say the same."""
    found = weekly(MEASURES["M03"], by=enter("meera"))
    weeks = {
        day: Counts(100, 70 if n == 20 else 92 + 6 * (n % 2))
        for n, day in enumerate(sorted(found.weeks))
    }
    shown = show(type(found)(found.measure, weeks))
    outside = sorted(weeks)[20]
    assert f"the week of {outside.day} {outside:%B}" in shown.sentence
    assert [one.news for one in shown.weeks if one.news] == ["outside"]
    assert sum(one.is_news for one in shown.chart.points) == 1
    assert len(shown.chart.points) == 26
    assert not shown.is_news  # it was six weeks ago
    gap = dict(weeks)
    gap[sorted(weeks)[3]] = Counts(9, 9)
    parted = show(type(found)(found.measure, gap))
    assert len(parted.chart.path) == 2
    assert len(parted.chart.points) == 25


def test_weeks_before_the_first_case_say_nothing_of_what_is_usual(enter: Enter) -> None:
    found = weekly(MEASURES["M01"], by=enter("meera"))
    weeks = {day: Counts(0 if n < 20 else 12) for n, day in enumerate(sorted(found.weeks))}
    shown = show(type(found)(found.measure, weeks))
    assert (shown.usual, len(shown.chart.points)) == ("", 6)
    assert shown.weeks[-1].value == "no case"


def test_the_chart_keeps_within_its_frame(enter: Enter) -> None:
    found = weekly(MEASURES["M15"], by=enter("meera"))
    weeks = {day: Counts(20, median=40.0 * n) for n, day in enumerate(sorted(found.weeks))}
    chart = show(type(found)(found.measure, weeks)).chart
    for one in chart.points:
        assert chart.left <= one.x <= chart.right
        assert 0 <= one.y <= chart.height
    assert timedelta(weeks=25) == max(weeks) - min(weeks)
