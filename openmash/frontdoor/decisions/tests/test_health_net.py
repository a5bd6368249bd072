"""Gate G1 beneath the rule: what the database refuses, whoever writes to it (P6, L07)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from openmash.frontdoor.decisions.commands import deciding
from openmash.frontdoor.decisions.models import ThresholdDecision
from openmash.frontdoor.decisions.tests.builders import (
    a_drafted,
    a_pending,
)
from openmash.frontdoor.decisions.tests.health import (
    a_green_enquiry,
    assert_database_refuses,
    decides,
    owed,
    to_decide,
)
from openmash.frontdoor.enquiries.commands import checks
from openmash.frontdoor.enquiries.commands import enquiry as enquiries
from openmash.frontdoor.enquiries.models import MashEnquiry, ScopePerson
from openmash.frontdoor.enquiries.rules.checks import Answered
from openmash.frontdoor.enquiries.rules.enquiry import Included
from openmash.frontdoor.enquiries.tests.builders import fresh
from openmash.frontdoor.enquiries.tests.health import (
    NOTE,
    answers,
    asks,
    is_signed,
    is_told,
    keeps_up,
)
from tests.fixtures import Enter


@pytest.fixture
def enquiry(enter: Enter) -> MashEnquiry:
    return a_green_enquiry(enter)


def test_the_database_refuses_a_decision_past_health(enter: Enter, enquiry: MashEnquiry) -> None:
    is_told(enter, enquiry, NOTE)
    assert_database_refuses(enter, to_decide(enter, enquiry))


def test_nor_where_somebody_was_added_or_an_answer_was_put_right(
    enter: Enter, enquiry: MashEnquiry
) -> None:
    """As the rule says: what was signed is not about what is there now."""
    enquiries.add_person(fresh(enquiry), Included("carer", "Dawn Field"), by=enter("tom"))
    asks(enter, enquiry, "brackenford-health")
    answers(enter, enquiry, "info", "Seen twice with burns")
    is_signed(enter, enquiry)
    check = enquiry.checks.latest("asked_at")
    checks.clarify(check, "Is it the same date of birth as in our question?", by=enter("tom"))
    by = enter("tom", at=enter("tom").at + timedelta(minutes=5))
    told = [Answered(str(one.pk), "her", "not_known") for one in check.people.all()]
    checks.answer(check, told, "Sister Lowe", by=by)
    decision = to_decide(enter, enquiry)
    assert_database_refuses(enter, decision)
    keeps_up(enter, enquiry)
    is_signed(enter, enquiry)
    enter("tom")
    assert not owed(enquiry)
    row = enquiry.scope.get(role="child")
    ScopePerson.objects.create(
        partnership_id=row.partnership_id, enquiry=row.enquiry, role="parent", called="Ron Field",
        added_at=row.added_at, added_by="Tom Ashdown")  # fmt: skip
    assert owed(enquiry)
    assert_database_refuses(enter, decision)


@pytest.mark.parametrize("state", ["decided", "feedback_sent", "final"])
def test_no_state_past_the_decision_without_its_time(
    enter: Enter, enquiry: MashEnquiry, state: str
) -> None:
    """Nor the other way round; and where health is owed it is refused for that."""
    decision = to_decide(enter, enquiry)
    row = ThresholdDecision.objects.filter(pk=decision.pk)
    meera = enter("meera")
    signed = {"decided_at": meera.at, "decided_by": meera.user}
    for wrong in ({"state": state}, signed):
        with pytest.raises(IntegrityError, match="decided_at_its_time"), transaction.atomic():
            row.update(**wrong)
    is_told(enter, enquiry, NOTE)
    enter("meera")
    for wrong in ({"state": state}, {"state": state, **signed}):
        with pytest.raises(IntegrityError, match="nobody decides"), transaction.atomic():
            row.update(**wrong)


@pytest.mark.parametrize(
    "wrong",
    [
        {"level": 1},
        {"outcome": "NFA"},
        {"state": "final"},  # past telling the sender
        {"decided_at": datetime(2026, 11, 1, tzinfo=UTC)},
    ],
    ids=lambda wrong: next(iter(wrong)),
)
def test_what_is_decided_stays_as_it_is_while_health_is_owed(
    enter: Enter, enquiry: MashEnquiry, wrong: dict[str, Any]
) -> None:
    decision = _decided_and_then_told(enter, enquiry)
    with pytest.raises(IntegrityError, match="nobody decides"), transaction.atomic():
        ThresholdDecision.objects.filter(pk=decision.pk).update(**wrong)


def test_no_decision_is_moved_to_a_worry_that_health_has_not_read(
    enter: Enter, enquiry: MashEnquiry
) -> None:
    decided = a_pending(enter)
    a_drafted(enter, decided)
    deciding.recommend_all(decided, {}, by=enter("tom"))
    deciding.decide_all(decided, {}, by=enter("meera"))
    is_told(enter, enquiry, NOTE)
    enter("meera")
    row = ThresholdDecision.objects.filter(contact=decided)
    with pytest.raises(IntegrityError, match="nobody decides"), transaction.atomic():
        row.update(contact=enquiry.contact)


def test_the_sender_is_told_and_it_is_final_whatever_health_tells_late(
    enter: Enter, enquiry: MashEnquiry
) -> None:
    """Neither decides anything; and a child's sender does not wait for it."""
    row = ThresholdDecision.objects.filter(pk=_decided_and_then_told(enter, enquiry).pk)
    for state in ("feedback_sent", "final"):
        assert row.update(state=state) == 1


def _decided_and_then_told(enter: Enter, enquiry: MashEnquiry) -> ThresholdDecision:
    """Decided when nothing was owed; then a note came. Leaves Meera on stage."""
    decision = to_decide(enter, enquiry)
    decides(enter, enquiry)
    is_told(enter, enquiry, NOTE)
    enter("meera")
    return decision
