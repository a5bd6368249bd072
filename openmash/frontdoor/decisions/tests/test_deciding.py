"""Recommend, decide, reopen: two people, all reasons, one transaction (P7, L11–L13, L37)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from openmash.core.refusals import MovedMeanwhile, NotAllowed, NotReady
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.permits import may
from openmash.foundation.clocks.models import ClockRun
from openmash.foundation.ledger.running import react_to_pending
from openmash.foundation.tasks.models import Task
from openmash.frontdoor.contacts.models import Contact, Feedback
from openmash.frontdoor.contacts.states import ContactState
from openmash.frontdoor.decisions.access import record_facts
from openmash.frontdoor.decisions.commands import deciding, writing
from openmash.frontdoor.decisions.models import Referral, ThresholdDecision
from openmash.frontdoor.decisions.rules_partners import Signing
from openmash.frontdoor.decisions.states import DecisionState
from openmash.frontdoor.decisions.tests.builders import (
    NO_ACTION,
    a_decided,
    a_drafted,
    a_pending,
    a_recommended,
    decision_of,
)
from tests.fixtures import Enter

SIBLING: dict[str, Any] = {
    "siblings": {"Noah Tarrant": {"A1_age": "about 2", "B1": ["neglect"], "C1_why": "declined"}}
}


def test_a_whole_recommendation_is_decided_by_somebody_else(enter: Enter) -> None:
    """P7: recommended by a social worker, decided by a manager; the contact is decided with it."""
    contact = a_decided(enter)
    decision = decision_of(contact)
    assert decision.state == DecisionState.DECIDED
    assert (decision.recommended_by_name, decision.decided_by_name) == (
        "Tom Ashdown",
        "Meera Pillai",
    )
    assert contact.state == ContactState.DECIDED
    assert Feedback.objects.get(contact=contact).because == "decided"
    assert not ClockRun.objects.filter(subject=contact.subject, code="C02", stopped_at=None)
    assert ClockRun.objects.filter(subject=contact.subject, code="C03", stopped_at=None).exists()


def test_beginning_twice_makes_one_draft_for_each_child(enter: Enter) -> None:
    """P7: one decision per child."""
    contact = a_pending(enter, **SIBLING)
    tom = enter("tom")
    assert len(writing.begin(contact, by=tom)) == 2
    assert {d.pk for d in writing.begin(contact, by=tom)} == {
        d.pk for d in ThresholdDecision.objects.filter(contact=contact)
    }


def test_anything_may_be_saved_and_the_button_names_what_is_missing(enter: Enter) -> None:
    """L37: half a draft is kept; the same rule that refuses is the list."""
    contact = a_pending(enter)
    tom = enter("tom")
    [decision] = writing.begin(contact, by=tom)
    writing.write(decision, {"level": 3, "rationale": []}, 0, by=tom)
    assert decision_of(contact).level == 3
    with pytest.raises(NotReady) as refused:
        deciding.recommend(decision, by=tom)
    assert "Which alternative was considered for Isla, and why not that" in refused.value.reasons
    assert len(refused.value.reasons) > 5


def test_a_screening_officer_may_neither_recommend_nor_decide(enter: Enter) -> None:
    """roles §3: the screening officer reads decisions."""
    contact = a_recommended(enter)
    aisha = enter("aisha")
    with pytest.raises(NotAllowed):
        writing.write(decision_of(contact), {"level": 1}, 1, by=aisha)
    with pytest.raises(NotAllowed):
        deciding.decide(decision_of(contact), by=aisha)


def test_who_recommended_may_not_decide_says_the_rule(enter: Enter) -> None:
    """Four eyes, first: the rule, with its reason."""
    contact = a_drafted(enter)
    deciding.recommend(decision_of(contact), by=enter("meera"))
    with pytest.raises(NotReady, match="You recommended for Isla: somebody else decides"):
        deciding.decide(decision_of(contact), by=enter("meera"))
    deciding.decide(decision_of(contact), by=enter("grace"))


def test_who_recommended_may_not_decide_says_the_permission(enter: Enter) -> None:
    """Four eyes, second: the access rule itself."""
    contact = a_drafted(enter)
    deciding.recommend(decision_of(contact), by=enter("meera"))
    facts = record_facts(decision_of(contact))
    assert not may(enter("meera"), P.DECISION_DECIDE, facts)
    assert may(enter("grace"), P.DECISION_DECIDE, facts)


def test_who_recommended_may_not_decide_says_the_database(enter: Enter) -> None:
    """Four eyes, third: a constraint under everything."""
    decision = decision_of(a_recommended(enter))
    rows = ThresholdDecision.objects.filter(pk=decision.pk)
    with pytest.raises(IntegrityError, match="decision_four_eyes"), transaction.atomic():
        rows.update(state="decided", decided_by=decision.recommended_by, decided_at=enter("tom").at)
    assert rows.update(state="decided", decided_by="another", decided_at=enter("meera").at) == 1


def test_no_action_against_dissent_needs_the_service_manager(enter: Enter) -> None:
    """P7: a partner's dissent lifts no further action to the service manager (scenario 13)."""
    contact = a_recommended(enter, **NO_ACTION)
    said = writing.View(
        "Brackenford Healthcare Trust", "DISAGREE", "Nell Whitby", "She is losing weight"
    )
    writing.note_view(decision_of(contact), said, by=enter("tom"))
    with pytest.raises(NotReady, match="Only the service manager may decide this"):
        deciding.decide_all(contact, {}, by=enter("meera"))
    with pytest.raises(NotReady, match="disagrees: say what keeps Isla safe"):
        deciding.decide_all(contact, {}, by=enter("grace"))
    plan = Signing(plan="The health visitor weighs her on Thursday")
    deciding.decide_all(contact, {}, by=enter("grace"), signing=plan)
    assert decision_of(contact).decided_by_name == "Grace Oyelaran"


