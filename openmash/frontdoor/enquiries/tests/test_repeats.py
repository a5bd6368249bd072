"""What has been reported again makes asking the practice the rule (P5 T7, L66)."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from openmash.core.working_time import london_day
from openmash.foundation.ledger.running import react_to_pending
from openmash.foundation.people.models import Person
from openmash.foundation.reference.models import RuleSetting
from openmash.frontdoor.contacts.commands import linking, screening, setting_aside
from openmash.frontdoor.contacts.models import Contact
from openmash.frontdoor.contacts.tests.builders import a_sent_worry, only_child, rated
from openmash.frontdoor.enquiries.models import GpRequest
from openmash.frontdoor.enquiries.queries.repeats import repeats_of
from openmash.frontdoor.enquiries.rules.repeats import (
    Limit,
    Report,
    What,
    has_more,
    read_kept,
    repeats,
    say_repeat,
)
from openmash.frontdoor.enquiries.tests.builders import MEANWHILE, an_enquiry, screened
from openmash.frontdoor.enquiries.tests.test_enquiry_pages import here, words
from openmash.frontdoor.enquiries.tests.test_gp import answered, asked, registered, the_only
from tests.fixtures import Enter

SENT = date(2026, 11, 26)
LIMITS = {What.HIGH_RISK: Limit(1, 90), What.ABUSE: Limit(2, 90), What.MISSING: Limit(2, 30)}


def ago(days: int, what: What = What.ABUSE, child: str = "Isla") -> Report:
    return Report(child, what, SENT - timedelta(days=days))


@pytest.mark.parametrize(
    ("what", "days", "found"),
    [
        (What.ABUSE, 89, True),
        (What.ABUSE, 90, True),
        (What.ABUSE, 91, False),
        (What.MISSING, 29, True),
        (What.MISSING, 30, True),
        (What.MISSING, 31, False),
    ],
)
def test_a_second_report_counts_to_the_day(what: What, days: int, found: bool) -> None:
    assert bool(repeats([ago(0, what), ago(days, what)], LIMITS, SENT)) is found


@pytest.mark.parametrize(("days", "found"), [(0, True), (90, True), (91, False)])
def test_one_of_high_risk_is_enough(days: int, found: bool) -> None:
    assert bool(repeats([ago(days, What.HIGH_RISK)], LIMITS, SENT)) is found


def test_each_child_is_counted_for_itself() -> None:
    """A brother’s evening away is not his sister’s second."""
    apart = [ago(0, What.MISSING, "Isla"), ago(3, What.MISSING, "Noah")]
    assert repeats(apart, LIMITS, SENT) == ()


def test_the_same_for_two_children_is_said_once() -> None:
    both = [ago(days, child=child) for days in (0, 40) for child in ("Isla", "Noah")]
    assert len(repeats(both, LIMITS, SENT)) == 1


def test_the_reason_names_its_days() -> None:
    (one,) = repeats([ago(0), ago(54), ago(0)], LIMITS, SENT)
    assert say_repeat(one) == (
        "domestic abuse was reported 3 times within 90 days: 3 October 2026, 26 November 2026 (twice)"
    )


def test_what_came_since_counts_too() -> None:
    """The enquiry about the first report hears of the second, however late somebody looks."""
    assert repeats([ago(0), ago(-90)], LIMITS, SENT)
    assert repeats([ago(0), ago(-91)], LIMITS, SENT) == ()


@given(st.lists(st.integers(-200, 200), max_size=8))
def test_two_of_them_lie_close_enough_or_none_is_said(when: list[int]) -> None:
    """The law once more, by every pair: earlier reports count as far back as the number says."""
    counted = [days for days in when if days <= 90]
    pairs = ((a, b) for i, a in enumerate(counted) for b in counted[i + 1 :])
    expected = any(abs(a - b) <= 90 for a, b in pairs)
    found = repeats([ago(days) for days in when], LIMITS, SENT)
    assert bool(found) is expected
    for one in found:
        assert (one.days[-1] - one.days[0]).days <= 90
        assert list(read_kept([one.as_kept])) == [one]


def test_a_report_that_is_taken_back_is_no_new_reason() -> None:
    three = repeats([ago(0), ago(5), ago(9)], LIMITS, SENT)
    two = repeats([ago(0), ago(9)], LIMITS, SENT)
    assert has_more(three, two)
    assert not has_more(two, three)
    assert not has_more(two, two)


def known(contact: Contact) -> Person:
    person = only_child(contact).person
    assert person is not None
    return person


def earlier(enter: Enter, contact: Contact, days: int, **worry: Any) -> Contact:
    """Another worry about the same child, so many days before; linked by Aisha."""
    child = known(contact)
    assert contact.submitted_at is not None
    before = a_sent_worry(enter, at=contact.submitted_at - timedelta(days=days), **worry)
    aisha = enter("aisha")
    screening.take_up(before, by=aisha)
    linking.link_child(only_child(before), child, by=aisha)
    return before


ABUSE = {"B1": ["domestic_abuse"]}
NEGLECT = {"B1": ["neglect"]}


@pytest.mark.parametrize(("days", "found"), [(89, True), (90, True), (91, False)])
def test_a_green_enquiry_about_a_second_report_has_its_practice_by_default(
    enter: Enter, days: int, found: bool
) -> None:
    contact = screened(enter, about_child=ABUSE)
    before = earlier(enter, contact, days, about_child=ABUSE)
    enquiry = an_enquiry(enter, contact, "green", meanwhile=MEANWHILE)
    request = the_only(enquiry)
    assert ("T7" in request.triggers) is found
    if found:
        assert before.submitted_at
        (kept,) = request.repeats
        assert kept["days"][0] == london_day(before.submitted_at).isoformat()


@pytest.mark.parametrize(
    ("own", "codes"),
    [
        ({**ABUSE, "V2": "high"}, ["T3", "T7"]),
        ({**ABUSE, "V2": "medium"}, ["T3"]),
        ({**NEGLECT, "V2": "high"}, []),  # the worry was taken out, and with it its questions
        ({"B1": ["missing"]}, []),
    ],
)
def test_high_risk_is_what_the_sender_graded(
    enter: Enter, own: dict[str, object], codes: list[str]
) -> None:
    contact = screened(enter, about_child=own)
    enquiry = an_enquiry(enter, contact, "green", meanwhile=MEANWHILE)
    assert the_only(enquiry).triggers == codes


def test_going_missing_is_counted_by_the_worry_and_by_what_was_noticed(enter: Enter) -> None:
    contact = screened(enter, about_child={"B1": ["missing"]})
    earlier(enter, contact, 30, about_child={"B1": ["cse"], "X_screen": ["missing", "older"]})
    enquiry = an_enquiry(enter, contact, "green", meanwhile=MEANWHILE)
    assert the_only(enquiry).triggers == ["T7"]
    assert [one.what for one in repeats_of(enquiry)] == ["missing"]


def test_a_duplicate_and_a_worry_of_another_child_are_no_second_report(enter: Enter) -> None:
    contact = screened(enter, about_child=ABUSE)
    twin = a_sent_worry(enter, about_child=ABUSE)
    aisha = enter("aisha")
    screening.take_up(twin, by=aisha)
    linking.link_child(only_child(twin), known(contact), by=aisha)
    rated(enter, twin)
    setting_aside.mark_duplicate(twin, contact, by=aisha)
    earlier_other = a_sent_worry(enter, child={"A1_name": "Somebody Else"}, about_child=ABUSE)
    assert only_child(earlier_other).person is None
    enquiry = an_enquiry(enter, contact, "green", meanwhile=MEANWHILE)
    assert the_only(enquiry).triggers == ["T3"]


def test_the_partnership_switches_it_off_and_sets_the_numbers(enter: Enter) -> None:
    contact = screened(enter, about_child={"B1": ["missing"]})
    earlier(enter, contact, 40, about_child={"B1": ["missing"]})
    enquiry = an_enquiry(enter, contact, "green", meanwhile=MEANWHILE)
    assert repeats_of(enquiry) == ()
    days = RuleSetting.objects.filter(key="gp-missing-days")
    days.update(value=40)
    assert len(repeats_of(enquiry)) == 1


def test_the_answer_from_before_the_next_report_is_not_enough(
    enter: Enter, monday: datetime
) -> None:
    """L66: a new report about the child asks the practice again, whichever contact brings it."""
    enquiry, check = asked(enter)
    answered(enter, check)
    later = a_sent_worry(enter, at=monday + timedelta(hours=3), about_child=ABUSE)
    aisha = enter("aisha", at=monday + timedelta(hours=4))
    screening.take_up(later, by=aisha)
    linking.link_child(only_child(later), known(enquiry.contact), by=aisha)
    react_to_pending(at=monday + timedelta(hours=4), partnership="brackenford")
    enter("tom")
    rows = GpRequest.objects.filter(enquiry=enquiry).order_by("made_at", "id")
    assert list(rows.values_list("state", flat=True)) == ["sent", "auto_created"]
    assert rows[1].triggers == ["T1", "T3", "T7"]
    react_to_pending(at=monday + timedelta(hours=4), partnership="brackenford")
    enter("tom")
    assert rows.count() == 2


def test_the_page_says_which_days(enter: Enter, client: Client) -> None:
    contact = screened(enter, about_child=ABUSE)
    earlier(enter, contact, 54, about_child=ABUSE)
    registered(known(contact), enter("aisha"))
    an_enquiry(enter, contact, "green", meanwhile=MEANWHILE)
    page = words(client, "tom", here(contact))
    assert "domestic abuse was reported twice within 90 days: " in page
