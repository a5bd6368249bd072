"""May checks leave? The one rule, without a database (P4)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from openmash.frontdoor.enquiries.rules.agreement import (
    AgreementFacts,
    Asked,
    Override,
    Said,
    Young,
    override_step,
    state_after,
    why_checks_may_not_leave,
    why_not_given_up,
    why_not_kept,
    why_not_overridden,
    why_not_told_later,
)
from openmash.frontdoor.enquiries.states import AgreementState as S

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
TODAY = date(2026, 11, 23)
KELLY = Said("kelly", "Kelly", "holds", "given", NOON, NOON)
CRAIG = Said("craig", "Craig", "holds", "refused", NOON, NOON)
AGREED = AgreementFacts("consent_check", S.GIVEN, said=(KELLY,))
SIXTY = "He hurt her when she told before, and she goes home to him tonight."


def reasons(facts: AgreementFacts, to_kind: str = "") -> list[str]:
    return list(why_checks_may_not_leave(facts, to_kind))


def test_agreed_by_a_holder_checks_may_leave() -> None:
    assert reasons(AGREED) == []


@pytest.mark.parametrize("state", sorted(set(S) - {S.GIVEN, S.LIMITED}))
def test_in_every_other_state_there_is_a_reason(state: S) -> None:
    assert len(reasons(AgreementFacts("consent_check", state))) == 1


@pytest.mark.parametrize("state", [S.OVERRIDE_WITHOUT, S.OVERRIDE_AFTER])
def test_an_override_lets_them_leave_only_while_it_stands(state: S) -> None:
    assert reasons(AgreementFacts("consent_check", state, override_stands=True)) == []


LATER = NOON + timedelta(minutes=5)
EARLIER = NOON - timedelta(days=1)


@pytest.mark.parametrize("asked_at", [NOON, EARLIER])
def test_a_slip_that_is_put_right_is_a_refusal(asked_at: datetime) -> None:
    """Written down as an agreement first, then as what was said: the same time, or an earlier one."""
    refused = replace(KELLY, answer="refused", at=asked_at, recorded=LATER)
    for said in ((KELLY, refused), (refused, KELLY)):
        assert reasons(replace(AGREED, said=said))
        assert state_after(replace(AGREED, said=said)) == S.REFUSED


def test_an_agreement_of_before_that_is_written_down_late_revives_nothing() -> None:
    refused = replace(KELLY, answer="refused")
    before = replace(KELLY, at=EARLIER, recorded=LATER)
    assert state_after(replace(AGREED, said=(refused, before))) == S.REFUSED


def test_who_agrees_after_refusing_has_agreed() -> None:
    refused, agrees = replace(KELLY, answer="refused"), replace(KELLY, at=LATER, recorded=LATER)
    assert state_after(replace(AGREED, said=(agrees, refused))) == S.GIVEN


@pytest.mark.parametrize("standing", ["does_not", "not_known"])
def test_the_word_of_somebody_without_parental_responsibility_carries_nothing(
    standing: str,
) -> None:
    said = replace(KELLY, standing=standing)
    assert reasons(replace(AGREED, said=(said,))) == [
        "Nobody known to hold parental responsibility has agreed"
    ]
    assert state_after(replace(AGREED, said=(said,))) is None


def test_a_young_person_able_to_decide_carries_it() -> None:
    assert reasons(replace(AGREED, said=(replace(KELLY, standing="able"),))) == []


def test_one_refusal_outweighs_an_agreement() -> None:
    both = replace(AGREED, said=(KELLY, CRAIG))
    assert state_after(both) == S.REFUSED
    assert "Craig refused" in reasons(both)[0]


def test_the_last_word_counts() -> None:
    later = replace(CRAIG, answer="given", at=NOON + timedelta(hours=1))
    assert state_after(replace(AGREED, said=(later, CRAIG))) == S.GIVEN
    taken_back = replace(KELLY, withdrawn=True)
    assert state_after(replace(AGREED, said=(taken_back,))) == S.WITHDRAWN
    assert reasons(replace(AGREED, said=(taken_back,))) != []


def test_a_limit_holds_for_the_agency_it_names() -> None:
    limited = replace(KELLY, answer="limited", not_these=frozenset({"gp_practice"}))
    facts = replace(AGREED, state=S.LIMITED, said=(limited,))
    assert reasons(facts, "school") == []
    assert "not to asking this kind of agency" in reasons(facts, "gp_practice")[0]


def test_a_young_persons_own_view_is_heard_first() -> None:
    young = replace(AGREED, young=(Young("isla", "Isla", has_said=False),))
    assert "what Isla thinks of it" in reasons(young)[0]
    assert reasons(replace(AGREED, young=(Young("isla", "Isla", has_said=True),))) == []


@pytest.mark.parametrize("enquiry", ["decision_pending", "decided", "closed", "ended_undecided"])
def test_nothing_leaves_for_an_enquiry_that_does_not_run(enquiry: str) -> None:
    assert reasons(replace(AGREED, enquiry=enquiry)) != []


def test_nobody_could_be_asked_only_after_two_times_unless_red() -> None:
    tried = Said("kelly", "Kelly", "holds", "not_reached", NOON, NOON)
    why = "No answer at home or at work, two days running"
    once = AgreementFacts("consent_check", S.TO_BE_SOUGHT, "amber", said=(tried, tried))
    assert "1 so far" in next(why_not_given_up(once, why))
    again = replace(tried, at=NOON + timedelta(hours=3))
    assert list(why_not_given_up(replace(once, said=(tried, again)), why)) == []
    assert list(why_not_given_up(replace(once, rag="red", said=()), why)) == []


def test_an_override_has_a_ground_a_reason_another_person_and_a_day_to_tell() -> None:
    refused = AgreementFacts("consent_check", S.REFUSED, said=(CRAIG,), askers=frozenset({"tom"}))
    whole = Override("RISK_TO_CHILD", SIXTY, TODAY + timedelta(days=7))
    assert list(why_not_overridden(refused, whole, by="meera", today=TODAY)) == []
    assert list(why_not_overridden(refused, whole, by="tom", today=TODAY)) == [
        "You asked the family yourself: another manager has to decide"
    ]
    empty = why_not_overridden(refused, Override("", "too short"), by="tom", today=TODAY)
    assert len(list(empty)) == 4


def test_which_override_it_is_follows_from_what_was_said() -> None:
    unasked = AgreementFacts("opened", S.NOT_CONSIDERED)
    assert override_step(unasked) == "override_without_asking"
    sought_again = AgreementFacts("consent_check", S.TO_BE_SOUGHT, said=(CRAIG,))
    assert override_step(sought_again) == "override_after_refusal"
    after = Override("REFUSED_PROPORTIONATE", SIXTY, TODAY)
    assert list(why_not_overridden(unasked, after, by="meera", today=TODAY)) == [
        "Nobody has refused, so this ground does not fit"
    ]


def test_the_parents_are_told_on_a_day_or_never_for_a_reason() -> None:
    assert list(why_not_told_later(TODAY, "", today=TODAY)) == []
    never = "He would know within the hour that she told"
    assert list(why_not_told_later(None, never, today=TODAY)) == []
    assert len(list(why_not_told_later(None, "", today=TODAY))) == 1
    assert len(list(why_not_told_later(None, "no", today=TODAY))) == 1
    assert len(list(why_not_told_later(TODAY - timedelta(days=1), "", today=TODAY))) == 1


def test_what_was_asked_is_written_down_whole() -> None:
    whole = Asked("kelly", "holds", "phone", "given", NOON, explained=True)
    assert list(why_not_kept(whole, is_child=False, now=NOON)) == []
    assert len(list(why_not_kept(Asked("", "", "", "", NOON), is_child=False, now=NOON))) == 4
    later = replace(whole, at=NOON + timedelta(hours=1), explained=False)
    assert len(list(why_not_kept(later, is_child=False, now=NOON))) == 2
    assert len(list(why_not_kept(whole, is_child=True, now=NOON))) == 1
    limited = replace(whole, answer="limited")
    assert list(why_not_kept(limited, is_child=False, now=NOON)) == [
        "Say what they do not agree to"
    ]