def test_a_dissent_needs_words(enter: Enter) -> None:
    """P7: dissent is text."""
    decision = decision_of(a_recommended(enter))
    with pytest.raises(NotReady, match="their disagreement in their words"):
        writing.note_view(decision, writing.View("Police", "DISAGREE"), by=enter("tom"))
    writing.note_view(decision, writing.View("Police", "AGREE"), by=enter("tom"))


def test_each_sibling_has_their_own_level_and_a_copy_needs_confirming(enter: Enter) -> None:
    """P7: copying is allowed only with confirmation per child; the voice is never copied."""
    contact = a_drafted(enter, a_pending(enter, **SIBLING))
    tom = enter("tom")
    noah = writing.copy_from(decision_of(contact, 2), decision_of(contact, 1), by=tom)
    assert noah.rationale == decision_of(contact, 1).rationale
    with pytest.raises(NotReady, match="Confirm that what was copied from Isla is true of Noah"):
        deciding.recommend_all(contact, {}, by=tom)
    writing.confirm_copy(decision_of(contact, 2), by=tom)
    changed = {"level": 2, "descriptors": ["2.3"], "outcome": "EH_SINGLE"}
    writing.write(noah, changed, decision_of(contact, 2).version, by=tom)
    deciding.recommend_all(contact, {}, by=tom)
    assert [decision_of(contact, n).level for n in (1, 2)] == [4, 2]


def test_the_contact_waits_for_the_last_child(enter: Enter) -> None:
    """P7: the contact is decided with the last child's decision, not before."""
    contact = a_recommended(enter, a_pending(enter, **SIBLING))
    meera = enter("meera")
    deciding.decide(decision_of(contact, 1), by=meera)
    contact.refresh_from_db()
    assert contact.state == ContactState.DECISION_PENDING
    assert not Feedback.objects.filter(contact=contact).exists()
    deciding.decide(decision_of(contact, 2), by=meera)
    contact.refresh_from_db()
    assert contact.state == ContactState.DECIDED


def test_a_statutory_outcome_makes_one_referral_for_each_child(enter: Enter) -> None:
    """data §3.2: the referral's date is the day the contact came; early help makes none."""
    contact = a_decided(enter, a_pending(enter, **SIBLING))
    made = Referral.objects.filter(decision__contact=contact)
    assert {r.child.position for r in made} == {1, 2}
    assert [str(r.referral_date) for r in made] == ["2026-11-23", "2026-11-23"]
    helped: dict[str, Any] = {"level": 3, "descriptors": ["3.2"], "outcome": "EH_MULTI"}
    assert not Referral.objects.filter(decision__contact=a_decided(enter, **helped)).exists()


