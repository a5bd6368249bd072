"""Asking agencies: nothing leaves past the rule, and every answer is kept (P3, P4)."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from openmash.core.refusals import NotAllowed, NotReady
from openmash.foundation.access.models import User
from openmash.foundation.clocks.models import ClockRun
from openmash.foundation.ledger.running import react_to_pending
from openmash.foundation.sharing.models import Disclosure
from openmash.frontdoor.enquiries.commands import agreement as asking
from openmash.frontdoor.enquiries.commands import checks as do
from openmash.frontdoor.enquiries.commands import enquiry as enquiries
from openmash.frontdoor.enquiries.models import AgencyCheck, CheckAnswer, MashEnquiry
from openmash.frontdoor.enquiries.queries.agreement import agreement_of
from openmash.frontdoor.enquiries.queries.answering import last_answers
from openmash.frontdoor.enquiries.queries.checks import check_at, checks_of, missing_answers
from openmash.frontdoor.enquiries.queries.rows import EnquiryRows
from openmash.frontdoor.enquiries.rules.agreement import Override
from openmash.frontdoor.enquiries.rules.checks import Answered, state_of
from openmash.frontdoor.enquiries.rules.enquiry import Included, Rating
from openmash.frontdoor.enquiries.tests.builders import (
    WHY,
    a_question,
    an_answer,
    an_enquiry,
    fresh,
    screened,
    with_family,
)
from tests.fixtures import Enter

SIXTY = "He hurt her when she told before, and she goes home to him tonight."
NEVER = "He would know within the hour that she told"


def opened(enter: Enter, rag: str = "amber") -> MashEnquiry:
    contact = screened(enter)
    with_family(enter, contact)
    return an_enquiry(enter, contact, rag)


def agreed(enter: Enter, **more: Any) -> MashEnquiry:
    enquiry = opened(enter)
    an_answer(enter, enquiry, **more)
    return fresh(enquiry)


def answers(check: AgencyCheck, outcome: str = "info", said: str = "Rung twice") -> list[Answered]:
    return [Answered(str(one.pk), "somebody", outcome, said) for one in check.people.all()]


def clocks(check: AgencyCheck) -> set[str]:
    runs = ClockRun.objects.filter(subject=check.subject, stopped_at=None)
    return set(runs.values_list("code", flat=True))


def test_without_agreement_nobody_is_asked(enter: Enter) -> None:
    enquiry = opened(enter)
    with pytest.raises(NotReady, match="Nobody has been asked to agree"):
        do.ask_agency(enquiry, a_question(enquiry), by=enter("tom"))
    an_answer(enter, enquiry, "refused")
    with pytest.raises(NotReady, match="refused"):
        do.ask_agency(fresh(enquiry), a_question(enquiry), by=enter("tom"))
    assert not AgencyCheck.objects.exists()
    assert not Disclosure.objects.exists()


@pytest.mark.parametrize(
    "state", ["not_considered", "refused", "respected", "override_after_refusal"]
)
def test_the_database_lets_no_question_in_either(enter: Enter, state: str) -> None:
    """The override of the last one has no decision of a manager behind it."""
    enquiry = opened(enter)
    tom, agreement = enter("tom"), agreement_of(enquiry)
    agreement.state = state
    agreement.save(update_fields=["state"])
    with pytest.raises(IntegrityError, match="nobody is asked"), transaction.atomic():
        AgencyCheck.objects.create(
            partnership_id="brackenford", enquiry=enquiry, agency_id="midshire-police",
            method="phone", questions="?", necessity="?", bases=[], asked_at=tom.at, asked_by="x",
        )  # fmt: skip


def test_agreed_an_agency_is_asked_with_a_clock_and_a_disclosure(enter: Enter) -> None:
    enquiry = agreed(enter)
    check = do.ask_agency(enquiry, a_question(enquiry), by=enter("tom"))
    assert (check.state, fresh(enquiry).state) == ("requested", "checks_out")
    assert clocks(check) == {"C07A"}
    shared = Disclosure.objects.get()
    assert (shared.to_agency, shared.bases) == ("midshire-police", ["A6_1_E", "A9_2_G"])
    assert len(shared.subjects) == 3  # the child, her mother, and the man who hurt her
    assert missing_answers(enquiry.contact) == ["Midshire Police: asked, not answered yet"]
    with pytest.raises(NotAllowed):
        do.ask_agency(fresh(enquiry), a_question(enquiry), by=enter("aisha"))


def test_a_limit_in_words_stands_where_an_agency_is_asked(enter: Enter, client: Client) -> None:
    enquiry = agreed(enter, answer="limited", limits="Not her old school")
    client.force_login(User.objects.get(pk=enter("tom").user))
    page = client.get(f"/contacts/{enquiry.contact.reference}/enquiry/agencies/ask/")
    assert "“Not her old school”" in page.content.decode()


def test_a_limit_keeps_one_kind_of_agency_out(enter: Enter) -> None:
    limits = {"limits": "Not her surgery", "not_these": ("gp_practice",)}
    enquiry = agreed(enter, answer="limited", **limits)
    tom = enter("tom")
    with pytest.raises(NotReady, match="not to asking this kind of agency"):
        do.ask_agency(enquiry, a_question(enquiry, "fernhill-surgery"), by=tom)
    assert do.ask_agency(fresh(enquiry), a_question(enquiry, "st-oswins"), by=tom)


def test_an_override_lets_them_leave_and_taken_back_no_more(enter: Enter) -> None:
    enquiry = opened(enter, "red")
    said = Override("RISK_TO_CHILD", SIXTY, never_because=NEVER)
    asking.override(agreement_of(enquiry), said, by=enter("meera"))
    check = do.ask_agency(fresh(enquiry), a_question(enquiry), by=enter("tom"))
    assert clocks(check) == {"C07R"}
    asking.reconsider(agreement_of(fresh(enquiry)), "She has gone to her aunt", by=enter("meera"))
    with pytest.raises(NotReady):
        do.ask_agency(fresh(enquiry), a_question(enquiry, "st-oswins"), by=enter("tom"))


def test_what_every_question_needs_is_said_at_once(enter: Enter) -> None:
    enquiry = agreed(enter)
    empty = a_question(enquiry, "", people=(), questions="", necessity="", bases=(), method="")
    with pytest.raises(NotReady) as refused:
        do.ask_agency(enquiry, empty, by=enter("tom"))
    assert len(refused.value.reasons) == 6
    with pytest.raises(NotReady, match="no such agency"):
        do.ask_agency(fresh(enquiry), a_question(enquiry, "oakmere-primary"), by=enter("tom"))


def test_an_answer_is_kept_and_a_better_one_beside_it(enter: Enter, monday: datetime) -> None:
    enquiry = agreed(enter)
    check = do.ask_agency(enquiry, a_question(enquiry), by=enter("tom"))
    do.answer(check, answers(check, "not_known", ""), "PC Hale, research", by=enter("tom"))
    assert (check.state, clocks(check)) == ("not_known", set())
    later = enter("tom", at=monday + timedelta(hours=1))
    check = check_at(fresh(enquiry), check.pk)
    do.answer(check, answers(check), "PC Hale, research", by=later)
    assert check.state == "answered_relevant"
    assert CheckAnswer.objects.count() == 6
    told = Disclosure.objects.filter(from_agency="midshire-police")
    assert {one.to_agency for one in told} == {"brackenford-council"}
    assert missing_answers(enquiry.contact) == []


@pytest.mark.parametrize(
    ("outcome", "said"), [("info", ""), ("not_searched", ""), ("nothing_relevant", "x")]
)
def test_nobody_is_left_without_an_answer(enter: Enter, outcome: str, said: str) -> None:
    """L45: information, nothing relevant, not known, or not searched because."""
    enquiry = agreed(enter)
    check = do.ask_agency(enquiry, a_question(enquiry), by=enter("tom"))
    with pytest.raises(NotReady):
        do.answer(check, answers(check, outcome, said), "" if said else "PC Hale", by=enter("tom"))
    with pytest.raises(NotReady, match="each person"):
        do.answer(check, answers(check)[:1], "PC Hale", by=enter("tom"))


def test_what_the_answers_come_to() -> None:
    def said(*outcomes: str) -> str:
        return state_of([Answered("1", "Isla", one) for one in outcomes])

    assert said("info", "not_known") == "answered_relevant"
    assert said("not_known", "not_known") == "not_known"
    assert said("nothing_relevant", "not_known") == "answered_nothing_relevant"


def test_another_urgency_gives_open_questions_their_time_anew(
    enter: Enter, monday: datetime
) -> None:
    enquiry = agreed(enter)
    check = do.ask_agency(enquiry, a_question(enquiry), by=enter("tom"))
    later = monday + timedelta(hours=1)
    enquiries.change_urgency(fresh(enquiry), Rating("red", WHY), by=enter("tom", at=later))
    run = ClockRun.objects.get(subject=check.subject, stopped_at=None)
    assert (run.code, run.due_at) == ("C07R", later + timedelta(hours=2))


def test_a_gp_practice_has_its_own_time_to_answer(enter: Enter, monday: datetime) -> None:
    """C08: by the end of the next working day, and four hours once it is Red."""
    enquiry = agreed(enter)
    check = do.ask_agency(enquiry, a_question(enquiry, "fernhill-surgery"), by=enter("tom"))
    assert clocks(check) == {"C08A"}
    later = monday + timedelta(hours=1)
    enquiries.change_urgency(fresh(enquiry), Rating("red", WHY), by=enter("tom", at=later))
    run = ClockRun.objects.get(subject=check.subject, stopped_at=None)
    assert (run.code, run.due_at) == ("C08R", later + timedelta(hours=4))


def test_refused_or_silent_it_is_missing_and_a_late_answer_still_counts(enter: Enter) -> None:
    enquiry = agreed(enter)
    tom = enter("tom")
    one = do.ask_agency(enquiry, a_question(enquiry), by=tom)
    two = do.ask_agency(fresh(enquiry), a_question(enquiry, "st-oswins"), by=tom)
    do.refuse(one, "Their lawyer names a court order", by=tom)
    do.note_no_answer(two, "Rung at ten and at noon, nobody there", by=tom)
    assert set(missing_answers(enquiry.contact)) == {
        "Midshire Police: refused", "St Oswin’s Primary School: no answer"}  # fmt: skip
    do.answer(two, answers(two, "nothing_relevant", ""), "Ruth Hart", by=tom)
    assert missing_answers(enquiry.contact) == ["Midshire Police: refused"]


def test_why_an_agency_refuses_is_for_those_who_read_answers(enter: Enter, client: Client) -> None:
    """It may say that somebody is known there (`roles.md` §3)."""
    enquiry = agreed(enter)
    check = do.ask_agency(enquiry, a_question(enquiry), by=enter("tom"))
    do.refuse(check, "A patient who has not agreed to it", by=enter("tom"))
    for key, reads in (("tom", True), ("aisha", False)):
        client.force_login(User.objects.get(pk=enter(key).user))
        page = client.get(f"/contacts/{enquiry.contact.reference}/enquiry/").content.decode()
        assert ("A patient who has not agreed" in page) == reads, key


def test_the_pages_ask_and_answer_and_a_screening_officer_reads_no_answer(
    enter: Enter, client: Client
) -> None:
    enquiry = agreed(enter)
    here = f"/contacts/{enquiry.contact.reference}/enquiry/"
    child = str(enquiry.scope.get(role="child").pk)

    def sends(path: str, data: dict[str, Any]) -> Any:
        client.force_login(User.objects.get(email="tom@openmash.example"))
        return client.post(f"{here}{path}", data)

    def reads(key: str) -> str:
        client.force_login(User.objects.get(email=f"{key}@openmash.example"))
        return str(client.get(here).content.decode())

    assert "Ask an agency" in reads("tom")
    data = {"agency": "midshire-police", "method": "phone",
            "people": [child], "questions": "Incidents of the last twelve months",
            "necessity": "She is hurt again", "bases": ["A6_1_E"]}  # fmt: skip
    assert sends("agencies/ask/", data).status_code == 302
    enter("tom")
    key = AgencyCheck.objects.get().pk
    assert "Midshire Police" in reads("tom")
    said = {"told_by": "PC Hale", "outcome_0": "info", "info_0": "Called out twice in May"}
    assert sends(f"agencies/{key}/answer/", said).status_code == 302
    assert "Called out twice in May" in reads("tom")
    assert "Called out twice in May" not in reads("aisha")
    assert "Midshire Police" in reads("aisha")


def test_the_same_question_is_asked_once(enter: Enter) -> None:
    """Pressing twice, or going back and pressing again."""
    enquiry, tom = agreed(enter), enter("tom")
    checks = {do.ask_agency(fresh(enquiry), a_question(enquiry), by=tom) for _ in range(2)}
    assert len(checks) == AgencyCheck.objects.count() == Disclosure.objects.count() == 1
    check = checks.pop()
    assert clocks(check) == {"C07A"}
    other = a_question(enquiry, questions="Who holds the firearms certificate at the house")
    assert do.ask_agency(fresh(enquiry), other, by=tom) != check
    do.answer(check, answers(check), "PC Hale", by=tom)
    assert do.ask_agency(fresh(enquiry), a_question(enquiry), by=tom) != check


def test_somebody_without_a_record_is_put_in_once(enter: Enter) -> None:
    enquiry, tom = agreed(enter), enter("tom")
    gran = Included("household", "Gran Molloy")
    assert enquiries.add_person(enquiry, gran, by=tom) == enquiries.add_person(
        fresh(enquiry), gran, by=tom
    )


def test_nobody_is_asked_for_an_enquiry_that_went_to_decision_meanwhile(enter: Enter) -> None:
    """The page was open while somebody else sent it on."""
    enquiry, tom = agreed(enter), enter("tom")
    do.ask_agency(enquiry, a_question(enquiry), by=tom)
    stale = fresh(enquiry)
    enquiries.send_to_decision(fresh(enquiry), "The school has not answered yet", by=tom)
    with pytest.raises(NotReady, match="not running"):
        do.ask_agency(stale, a_question(stale, "fernhill-surgery"), by=tom)
    with pytest.raises(IntegrityError, match="nobody is asked"), transaction.atomic():
        AgencyCheck.objects.create(
            partnership_id="brackenford", enquiry=enquiry, agency_id="midshire-police",
            method="phone", questions="?", necessity="?", bases=[], asked_at=tom.at, asked_by="x",
        )  # fmt: skip


def test_when_it_is_over_no_clock_runs_for_an_agency(enter: Enter) -> None:
    enquiry = agreed(enter)
    check = do.ask_agency(enquiry, a_question(enquiry), by=enter("tom"))
    meera = enter("meera")
    enquiries.end(fresh(enquiry), "The police had another family in mind", by=meera)
    react_to_pending(at=meera.at, partnership="brackenford")
    enter("tom")
    check.refresh_from_db()
    assert check.state == "no_answer"
    assert clocks(check) == set()


def test_asking_once_more_is_an_act_of_sharing_too(enter: Enter) -> None:
    enquiry, tom = agreed(enter), enter("tom")
    check = do.ask_agency(enquiry, a_question(enquiry), by=tom)
    do.answer(check, answers(check), "PC Hale", by=tom)
    check.refresh_from_db()
    do.clarify(check, "Which of the two addresses was it?", by=tom)
    to_police = Disclosure.objects.filter(about=check.subject, to_agency="midshire-police")
    assert to_police.count() == 2
    assert set(to_police.values_list("necessity", flat=True)) == {check.necessity}


def test_of_two_answers_of_one_moment_the_later_one_counts(enter: Enter) -> None:
    enquiry, tom = agreed(enter), enter("tom")
    check = do.ask_agency(enquiry, a_question(enquiry), by=tom)
    for number in range(1, 7):
        do.answer(check, answers(check, said=f"Told {number} times"), "PC Hale", by=tom)
        assert {one.said for one in last_answers(check).values()} == {f"Told {number} times"}
        (part,) = checks_of(EnquiryRows(fresh(enquiry)), by=tom).parts
        assert {said[0].number for said in part.answers.values()} == {number}
