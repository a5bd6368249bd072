"""What is answered to a question about health is read by health, whoever was asked (G1, L48, L68)."""

from __future__ import annotations

from typing import Any

import pytest

from openmash.frontdoor.decisions.tests.health import owed
from openmash.frontdoor.enquiries.commands import answering
from openmash.frontdoor.enquiries.first_templates import TEMPLATES
from openmash.frontdoor.enquiries.models import AgencyCheck, MashEnquiry
from openmash.frontdoor.enquiries.queries.health import health_part
from openmash.frontdoor.enquiries.rules.health import told_by_questions
from openmash.frontdoor.enquiries.rules.requests import Reply
from openmash.frontdoor.enquiries.states.items import HEALTH
from openmash.frontdoor.enquiries.tests.answering import asked, hub
from openmash.frontdoor.enquiries.tests.builders import fresh
from openmash.frontdoor.enquiries.tests.health import is_signed, keeps_up, shut
from tests.fixtures import Enter

MIND = "It is about mental health: a practitioner with that competence has to sign"


def answers(enter: Enter, check: AgencyCheck, who: str, **told: str) -> MashEnquiry:
    """Of the mother; what follows follows. Leaves Tom on stage."""
    mother = check.people.get(whom__role="parent")
    reply = Reply(str(mother.pk), mother.name, "info", told=told)
    answering.send_reply(check, [reply], by=enter(who))
    enter("tom")
    enquiry = fresh(hub(check).enquiry)
    keeps_up(enter, enquiry)
    return enquiry


@pytest.mark.parametrize(
    ("value", "found"), [("yes", {"mental_health"}), ("no", set()), ("not_known", set())]
)
def test_that_something_is_not_so_tells_nothing(value: str, found: set[str]) -> None:
    questions: list[dict[str, Any]] = [
        {"code": "mind", "category": "mental_health"},
        {"code": "roll"},
        {"code": "sen", "category": ""},
    ]
    told = {"mind": value, "roll": "yes", "sen": "yes", "gone": "yes"}
    assert told_by_questions(questions, told) == found


def test_only_health_is_a_category_of_a_question() -> None:
    found = {q.category for one in TEMPLATES for q in one.questions} - {""}
    assert found
    assert found <= HEALTH


def test_a_service_for_adults_that_writes_of_a_relapse_shuts_the_gate(enter: Enter) -> None:
    """By the rule and in the database, and as what the practitioner reads."""
    enquiry = answers(enter, asked(enter, "the-lantern"), "gil", relapse="An overdose in October")
    assert shut(enquiry)
    assert owed(enquiry)
    (told,) = health_part(enquiry).told
    assert "An overdose in October" in told.text
    is_signed(enter, enquiry)
    enter("tom")
    assert not shut(enquiry)
    assert not owed(enquiry)


def test_that_somebody_keeps_appointments_is_no_health_information(enter: Enter) -> None:
    enquiry = answers(enter, asked(enter, "the-lantern"), "gil", engagement="yes")
    assert not shut(enquiry)
    assert not owed(enquiry)


@pytest.mark.parametrize("is_so", ["yes", "no"])
def test_a_practice_that_says_yes_to_mental_health_needs_that_competence(
    enter: Enter, is_so: str
) -> None:
    check = asked(enter, "fernhill-surgery")
    enquiry = answers(enter, check, "osei", mental_health=is_so, last_seen="May")
    is_signed(enter, enquiry, "carol")
    enter("tom")
    assert (MIND in shut(enquiry)) == (is_so == "yes")
    assert owed(enquiry) == (is_so == "yes")