@pytest.mark.parametrize(
    ("outcome", "kind", "role"),
    [
        ("STRATEGY", "decision.call_strategy", "MASH_MGR"),
        ("S17_ASSESS", "decision.assess", "DUTY_SW"),
    ],
)
def test_what_follows_is_put_before_whoever_does_it(
    enter: Enter, outcome: str, kind: str, role: str
) -> None:
    """P7: a decision sets people going; nothing depends on e-mail."""
    contact = a_decided(enter, outcome=outcome)
    about = decision_of(contact).subject
    task = Task.objects.get(kind=kind, about=about)
    assert task.for_role == role
    assert "Isla" not in task.title
    assert Task.objects.filter(kind="decision.tell_family", about=about).exists()


def test_a_family_that_must_not_know_gets_no_task(enter: Enter) -> None:
    """P7: who tells the family, or why not."""
    contact = a_decided(enter, family_not_told_reason="It would put her mother at risk today")
    assert not Task.objects.filter(kind="decision.tell_family").exists()
    assert contact.state == ContactState.DECIDED


def test_two_people_writing_never_lose_a_word(enter: Enter) -> None:
    """The second to save is told, and their words are still theirs to save again."""
    contact = a_drafted(enter)
    decision, seen = decision_of(contact), decision_of(contact).version
    writing.write(decision, {"alternatives": "Tom’s words"}, seen, by=enter("tom"))
    with pytest.raises(MovedMeanwhile, match="Your words are still here"):
        writing.write(decision, {"alternatives": "Priya’s words"}, seen, by=enter("priya"))
    assert decision_of(contact).alternatives == "Tom’s words"


def test_a_manager_decides_what_they_saw_or_nothing(enter: Enter) -> None:
    """What changed between reading and pressing is read again first."""
    contact = a_recommended(enter)
    seen = {str(decision_of(contact).pk): decision_of(contact).version}
    now = decision_of(contact)
    writing.write(now, {"outcome": "STRATEGY"}, now.version, by=enter("tom"))
    with pytest.raises(MovedMeanwhile, match="Read it again first"):
        deciding.decide_all(contact, seen, by=enter("meera"))
    deciding.decide_all(contact, {}, by=enter("meera"))


def test_giving_back_needs_a_reason_and_lets_the_writer_go_on(enter: Enter) -> None:
    """P7: a recommendation that is not enough goes back."""
    contact = a_recommended(enter)
    with pytest.raises(NotReady, match="Say why"):
        deciding.give_back(decision_of(contact), "  ", by=enter("meera"))
    deciding.give_back(decision_of(contact), "Ask the health visitor first", by=enter("meera"))
    assert decision_of(contact).state == DecisionState.DRAFTED
    deciding.recommend(decision_of(contact), by=enter("tom"))


def test_what_it_rested_on_is_kept_as_it_was(enter: Enter) -> None:
    """P7: evidence and gaps are kept with the signature."""
    basis = decision_of(a_decided(enter)).basis
    assert [one["key"] for one in basis["evidence"]] == ["B2", "C1-1"]
    assert basis["evidence"][0]["source"] == "St Oswin’s Primary School, Ruth Hart"
    assert basis["missing"]


def test_reopening_keeps_what_stood_before(enter: Enter, monday: datetime) -> None:
    """P7 *reopened*: new information; the earlier version is kept, the sender is owed again."""
    contact = _told(a_decided(enter), enter)
    deciding.reopen(decision_of(contact), "The hospital has rung with an X-ray", by=enter("meera"))
    contact.refresh_from_db()
    assert contact.state == ContactState.DECISION_PENDING
    assert decision_of(contact).earlier[0]["decided_by_name"] == "Meera Pillai"
    deciding.recommend_all(contact, {}, by=enter("tom"))
    deciding.decide_all(contact, {}, by=enter("meera"))
    assert Feedback.objects.filter(contact=contact, because="decided").count() == 2


def test_reopening_needs_a_manager_and_a_reason(enter: Enter) -> None:
    """P7: only a manager opens a decision again, and says why."""
    contact = _told(a_decided(enter), enter)
    with pytest.raises(NotAllowed):
        deciding.reopen(decision_of(contact), "Because", by=enter("tom"))
    with pytest.raises(NotReady, match="Say why"):
        deciding.reopen(decision_of(contact), "", by=enter("meera"))


def _told(contact: Contact, enter: Enter) -> Contact:
    by = enter("meera")
    react_to_pending(at=by.at, partnership=by.partnership)
    enter("meera")
    contact.refresh_from_db()
    assert contact.state == ContactState.FEEDBACK_SENT
    return contact
