"""A section 47 enquiry has started: noted with the decision, told in the history, asked for (P5 T5, P11)."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, timedelta

import pytest
from django.test import Client

from openmash.core.refusals import NotAllowed, NotReady
from openmash.core.working_time import london_day
from openmash.foundation.ledger.models import Event
from openmash.foundation.reference.models import RuleSetting
from openmash.frontdoor.contacts.models import Contact
from openmash.frontdoor.decisions.commands import deciding
from openmash.frontdoor.decisions.commands.section_47 import (
    note_section_47,
    take_back_section_47,
)
from openmash.frontdoor.decisions.models import Section47
from openmash.frontdoor.decisions.rules_section47 import Child47, why_no_section_47
from openmash.frontdoor.decisions.tests.builders import a_decided, decision_of
from openmash.frontdoor.decisions.tests.test_practices_after import (
    STRATEGY,
    afterwards,
    answered_long_ago,
    reacts,
    to_ask,
)
from openmash.frontdoor.enquiries.tests.test_enquiry_pages import sends, words
from openmash.frontdoor.enquiries.tests.test_gp import SURGERY
from tests.fixtures import Enter

MONDAY, TODAY = date(2026, 6, 1), date(2026, 6, 3)
ISLA = Child47("Isla", "decided", "STRATEGY", None, MONDAY)
PROTECT = {"outcome": "IMMEDIATE_PROTECTION", "next_step": "Protect her now"}
# T4 switched off, so that what is asked is asked for the section 47 enquiry alone.
ONLY_FOR_47 = ["T4"]


@pytest.mark.parametrize(
    ("child", "day", "why"),
    [
        (ISLA, TODAY, []),
        (ISLA, MONDAY, []),
        (Child47("Isla", "final", "IMMEDIATE_PROTECTION", None, MONDAY), TODAY, []),
        (ISLA, date(2026, 6, 4), ["The day has not come yet: note it once it has started"]),
        (ISLA, date(2026, 5, 31), ["The day is before 1 June 2026, when the worry came in"]),
        (
            Child47("Isla", "decided", "STRATEGY", TODAY, MONDAY),
            TODAY,
            ["For Isla it is noted already, from 3 June 2026"],
        ),
    ],
)
def test_when_it_can_be_noted(child: Child47, day: date, why: list[str]) -> None:
    assert list(why_no_section_47(child, day, today=TODAY)) == why


@pytest.mark.parametrize(
    ("state", "outcome"), [("decided", "S17_ASSESS"), ("reopened", "STRATEGY")]
)
def test_it_follows_a_decision_that_may_lead_to_it(state: str, outcome: str) -> None:
    [why] = why_no_section_47(Child47("Isla", state, outcome, None, MONDAY), TODAY, today=TODAY)
    assert why.startswith(
        "For Isla neither a strategy discussion nor immediate protection is decided"
    )


def starts(enter: Enter, contact: Contact, at: datetime) -> None:
    by = enter("meera", at=at)
    note_section_47(contact, [1], london_day(at), with_police=True, by=by)
    reacts(enter, at)


@pytest.mark.parametrize("outcome", [STRATEGY, PROTECT], ids=["strategy", "protection"])
def test_the_practices_are_asked_once_more_when_it_starts(
    enter: Enter, monday: datetime, outcome: dict[str, str]
) -> None:
    RuleSetting.objects.filter(key="gp-triggers-switched-off").update(value=ONLY_FOR_47)
    at = monday + timedelta(days=15)
    _, contact = answered_long_ago(enter, at)
    a_decided(enter, contact, at=at, next_step_due=at.date(), **outcome)
    reacts(enter, at)
    assert afterwards() == []
    starts(enter, contact, at)
    assert [(one.practice_id, one.triggers) for one in afterwards()] == [(SURGERY, ["T5"])]
    [task] = to_ask()
    assert task.title.endswith("ask the practice, a section 47 enquiry has started")


def test_taken_back_no_practice_is_asked_for_it(enter: Enter, monday: datetime) -> None:
    RuleSetting.objects.filter(key="gp-triggers-switched-off").update(value=ONLY_FOR_47)
    at = monday + timedelta(days=15)
    _, contact = answered_long_ago(enter, at)
    a_decided(enter, contact, at=at, **STRATEGY)
    starts(enter, contact, at)
    take_back_section_47(contact, 1, "It was her cousin", by=enter("tom", at=at))
    reacts(enter, at)
    assert to_ask() == []
    assert [one.state for one in afterwards()] == ["lapsed"]


def test_opened_again_no_practice_is_asked_for_what_no_longer_stands(
    enter: Enter, monday: datetime
) -> None:
    RuleSetting.objects.filter(key="gp-triggers-switched-off").update(value=ONLY_FOR_47)
    at = monday + timedelta(days=15)
    _, contact = answered_long_ago(enter, at)
    a_decided(enter, contact, at=at, **STRATEGY)
    starts(enter, contact, at)
    deciding.reopen(decision_of(contact), "Her mother has rung", by=enter("meera", at=at))
    reacts(enter, at)
    assert to_ask() == []


def test_noted_once_and_again_after_it_was_taken_back(enter: Enter, monday: datetime) -> None:
    contact = a_decided(enter, **STRATEGY)
    by = enter("tom")
    note_section_47(contact, [1], monday.date(), with_police=True, by=by)
    with pytest.raises(NotReady, match="noted already"):
        note_section_47(contact, [1], monday.date(), with_police=True, by=by)
    take_back_section_47(contact, 1, "Wrong child", by=by)
    take_back_section_47(contact, 1, "Wrong child", by=by)
    note_section_47(contact, [1], monday.date(), with_police=False, by=by)
    [noted] = Section47.objects.all()
    assert (noted.stands, noted.with_police) == (True, False)
    told = Event.objects.filter(name__startswith="section_47.")
    assert Counter((one.name, one.reason) for one in told) == {
        ("section_47.started", ""): 2,
        ("section_47.taken_back", "Wrong child"): 1,
    }


@pytest.mark.parametrize("who", ["aisha", "carol"])
def test_nobody_else_notes_it(enter: Enter, monday: datetime, who: str) -> None:
    contact = a_decided(enter, **STRATEGY)
    with pytest.raises(NotAllowed):
        note_section_47(contact, [1], monday.date(), with_police=True, by=enter(who))


def test_a_child_who_is_not_there_notes_nobody(enter: Enter, monday: datetime) -> None:
    contact = a_decided(enter, **STRATEGY)
    with pytest.raises(NotReady, match="Choose the children anew"):
        note_section_47(contact, [1, 9], monday.date(), with_police=True, by=enter("tom"))
    assert not Section47.objects.exists()


def test_a_child_who_was_taken_off_is_not_noted(enter: Enter, monday: datetime) -> None:
    """The page does not offer them, so the command does not take them."""
    contact = a_decided(enter, **STRATEGY)
    contact.children.update(removed_at=monday)
    with pytest.raises(NotReady, match="Choose the children anew"):
        note_section_47(contact, [1], monday.date(), with_police=True, by=enter("tom"))


def test_the_page_of_the_decision_leads_to_it_and_tells_it(
    enter: Enter, client: Client, monday: datetime
) -> None:
    contact = a_decided(enter, **STRATEGY)
    here, where = f"{contact.hub_path}section-47/", f"{contact.hub_path}decision/"
    assert here in words(client, "tom", where)
    sent = sends(client, "tom", here, {"children": ["1"]}).content.decode()
    assert "Give the day" in sent
    assert "Say who makes the enquiry" in sent
    day = {"started-day": "23", "started-month": "11", "started-year": "2026"}
    told = {"children": ["1"], **day, "with_whom": "jointly"}
    assert sends(client, "tom", here, told).status_code == 302
    read = "A section 47 enquiry has started, jointly with the police, from"
    assert read in words(client, "tom", where)
    back = f"{here}1/back/"
    assert back not in words(client, "carol", where)
    assert sends(client, "tom", back, {"reason": "It was her cousin"}).status_code == 302
    assert read not in words(client, "tom", where)
    assert client.get(back).status_code == 404


def test_where_nothing_can_have_started_the_page_says_so(enter: Enter, client: Client) -> None:
    contact = a_decided(enter)
    read = words(client, "tom", f"{contact.hub_path}section-47/")
    assert "For no child is a strategy discussion or immediate protection decided" in read
    assert "On which day was the discussion" not in read
