"""A decision waits for partners, for their time or for a reason, and is made on what was read (P7)."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from openmash.core.refusals import NotReady
from openmash.foundation.access.models import User
from openmash.frontdoor.decisions.commands import deciding, writing
from openmash.frontdoor.decisions.commands.partners import give_view, take_back_view
from openmash.frontdoor.decisions.models import PartnerView, ViewAsked
from openmash.frontdoor.decisions.tests.builders import decision_of
from openmash.frontdoor.decisions.tests.partners import (
    CANNOT_WAIT,
    LIGHT,
    PLAN,
    as_seen,
    asked,
    decides,
    react,
    read_by,
    recommended,
    says,
)
from tests.fixtures import Enter


def test_the_decision_waits_for_all_or_for_the_time_or_for_a_reason(
    enter: Enter, monday: datetime
) -> None:
    contact = recommended(enter)
    says(enter, "ruth", "AGREE")
    with pytest.raises(NotReady, match="Midshire Police may say until 12:00 today"):
        decides(contact, enter("meera"))
    with pytest.raises(NotReady, match="Midshire Police may say"):
        decides(contact, enter("meera"), early="Too late")
    decides(contact, enter("meera"), early=CANNOT_WAIT)
    decision = decision_of(contact)
    assert decision.before_views_because == CANNOT_WAIT
    assert "Midshire Police: asked whether it agrees, has not said" in decision.basis["missing"]
    assert not ViewAsked.objects.filter(closed_at=None).exists()


def test_all_have_answered(enter: Enter) -> None:
    contact = recommended(enter)
    says(enter, "ruth", "AGREE")
    says(enter, "dana", "NO_VIEW")
    decides(contact, enter("meera"))
    assert decision_of(contact).before_views_because == ""
    assert not [m for m in decision_of(contact).basis["missing"] if "whether it agrees" in m]


def test_the_time_is_over_and_who_was_silent_stands_in_the_decision(
    enter: Enter, monday: datetime
) -> None:
    contact = recommended(enter)
    decides(contact, enter("meera", at=monday + timedelta(hours=2)))
    missing = decision_of(contact).basis["missing"]
    assert [m for m in missing if "whether it agrees" in m] == [
        "Midshire Police: asked whether it agrees, has not said",
        "St Oswin’s Primary School: asked whether it agrees, has not said",
    ]


def test_a_partner_may_be_late_until_it_is_decided_and_not_after(
    enter: Enter, monday: datetime
) -> None:
    contact = recommended(enter)
    later = monday + timedelta(hours=3)
    says(enter, "ruth", "DISAGREE", LIGHT, at=later)
    mine = asked("st-oswins")
    decides(contact, enter("meera", at=later), plan=PLAN)
    with pytest.raises(NotReady, match="It has been decided"):
        give_view(mine, "AGREE", "", by=enter("ruth", at=later))
    with pytest.raises(NotReady, match="It has been decided"):
        take_back_view(mine, by=enter("ruth", at=later))


def test_another_recommendation_is_asked_about_anew(enter: Enter) -> None:
    """A view belongs to what it was about; the first stays readable, with what it was about."""
    contact = recommended(enter)
    says(enter, "ruth", "AGREE")
    first = PartnerView.objects.get().asked_id
    decision = as_seen(contact, enter)
    writing.write(decision, {"alternatives": "Another word"}, decision.version, by=enter("tom"))
    assert asked("st-oswins").pk == first  # partners have not read that
    decision = decision_of(contact)
    writing.write(decision, {"outcome": "STRATEGY"}, decision.version, by=enter("tom"))
    anew = asked("st-oswins")
    assert (anew.outcome, anew.pk == first) == ("STRATEGY", False)
    with pytest.raises(NotReady, match="St Oswin’s Primary School"):
        decides(contact, enter("meera"))
    old = ViewAsked.objects.get(pk=first)
    with pytest.raises(NotReady, match="has been changed meanwhile"):
        give_view(old, "AGREE", "", by=enter("ruth"))


def test_opened_again_everybody_is_asked_anew_and_the_first_words_stay(enter: Enter) -> None:
    """P7 *reopened*; also after a health review that changes the picture, which opens it the same way."""
    contact = recommended(enter)
    says(enter, "ruth", "DISAGREE", LIGHT)
    decides(contact, enter("meera"), early=CANNOT_WAIT, plan=PLAN)
    react(enter)
    deciding.reopen(decision_of(contact), "The hospital has rung with an X-ray", by=enter("meera"))
    kept = decision_of(contact).earlier[0]
    assert (kept["before_views_because"], kept["interim_plan"]) == (CANNOT_WAIT, PLAN)
    deciding.recommend_all(contact, {}, by=enter("tom"))
    with pytest.raises(NotReady, match="may say until"):
        decides(contact, enter("meera"))
    assert PartnerView.objects.get().reason == LIGHT


def test_whoever_changes_it_and_whoever_says_something_take_turns(enter: Enter) -> None:
    """Each in the same order, or two who press at once would wait for each other until one fails."""
    contact = recommended(enter)
    decision, tom = as_seen(contact, enter), enter("tom")
    with CaptureQueriesContext(connection) as writes:
        writing.write(decision, {"outcome": "STRATEGY"}, decision.version, by=tom)
    assert locks(writes) == ["decisions_viewasked", "decisions_thresholddecision"]
    meera = enter("meera")
    with CaptureQueriesContext(connection) as gives_back:
        deciding.give_back(decision, "Ask the school first", by=meera)
    order = ["contacts_contact", "decisions_viewasked", "decisions_thresholddecision"]
    assert locks(gives_back) == order


def locks(captured: CaptureQueriesContext) -> list[str]:
    """In which order these tables were taken hold of."""
    held = re.compile(r'FOR UPDATE|^UPDATE "')
    tables = re.compile(r'(?:FROM|UPDATE) "(contacts_contact|decisions_\w+)"')
    asked_for = (one["sql"] for one in captured.captured_queries if held.search(one["sql"]))
    return list(dict.fromkeys(found[1] for sql in asked_for if (found := tables.search(sql))))


def test_what_was_said_while_the_page_was_open_is_read_first(enter: Enter) -> None:
    contact = recommended(enter)
    seen = read_by(contact, enter("meera"))
    says(enter, "dana", "AGREE")
    says(enter, "ruth", "DISAGREE", LIGHT)
    with pytest.raises(NotReady, match="since you opened this page"):
        decides(contact, enter("meera"), plan=PLAN, heard=seen)
    seen = read_by(contact, enter("meera"))
    decides(contact, enter("meera"), plan=PLAN, heard=seen)


def test_noting_a_view_while_deciding_reads_nobody_elses(enter: Enter, client: Client) -> None:
    """Meera writes down what the police say on the telephone and presses; Ruth has said something since."""
    contact = recommended(enter)
    says(enter, "dana", "DISAGREE", LIGHT)
    seen = read_by(contact, enter("meera"))
    says(enter, "ruth", "DISAGREE", "He came to the gate again, and she hid.")
    client.force_login(User.objects.get(email="meera@openmash.example"))
    noted = {"view-agency": "Midshire Police", "view-view": "AGREE", "then": "decide"}
    pressed = {**noted, "sign-plan": PLAN, "sign-early": CANNOT_WAIT}
    page = f"/contacts/{contact.reference}/decision/"
    refused = client.post(page, {**pressed, "heard": seen}).content.decode()
    assert "since you opened this page" in refused
    now = read_by(contact, enter("meera"))
    read = client.post(page, {**pressed, "heard": now}).content.decode()
    assert "since you opened this page" not in read
