"""What is asked once more, and one press that says nothing of whom nothing was said (P3)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from openmash.core.refusals import NotReady
from openmash.core.working_time import london_day
from openmash.foundation.clocks.models import ClockRun
from openmash.frontdoor.enquiries.commands import agreement as asking
from openmash.frontdoor.enquiries.commands import answering as do
from openmash.frontdoor.enquiries.commands import checks
from openmash.frontdoor.enquiries.commands import enquiry as enquiries
from openmash.frontdoor.enquiries.models import (
    CheckAnswer,
)
from openmash.frontdoor.enquiries.queries.agreement import agreement_of
from openmash.frontdoor.enquiries.queries.checks import missing_answers
from openmash.frontdoor.enquiries.rules.agreement import Asked, Override
from openmash.frontdoor.enquiries.rules.requests import Reply
from openmash.frontdoor.enquiries.tests.answering import (
    FACT,
    asked,
    hub,
    now,
    replies,
    signed_in,
    standing,
)
from openmash.frontdoor.enquiries.tests.builders import (
    fresh,
)
from tests.fixtures import Enter


def test_what_is_not_clear_goes_back_with_its_time_anew(enter: Enter, client: Client) -> None:
    check = asked(enter)
    do.send_reply(check, replies(check), by=enter("ruth"))
    later = enter("tom", at=check.asked_at + timedelta(hours=2))
    with pytest.raises(NotReady):
        checks.clarify(hub(check), "why", by=later)
    checks.clarify(hub(check), "Since when has she been on roll with you?", by=later)
    run = ClockRun.objects.get(subject=check.subject, stopped_at=None)
    assert (now(check).state, run.started_at) == ("clarification_asked", later.at)
    page = signed_in(client, "ruth").get(f"/requests/{check.pk}/").content.decode()
    assert "Since when has she been on roll" in page
    do.return_nil(now(check), "nothing_relevant", by=enter("ruth"))
    tom = enter("tom")
    assert checks.accept(hub(check), by=tom).state == "accepted"
    assert missing_answers(check.enquiry.contact) == []


@pytest.mark.parametrize("what", ["over", "withdrawn", "limits"])
def test_asked_once_more_only_while_a_question_may_leave(enter: Enter, what: str) -> None:
    check = asked(enter)
    do.send_reply(check, replies(check), by=enter("ruth"))
    enter("tom")
    stale, agreement = hub(check), agreement_of(fresh(check.enquiry))
    if what == "over":
        meera = enter("meera")
        enquiries.end(fresh(check.enquiry), "It was about another family", by=meera)
    elif what == "withdrawn":
        ask, tom = agreement.asks.get(), enter("tom")
        asking.withdraw(agreement, ask, "She rang and takes it back", by=tom)
    else:
        later, whom = (
            enter("tom", at=check.asked_at + timedelta(hours=1)),
            agreement.asks.get().whom_id,
        )
        limits: dict[str, Any] = {
            "limits": "Not her school",
            "not_these": ("school",),
            "explained": True,
        }
        said = Asked(str(whom), "holds", "phone", "limited", later.at, **limits)
        asking.record_ask(agreement, said, by=later)
    whys = {"over": "not running", "withdrawn": "took the agreement back", "limits": "this kind"}
    with pytest.raises(NotReady, match=whys[what]):
        checks.clarify(stale, "Since when has she been on roll with you?", by=enter("tom"))
    assert now(check).state == "answered_nothing_relevant"


def test_asked_once_more_it_says_anew_why_it_may_be_shared(enter: Enter) -> None:
    check = asked(enter)
    do.send_reply(check, replies(check), by=enter("ruth"))
    tom = enter("tom")
    agreement = agreement_of(fresh(check.enquiry))
    asking.withdraw(agreement, agreement.asks.get(), "She rang and takes it back", by=tom)
    sixty = "He hurt her when she told before, and she goes home to him tonight."
    today = london_day(tom.at)
    asking.override(agreement, Override("RISK_TO_CHILD", sixty, today), by=enter("meera"))
    tom = enter("tom")
    checks.clarify(hub(check), "Since when has she been on roll with you?", by=tom)
    assert "a manager decided" in now(check).may_share[0]


def test_one_press_says_nothing_of_whom_somebody_began_to_write_about(
    enter: Enter, client: Client
) -> None:
    check = asked(enter)
    path, here = f"/requests/{check.pk}/", signed_in(client, "ruth")
    here.post(f"{path}save/", {"p2_i1_text": "Mother smelled of drink", "v:p2_i1_text": "0"})
    page = here.post(f"{path}nil/", {"outcome": "nothing_relevant"})
    assert page.status_code == 200
    assert "Something has been written about" in page.content.decode()
    enter("tom")
    assert not CheckAnswer.objects.exists()


def test_one_press_takes_back_nothing_that_was_told(enter: Enter, client: Client) -> None:
    check = asked(enter)
    first, *others = replies(check)
    told = Reply(first.about, first.called, "info", facts=(FACT,))
    do.send_reply(check, [told, *others], by=enter("ruth"))
    later = check.asked_at + timedelta(hours=2)
    tom = enter("tom", at=later)
    checks.clarify(hub(check), "Since when on roll with you?", by=tom)
    page = signed_in(client, "ruth").get(f"/requests/{check.pk}/").content.decode()
    assert "answers for 2 people" in page
    do.return_nil(now(check), "not_known", by=enter("ruth", at=later + timedelta(minutes=1)))
    enter("tom")
    assert (now(check).state, standing()) == ("answered_relevant", {FACT.text})


def test_one_press_says_nothing_where_all_is_told(enter: Enter) -> None:
    check = asked(enter)
    do.send_reply(check, replies(check, "info", facts=(FACT,)), by=enter("ruth"))
    later = check.asked_at + timedelta(hours=2)
    tom = enter("tom", at=later)
    checks.clarify(hub(check), "Since when on roll with you?", by=tom)
    with pytest.raises(NotReady, match="told of everybody"):
        do.return_nil(now(check), "not_known", by=enter("ruth", at=later))


def test_one_press_waits_for_a_colleague_who_is_sending(enter: Enter) -> None:
    check, ruth = asked(enter), enter("ruth")
    with CaptureQueriesContext(connection) as queries:
        do.return_nil(check, "not_known", by=ruth)
    said = [one["sql"] for one in queries]
    locked = next(n for n, sql in enumerate(said) if "FOR UPDATE" in sql)
    assert locked < next(n for n, sql in enumerate(said) if "enquiries_checkanswer" in sql)
