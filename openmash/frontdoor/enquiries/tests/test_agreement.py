"""Asking the family, overriding and respecting: who may, and what follows (P4)."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from openmash.core.refusals import MovedMeanwhile, NotAllowed, NotReady
from openmash.foundation.tasks.models import Task
from openmash.frontdoor.enquiries.commands import agreement as do
from openmash.frontdoor.enquiries.commands import enquiry as enquiries
from openmash.frontdoor.enquiries.commands.checks import ask_agency
from openmash.frontdoor.enquiries.models import (
    Agreement,
    AgreementAsk,
    AgreementOverride,
    MashEnquiry,
    ScopePerson,
)
from openmash.frontdoor.enquiries.queries.agreement import agreement_facts, agreement_of
from openmash.frontdoor.enquiries.rules.agreement import (
    Asked,
    Override,
    why_checks_may_not_leave,
)
from openmash.frontdoor.enquiries.tests.builders import (
    a_question,
    an_enquiry,
    fresh,
    screened,
    with_family,
)
from tests.fixtures import Enter

WHY = "He hurt her when she told before, and she goes home to him tonight."
IN_A_WEEK = date(2026, 11, 30)
OVERRIDE = Override("RISK_TO_CHILD", WHY, IN_A_WEEK)


def with_kelly(enter: Enter, rag: str = "amber", **worry: Any) -> tuple[Agreement, ScopePerson]:
    contact = screened(enter, **worry)
    kelly = with_family(enter, contact)["kelly"]
    enquiry = an_enquiry(enter, contact, rag)
    return agreement_of(enquiry), ScopePerson.objects.get(enquiry=enquiry, person=kelly)


def asked(whom: ScopePerson, answer: str, at: datetime, **more: Any) -> Asked:
    said: dict[str, Any] = {"standing": "holds", "method": "phone", "explained": True, **more}
    return Asked(str(whom.pk), answer=answer, at=at, **said)


def now(agreement: Agreement) -> Agreement:
    return agreement_of(MashEnquiry.objects.select_related("contact").get(pk=agreement.enquiry_id))


def may_leave(enter: Enter, agreement: Agreement, to_kind: str = "") -> bool:
    facts = agreement_facts(now(agreement), by=enter("tom"))
    return not list(why_checks_may_not_leave(facts, to_kind))


def tasks(kind: str) -> list[Task]:
    return list(Task.objects.filter(kind=kind, state="open"))


def test_asked_and_agreed_checks_may_leave(enter: Enter) -> None:
    agreement, kelly = with_kelly(enter)
    assert not may_leave(enter, agreement)
    tom = enter("tom")
    do.record_ask(agreement, asked(kelly, "given", tom.at), by=tom)
    assert (now(agreement).state, now(agreement).enquiry.state) == ("given", "consent_check")
    assert may_leave(enter, agreement)
    kept = AgreementAsk.objects.get()
    assert (kept.asked_by, kept.standing, kept.method) == ("Tom Ashdown", "holds", "phone")


def test_agreed_with_limits_an_agency_may_be_left_out(enter: Enter) -> None:
    agreement, kelly = with_kelly(enter)
    tom = enter("tom")
    limits = {"limits": "Not her surgery", "not_these": ("gp_practice",)}
    do.record_ask(agreement, asked(kelly, "limited", tom.at, **limits), by=tom)
    assert now(agreement).state == "given_with_limits"
    assert may_leave(enter, agreement, "school")
    assert not may_leave(enter, agreement, "gp_practice")


def test_somebody_without_parental_responsibility_moves_nothing(enter: Enter) -> None:
    agreement, kelly = with_kelly(enter)
    tom = enter("tom")
    do.record_ask(agreement, asked(kelly, "given", tom.at, standing="not_known"), by=tom)
    assert now(agreement).state == "to_be_sought"
    assert not may_leave(enter, agreement)


def test_refused_a_manager_is_called_and_may_override_who_did_not_ask(enter: Enter) -> None:
    """P4 four eyes, and the task "tell the parents when safe"."""
    agreement, kelly = with_kelly(enter)
    meera = enter("meera")
    do.record_ask(agreement, asked(kelly, "refused", meera.at), by=meera)
    assert [task.for_role for task in tasks("agreement.settle_refusal")] == ["MASH_MGR"]
    with pytest.raises(NotReady, match="You asked the family yourself"):
        do.override(now(agreement), OVERRIDE, by=meera)
    with pytest.raises(NotReady, match="You asked the family yourself"):
        do.respect(now(agreement), "They may be right, and she is safe", by=meera)
    with pytest.raises(NotAllowed):
        do.override(now(agreement), OVERRIDE, by=enter("tom"))
    do.override(now(agreement), OVERRIDE, by=enter("grace"))
    assert now(agreement).state == "override_after_refusal"
    assert may_leave(enter, agreement)
    assert tasks("agreement.settle_refusal") == []
    assert [str(task.due_at.date()) for task in tasks("agreement.tell_parents") if task.due_at] == [
        "2026-11-30"
    ]


def test_without_asking_where_asking_is_a_danger(enter: Enter) -> None:
    agreement, _ = with_kelly(enter)
    do.override(agreement, OVERRIDE, by=enter("meera"))
    assert now(agreement).state == "override_without_asking"
    assert now(agreement).enquiry.state == "consent_check"
    stands = AgreementOverride.objects.get()
    assert (stands.after_refusal, stands.ground) == (False, "RISK_TO_CHILD")


def test_taken_back_an_override_lets_nothing_leave(enter: Enter) -> None:
    agreement, _ = with_kelly(enter)
    do.override(agreement, OVERRIDE, by=enter("meera"))
    with pytest.raises(NotAllowed):
        do.reconsider(now(agreement), "She has gone to her aunt", by=enter("tom"))
    do.reconsider(now(agreement), "She has gone to her aunt for the week", by=enter("meera"))
    assert now(agreement).state == "to_be_sought"
    assert not may_leave(enter, agreement)
    assert AgreementOverride.objects.get().taken_back_by == "Meera Pillai"
    assert tasks("agreement.tell_parents") == []


def test_withdrawn_nothing_more_leaves_until_a_manager_decides(enter: Enter) -> None:
    agreement, kelly = with_kelly(enter)
    tom = enter("tom")
    do.record_ask(agreement, asked(kelly, "given", tom.at), by=tom)
    do.withdraw(now(agreement), AgreementAsk.objects.get(), "She rang and took it back", by=tom)
    assert now(agreement).state == "withdrawn"
    assert not may_leave(enter, agreement)
    do.respect(now(agreement), "She is safe, and school knows enough", by=enter("meera"))
    assert now(agreement).state == "respected"
    later = tom.at + timedelta(hours=1)
    do.record_ask(now(agreement), asked(kelly, "given", later), by=enter("tom", at=later))
    assert now(agreement).state == "given"


def test_nobody_could_be_asked_after_two_times(enter: Enter) -> None:
    agreement, kelly = with_kelly(enter)
    tom = enter("tom")
    why = "No answer at home or at work, nor by letter"
    do.record_ask(agreement, asked(kelly, "not_reached", tom.at), by=tom)
    with pytest.raises(NotReady, match="1 so far"):
        do.give_up(now(agreement), why, by=tom)
    earlier = tom.at - timedelta(hours=2)
    do.record_ask(now(agreement), asked(kelly, "not_reached", earlier), by=tom)
    do.give_up(now(agreement), why, by=tom)
    assert now(agreement).state == "unobtainable"
    assert len(tasks("agreement.settle_refusal")) == 1


def test_red_need_not_be_tried_twice(enter: Enter) -> None:
    agreement, kelly = with_kelly(enter, "red")
    tom = enter("tom")
    do.record_ask(agreement, asked(kelly, "not_reached", tom.at), by=tom)
    do.give_up(now(agreement), "No answer, and four hours is all there is", by=tom)
    assert now(agreement).state == "unobtainable"


def test_from_twelve_a_young_persons_own_view_is_asked_for(enter: Enter) -> None:
    agreement, kelly = with_kelly(enter, child={"A1_age": "14 March 2012"})
    tom = enter("tom")
    do.record_ask(agreement, asked(kelly, "given", tom.at), by=tom)
    assert not may_leave(enter, agreement)
    isla = ScopePerson.objects.get(enquiry=agreement.enquiry, role="child")
    with pytest.raises(NotReady, match="own words"):
        do.note_view(now(agreement), str(isla.pk), "", "", by=tom)
    do.note_view(now(agreement), str(isla.pk), "“Ask school, not the doctor.”", "", by=tom)
    assert may_leave(enter, agreement)


def test_the_parents_are_told_or_told_later_or_never(enter: Enter) -> None:
    agreement, _ = with_kelly(enter)
    do.override(agreement, OVERRIDE, by=enter("meera"))
    meera = enter("meera")
    do.put_off_telling(
        now(agreement), date(2026, 12, 7), "He still lives at home with her", by=meera
    )
    assert [str(one.due_at.date()) for one in tasks("agreement.tell_parents") if one.due_at] == [
        "2026-12-07"
    ]
    do.note_told(now(agreement), "Told Kelly on her own at school", by=enter("tom"))
    assert tasks("agreement.tell_parents") == []
    assert AgreementOverride.objects.get().told_by == "Tom Ashdown"


def test_never_told_is_nobodys_task(enter: Enter) -> None:
    agreement, _ = with_kelly(enter)
    meera = enter("meera")
    do.override(agreement, OVERRIDE, by=meera)
    assert len(tasks("agreement.tell_parents")) == 1
    do.put_off_telling(now(agreement), None, "He would know within the hour who told", by=meera)
    assert tasks("agreement.tell_parents") == []


def test_what_the_parents_were_told_is_never_written_over(enter: Enter) -> None:
    """A page opened before, or its address typed, tells nobody a second time."""
    agreement, _ = with_kelly(enter)
    do.override(agreement, OVERRIDE, by=enter("meera"))
    do.note_told(now(agreement), "Told Kelly on her own at school", by=enter("tom"))
    with pytest.raises(NotReady, match="still to be told"):
        do.note_told(now(agreement), "Told both of them at home", by=enter("tom"))
    meera = enter("meera")
    with pytest.raises(NotReady, match="still to be told"):
        do.put_off_telling(now(agreement), None, "He would know within the hour", by=meera)
    assert AgreementOverride.objects.get().told_how == "Told Kelly on her own at school"


def test_told_of_one_decision_the_parents_are_still_told_of_the_one_before(enter: Enter) -> None:
    agreement, _ = with_kelly(enter)
    meera = enter("meera")
    do.override(agreement, OVERRIDE, by=meera)
    ask_agency(now(agreement).enquiry, a_question(agreement.enquiry), by=enter("tom"))
    enter("meera")
    later = replace(meera, at=meera.at + timedelta(hours=1))
    do.reconsider(now(agreement), "It was decided about another child", by=later)
    do.override(now(agreement), OVERRIDE, by=replace(meera, at=meera.at + timedelta(hours=2)))
    for left in (1, 0):
        do.note_told(now(agreement), "Told Kelly on her own at school", by=enter("tom"))
        assert len(tasks("agreement.tell_parents")) == left


def test_the_database_refuses_an_override_without_ground_or_reason(enter: Enter) -> None:
    agreement, _ = with_kelly(enter)
    meera = enter("meera")
    whole: dict[str, Any] = {
        "id": uuid.uuid4(), "partnership_id": "brackenford", "agreement": agreement,
        "after_refusal": False, "ground": "RISK_TO_CHILD", "rationale": WHY, "tell_on": IN_A_WEEK,
        "overridden_at": meera.at, "overridden_by": "x", "overridden_by_user": "x",
    }  # fmt: skip
    for bad in ({"ground": "BECAUSE"}, {"rationale": "too short"}, {"tell_on": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            AgreementOverride.objects.create(**{**whole, **bad})


def test_opened_again_an_enquiry_asks_anew(enter: Enter) -> None:
    agreement, kelly = with_kelly(enter)
    tom = enter("tom")
    do.record_ask(agreement, asked(kelly, "given", tom.at), by=tom)
    enquiries.end(fresh(now(agreement).enquiry), "Meant for another contact", by=enter("meera"))
    later = tom.at + timedelta(minutes=5)
    an_enquiry(enter, fresh(now(agreement).enquiry).contact, at=later)
    assert now(agreement).state == "not_considered"
    assert not may_leave(enter, agreement)
    assert AgreementAsk.objects.count() == 1  # kept, and counts no more


def test_nothing_is_asked_while_it_waits_for_a_decision(enter: Enter) -> None:
    agreement, kelly = with_kelly(enter)
    tom = enter("tom")
    enquiries.send_to_decision(fresh(agreement.enquiry), "Nothing more is to be had", by=tom)
    with pytest.raises(NotReady, match="not running"):
        do.record_ask(now(agreement), asked(kelly, "given", tom.at), by=tom)
    with pytest.raises(NotReady, match="not running"):
        do.override(now(agreement), OVERRIDE, by=enter("meera"))
    with pytest.raises(MovedMeanwhile):
        do.respect(now(agreement), "She is safe, and school knows enough", by=enter("meera"))


def test_taken_back_once_it_is_taken_back_every_time_it_was_given(enter: Enter) -> None:
    """And nothing that somebody else says brings it back."""
    agreement, kelly = with_kelly(enter)
    tom = enter("tom")
    do.record_ask(agreement, asked(kelly, "given", tom.at), by=tom)
    first = AgreementAsk.objects.get()
    later = replace(tom, at=tom.at + timedelta(hours=1))
    do.record_ask(now(agreement), asked(kelly, "given", later.at), by=later)
    do.withdraw(now(agreement), first, "She rang: she does not want it any more", by=later)
    assert not AgreementAsk.objects.filter(withdrawn_at=None).exists()
    craig = ScopePerson.objects.exclude(pk=kelly.pk).exclude(role="child").earliest("added_at")
    do.record_ask(now(agreement), asked(craig, "not_reached", later.at, explained=False), by=later)
    assert now(agreement).state == "withdrawn"
    assert not may_leave(enter, agreement)


def test_only_an_answer_that_carries_can_be_taken_back(enter: Enter) -> None:
    agreement, kelly = with_kelly(enter)
    tom = enter("tom")
    do.record_ask(agreement, asked(kelly, "given", tom.at, standing="does_not"), by=tom)
    carries_nothing = AgreementAsk.objects.get()
    do.record_ask(now(agreement), asked(kelly, "given", tom.at), by=tom)
    with pytest.raises(NotReady, match="no such agreement"):
        do.withdraw(now(agreement), carries_nothing, "She rang: she does not want it", by=tom)


def test_a_refusal_that_is_respected_stays_so_when_it_is_said_again(enter: Enter) -> None:
    agreement, kelly = with_kelly(enter)
    tom = enter("tom")
    do.record_ask(agreement, asked(kelly, "refused", tom.at), by=tom)
    do.respect(now(agreement), "She is with her aunt, and safe there", by=enter("meera"))
    do.record_ask(now(agreement), asked(kelly, "refused", tom.at), by=enter("tom"))
    assert now(agreement).state == "respected"
    assert tasks("agreement.settle_refusal") == []
    later = replace(tom, at=tom.at + timedelta(hours=1))
    do.record_ask(now(agreement), asked(kelly, "given", later.at), by=later)
    assert now(agreement).state == "given"


def test_parents_are_told_of_who_was_asked_under_what_was_taken_back(enter: Enter) -> None:
    agreement, _ = with_kelly(enter)
    meera = enter("meera")
    do.override(agreement, OVERRIDE, by=meera)
    ask_agency(now(agreement).enquiry, a_question(agreement.enquiry), by=enter("tom"))
    later = replace(meera, at=meera.at + timedelta(hours=1))
    enter("meera")
    do.reconsider(now(agreement), "It was decided about another child", by=later)
    assert len(tasks("agreement.tell_parents")) == 1
    do.note_told(now(agreement), "Told Kelly on her own at school", by=enter("tom"))
    assert tasks("agreement.tell_parents") == []
    with pytest.raises(NotReady, match="Nothing is overridden"):
        do.note_told(now(agreement), "Told Kelly on her own at school", by=enter("tom"))


def test_nobody_is_told_of_an_override_under_which_nobody_was_asked(enter: Enter) -> None:
    agreement, _ = with_kelly(enter)
    meera = enter("meera")
    do.override(agreement, OVERRIDE, by=meera)
    do.reconsider(now(agreement), "It was decided about another child", by=meera)
    assert tasks("agreement.tell_parents") == []
