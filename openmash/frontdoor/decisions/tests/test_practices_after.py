"""What was decided asks the practices once more: T4 a strategy discussion, T8 an assessment (P5, L66)."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from openmash.core.refusals import NotReady
from openmash.foundation.ledger.running import react_to_pending
from openmash.foundation.reference.models import RuleSetting
from openmash.foundation.tasks.models import Task
from openmash.frontdoor.contacts.commands import screening
from openmash.frontdoor.contacts.models import Contact
from openmash.frontdoor.contacts.tests.builders import ISLAS_OWN
from openmash.frontdoor.decisions.commands import deciding
from openmash.frontdoor.decisions.tests.builders import a_decided, a_recommended, decision_of
from openmash.frontdoor.enquiries.commands import checks, gp, health
from openmash.frontdoor.enquiries.commands import enquiry as enquiries
from openmash.frontdoor.enquiries.models import AgencyCheck, GpRequest, MashEnquiry
from openmash.frontdoor.enquiries.queries.owed import owed_before_deciding
from openmash.frontdoor.enquiries.rules.gp import NotAsked
from openmash.frontdoor.enquiries.states.gp import OptOut
from openmash.frontdoor.enquiries.tests.builders import (
    a_question,
    an_answer,
    an_enquiry,
    fresh,
    no_gp,
    screened,
    with_family,
)
from openmash.frontdoor.enquiries.tests.health import analysis_of, keeps_up, sees
from openmash.frontdoor.enquiries.tests.test_enquiry_pages import here, sends, words
from openmash.frontdoor.enquiries.tests.test_gp import (
    KELLY,
    SURGERY,
    answered,
    asked,
    registered,
    the_only,
    with_practice,
)
from tests.fixtures import Enter

STRATEGY: dict[str, Any] = {"outcome": "STRATEGY", "next_step": "Call the strategy discussion"}
NO_ACTION: dict[str, Any] = {"level": 2, "descriptors": ["2.1"], "outcome": "EH_SINGLE"}


def to_decision(enter: Enter, enquiry: MashEnquiry, at: datetime) -> Contact:
    """Sent to decision by Tom; what health was asked is read first where it was."""
    if AgencyCheck.objects.filter(enquiry=enquiry).exists():
        keeps_up(enter, enquiry)
        health.sign_nil(analysis_of(enquiry), sees(enquiry), by=enter("carol", at=at))
    enquiries.send_to_decision(fresh(enquiry), "Nothing more is to be had", by=enter("tom", at=at))
    return fresh(enquiry).contact


def answered_long_ago(enter: Enter, at: datetime) -> tuple[MashEnquiry, Contact]:
    """The practice answered on Monday that it knows nobody; the enquiry waits for a decision at `at`."""
    enquiry, check = asked(enter)
    answered(enter, check, "not_known")
    gp.note_use(the_only(enquiry), "", used=True, by=enter("tom"))
    return enquiry, to_decision(enter, enquiry, at)


def reacts(enter: Enter, at: datetime) -> None:
    react_to_pending(at=at, partnership="brackenford")
    enter("tom", at=at)


def to_ask() -> list[Task]:
    return list(Task.objects.filter(kind="gp.ask_after_decision", state="open"))


def afterwards() -> list[GpRequest]:
    return list(GpRequest.objects.filter(after_decision=True).order_by("made_at", "id"))


@pytest.mark.parametrize(("days", "again"), [(13, False), (14, False), (15, True)])
def test_a_strategy_discussion_asks_for_what_is_older_than_the_limit(
    enter: Enter, monday: datetime, days: int, again: bool
) -> None:
    at = monday + timedelta(days=days)
    _, contact = answered_long_ago(enter, at)
    a_decided(enter, contact, at=at, **STRATEGY)
    reacts(enter, at)
    reacts(enter, at)
    assert [(one.practice_id, one.state, one.triggers) for one in afterwards()] == (
        [(SURGERY, "auto_created", ["T4"])] if again else []
    )
    assert [one.title for one in to_ask()] == (
        [f"{contact.reference}: Fernhill Surgery: ask the practice, a strategy discussion is to be called"]
        if again
        else []
    )  # fmt: skip


@pytest.mark.parametrize(
    ("outcome", "codes"),
    [({}, ["T8"]), (STRATEGY, ["T4"]), (NO_ACTION, [])],
    ids=["assessment", "strategy", "early help"],
)
def test_each_outcome_has_its_own_reason(
    enter: Enter, monday: datetime, outcome: dict[str, Any], codes: list[str]
) -> None:
    at = monday + timedelta(days=15)
    _, contact = answered_long_ago(enter, at)
    a_decided(enter, contact, at=at, **outcome)
    reacts(enter, at)
    assert [code for one in afterwards() for code in one.triggers] == codes


def test_the_partnership_switches_it_off(enter: Enter, monday: datetime) -> None:
    RuleSetting.objects.filter(key="gp-triggers-switched-off").update(value=["T4"])
    at = monday + timedelta(days=15)
    _, contact = answered_long_ago(enter, at)
    a_decided(enter, contact, at=at, **STRATEGY)
    reacts(enter, at)
    assert afterwards() == []


@pytest.mark.parametrize(
    ("because", "again"),
    [
        (NotAsked(OptOut.OTHER, "The practice has been closed for a week"), True),
        (NotAsked(OptOut.RISK_AT_PRACTICE, "His sister sits at the desk of the practice"), False),
    ],
)
def test_left_out_before_it_is_asked_now_unless_it_is_a_danger(
    enter: Enter, monday: datetime, because: NotAsked, again: bool
) -> None:
    enquiry = with_practice(enter)
    enquiries.add_person(fresh(enquiry), KELLY, by=enter("tom"))
    an_answer(enter, enquiry)
    gp.opt_out(the_only(enquiry), because, by=enter("meera"))
    contact = to_decision(enter, enquiry, monday)
    a_decided(enter, contact, **STRATEGY)
    reacts(enter, monday)
    assert bool(afterwards()) is again
    assert bool(to_ask()) is again


def test_where_nobody_agreed_and_nobody_overrode_it_no_task_is_set_that_the_rule_refuses(
    enter: Enter, monday: datetime
) -> None:
    enquiry = with_practice(enter)
    enquiries.add_person(fresh(enquiry), KELLY, by=enter("tom"))
    an_answer(enter, enquiry, "refused")
    contact = to_decision(enter, enquiry, monday)
    a_decided(enter, contact, **STRATEGY)
    reacts(enter, monday)
    assert (afterwards(), to_ask()) == ([], [])


def test_a_decided_enquiry_asks_this_practice_and_nobody_else(
    enter: Enter, monday: datetime, client: Client
) -> None:
    at = monday + timedelta(days=15)
    enquiry, contact = answered_long_ago(enter, at)
    a_decided(enter, contact, at=at, **STRATEGY)
    reacts(enter, at)
    tom = enter("tom", at=at)
    with pytest.raises(NotReady, match="not running"):
        checks.ask_agency(fresh(enquiry), a_question(enquiry), by=tom)
    police = AgencyCheck(
        partnership_id="brackenford", enquiry=enquiry, agency_id="midshire-police", method="phone",
        questions="What is known", necessity="She is hurt", bases=["A6_1_E"], asked_at=at,
    )  # fmt: skip
    with pytest.raises(IntegrityError, match="nobody is asked"), transaction.atomic():
        police.save(force_insert=True)
    check = checks.ask_agency(fresh(enquiry), a_question(enquiry, SURGERY), by=tom)
    assert to_ask() == []
    reacts(enter, at)  # the decision ends what was asked before it, and not this
    check.refresh_from_db()
    (request,) = afterwards()
    assert (check.state, request.state) == ("requested", "sent")
    more = a_question(enquiry, SURGERY, questions="And what else is known?")
    with pytest.raises(NotReady, match="not running"):
        checks.ask_agency(fresh(enquiry), more, by=tom)


def test_the_page_of_a_decided_enquiry_leads_to_asking(
    enter: Enter, monday: datetime, client: Client
) -> None:
    at = monday + timedelta(days=15)
    _, contact = answered_long_ago(enter, at)
    a_decided(enter, contact, at=at, **STRATEGY)
    reacts(enter, at)
    page = words(client, "tom", here(contact))
    assert "Asked by default: a strategy discussion is to be called." in page
    (request,) = afterwards()
    ask = f"{here(contact)}agencies/ask/?gp={request.pk}"
    assert ask in page.replace("&amp;", "&")
    form = words(client, "tom", ask)
    assert "what the practice knows belongs into it" in form
    assert "not running" not in form
    assert "not running" in words(client, "tom", f"{here(contact)}agencies/ask/")
    left_out = {"reason": "RISK_AT_PRACTICE", "risk": "His sister sits at the desk there"}
    sends(client, "tom", f"{here(contact)}gp/{request.pk}/not/", left_out)
    assert to_ask() == []


def test_its_answer_is_somebodys_to_read_and_the_practice_hears_what_was_decided(
    enter: Enter, monday: datetime
) -> None:
    at = monday + timedelta(days=15)
    enquiry, contact = answered_long_ago(enter, at)
    a_decided(enter, contact, at=at, **STRATEGY)
    reacts(enter, at)
    check = checks.ask_agency(fresh(enquiry), a_question(enquiry, SURGERY), by=enter("tom", at=at))
    answered(enter, check)
    reacts(enter, at)
    check.refresh_from_db()
    assert check.decided_at is not None
    assert check.outcome
    late = Task.objects.get(kind="check.late_answer", about=check.subject)
    assert late.title.endswith("Fernhill Surgery has answered: read it for what was decided")


def test_opened_again_it_is_asked_no_longer_and_holds_nothing_up(
    enter: Enter, monday: datetime
) -> None:
    at = monday + timedelta(days=15)
    _, contact = answered_long_ago(enter, at)
    a_decided(enter, contact, at=at, **STRATEGY)
    reacts(enter, at)
    Contact.objects.filter(pk=contact.pk).update(state="feedback_sent")
    deciding.reopen(decision_of(contact), "Craig has moved out for good", by=enter("meera", at=at))
    reacts(enter, at)
    assert [one.state for one in afterwards()] == ["lapsed"]
    assert to_ask() == []
    contact.refresh_from_db()
    assert owed_before_deciding(contact, by=enter("tom", at=at)) == []


def test_a_brother_who_is_decided_later_neither_waits_for_it_nor_ends_it(
    enter: Enter, monday: datetime
) -> None:
    """The decision that ends the enquiry ends what was asked for it, and not what a decision asks for."""
    at = monday + timedelta(days=15)
    contact = screened(enter, siblings={"Noah Tarrant": ISLAS_OWN})
    registered(with_family(enter, contact)["child"], enter("aisha"))
    noah = contact.children.get(position=2)
    screening.cannot_identify(noah, "Nobody of this name is in the register", by=enter("aisha"))
    enquiry = an_enquiry(enter, contact)
    an_answer(enter, enquiry)
    first = checks.ask_agency(
        fresh(enquiry), a_question(enquiry, SURGERY, people=(isla(enquiry),)), by=enter("tom")
    )
    answered(enter, first, "not_known")
    used = GpRequest.objects.get(check_sent=first)
    used.enquiry = fresh(enquiry)
    gp.note_use(used, "", used=True, by=enter("tom"))
    no_gp(enter, enquiry)
    contact = a_recommended(enter, to_decision(enter, enquiry, at), at=at, **STRATEGY)
    deciding.decide(decision_of(contact, 1), by=enter("meera", at=at))
    reacts(enter, at)
    assert [one.practice_id for one in afterwards()] == [SURGERY]
    assert owed_before_deciding(contact, by=enter("tom", at=at)) == []
    again = checks.ask_agency(
        fresh(enquiry),
        a_question(enquiry, SURGERY, people=(isla(enquiry),)),
        by=enter("tom", at=at),
    )
    gp_asked = AgencyCheck.objects.filter(pk=again.pk)
    enter("meera", at=at)
    enquiries.mark_decided(Contact.objects.get(pk=contact.pk), by=enter("meera", at=at))
    reacts(enter, at)
    assert [one.state for one in gp_asked] == ["requested"]


def isla(enquiry: MashEnquiry) -> str:
    return str(enquiry.scope.get(child__position=1).pk)
