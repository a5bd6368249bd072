"""What a sender may be told, and what keeps a contact open: pure rules (P8, `roles.md` §5)."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openmash.foundation.access.roles import REFERRERS, Role
from openmash.frontdoor.contacts.rules.feedback import (
    ChildOutcome,
    ClosingFacts,
    Debt,
    NotOwed,
    OutcomeFacts,
    Receiver,
    Replied,
    close_blockers,
    receiver_of,
    why_not_answering,
    why_not_disagreeing,
    why_still_owed,
    wording,
    wording_of_duplicate,
    wording_of_open_case,
)
from openmash.frontdoor.contacts.states import OWING, FeedbackState

ISLA = ChildOutcome(
    called="Isla",
    level=4,
    level_name="Specialist / statutory",
    outcome="Strategy discussion",
    reasons=("Child takes responsibility for another’s safety",),
    next_step="A social worker sees Isla on her own",
    next_step_by="27 November 2026",
    next_step_owner="Duty team",
    family="Told by Tom Ashdown, this evening.",
)
FACTS = OutcomeFacts(
    "Brackenford front door", "01632 960110", (ISLA,), ("Keep a quiet room on Friday",)
)
WITH, WITHOUT = Receiver.WITH_DUTY, Receiver.WITHOUT_DUTY


def said(receiver: Receiver, facts: OutcomeFacts) -> str:
    body = wording(receiver, facts)
    return "\n".join([body.heading, *(line for part in body.parts for line in part.lines)])


@pytest.mark.parametrize("role", sorted(REFERRERS))
def test_who_goes_on_working_with_the_child_has_a_continuing_duty(role: str) -> None:
    """roles §5: school, GP and health visitor yes; others only when allocated."""
    expected = role in {Role.DSL, Role.GP, Role.HV_SN_MW}
    assert (receiver_of(role) == WITH) is expected
    assert receiver_of(role, allocated=True) == WITH


def test_a_continuing_duty_is_told_level_reason_step_and_whom_to_call() -> None:
    """P8: decision, short reason, next, by when, who to call, what is expected, how to disagree."""
    keys = [part.key for part in wording(WITH, FACTS).parts]
    assert keys == ["decided", "why", "next", "family", "expected", "call", "disagree"]
    assert "Isla: level 4, Specialist / statutory. Strategy discussion." in said(WITH, FACTS)
    assert "by 27 November 2026" in said(WITH, FACTS)


def test_without_a_continuing_duty_no_fact_about_anybody_is_told() -> None:
    """roles §5: received, decided, whether another service is involved; not which facts."""
    told = said(WITHOUT, FACTS)
    for secret in ("Isla", "level", "Strategy", "safety", "Duty team", "Tom", "sees"):
        assert secret not in told
    assert "Another service is involved." in told
    assert "Keep a quiet room on Friday" in told


def test_no_service_is_said_to_be_involved_when_none_is() -> None:
    """roles §5: whether another service is involved."""
    facts = replace(FACTS, children=(replace(ISLA, service=False),))
    assert "No other service is involved." in said(WITHOUT, facts)


@given(
    secret=st.text(alphabet="abcdefghjkmnpqrstuvwxyz", min_size=12, max_size=20),
    level=st.integers(1, 4),
)
def test_whatever_the_case_says_a_bystander_is_not_told(secret: str, level: int) -> None:
    """roles §5, by property: no field of a child's outcome reaches a receiver without duty."""
    child = ChildOutcome(
        called=secret,
        level=level,
        level_name=secret,
        outcome=secret,
        reasons=(secret,),
        next_step=secret,
        next_step_by=secret,
        next_step_owner=secret,
        family=secret,
    )
    assert secret not in said(WITHOUT, replace(FACTS, children=(child,), expected=()))


def test_siblings_with_other_reasons_are_not_mixed_up() -> None:
    """Each child has their own level and reasons."""
    noah = replace(
        ISLA, called="Noah", level=2, reasons=("Care slips at times",), outcome="Signpost"
    )
    told = said(WITH, replace(FACTS, children=(ISLA, noah)))
    assert "Noah: Care slips at times" in told
    assert "Noah: level 2" in told


@pytest.mark.parametrize("receiver", [WITH, WITHOUT])
def test_a_duplicate_is_told_nothing_of_the_other_worry(receiver: Receiver) -> None:
    """P1: both are told; the second learns only that it was known."""
    body = wording_of_duplicate(receiver, FACTS)
    told = " ".join(line for part in body.parts for line in part.lines)
    assert "looked at together" in told
    assert "Isla" not in told


def test_the_worker_of_the_open_case_is_named_only_to_those_with_a_duty() -> None:
    """P1 routed, roles §5."""
    facts = replace(FACTS, worker="Dev Whitlock", children=())
    lines = {r: str(wording_of_open_case(r, facts).as_kept) for r in (WITH, WITHOUT)}
    assert "Dev Whitlock" in lines[WITH]
    assert "Dev Whitlock" not in lines[WITHOUT]


@pytest.mark.parametrize("state", sorted(FeedbackState))
def test_only_a_paid_debt_lets_a_contact_close(state: str) -> None:
    """Gate G3 (L41): owed, unsent, undelivered, bounced, asked or disagreed keeps it open."""
    found = close_blockers(ClosingFacts((Debt(state, "Ruth Hart"),)))
    assert bool(found) is (state in OWING)
    assert all("Ruth Hart" in text for text in found)


@given(st.lists(st.sampled_from(sorted(FeedbackState)), min_size=1, max_size=6))
def test_every_debt_still_open_is_named(states: list[str]) -> None:
    """G3: all reasons, not the first."""
    debts = tuple(Debt(state, f"Sender {n}") for n, state in enumerate(states))
    open_ones = [debt for debt in debts if debt.state in OWING]
    assert len(close_blockers(ClosingFacts(debts))) == len(open_ones)


def test_a_duplicate_waits_for_the_worry_it_belongs_to() -> None:
    """P1: both senders hear the outcome."""
    paid = (Debt(FeedbackState.READ, "Ruth Hart"),)
    assert close_blockers(ClosingFacts(paid, joined_to="BR-26-4F7Q-K"))
    assert not close_blockers(ClosingFacts(paid))


def test_a_contact_without_any_debt_cannot_close() -> None:
    """G3 fails towards telling: nobody owed means that nobody has looked."""
    assert close_blockers(ClosingFacts())


def test_a_disagreement_says_what_is_wrong() -> None:
    """P8: at least twenty characters."""
    assert list(why_not_disagreeing("No."))
    assert not list(why_not_disagreeing("She told me that it was not an accident"))


@pytest.mark.parametrize("code", [*NotOwed, "because", ""])
@pytest.mark.parametrize("out_of_reach", [True, False])
def test_an_answer_is_not_owed_on_some_grounds_only(code: str, out_of_reach: bool) -> None:
    """P8: anonymous, source of the risk, legal bar; each with its circumstances.

    And of a caller, that they cannot or may not be rung: else a call would stay open for ever.
    """
    grounds = {"anonymous", "source_of_risk", "legal_bar"} | (
        {"out_of_reach"} if out_of_reach else set()
    )
    found = list(why_still_owed(code, "The court has forbidden it", out_of_reach=out_of_reach))
    assert bool(found) is (code not in grounds)
    assert list(why_still_owed(code, " "))


def test_whoever_goes_on_with_the_child_has_a_name_to_call_and_the_risk() -> None:
    """roles §5: named contact, own tasks, relevant risk for own duty; nobody else has them."""
    told = replace(
        FACTS,
        children=(replace(ISLA, risk="Craig may come to the gate"),),
        named_contact="Tom Ashdown",
    )
    assert "Tom Ashdown, Brackenford front door, 01632 960110" in said(WITH, told)
    assert "Craig may come to the gate" in said(WITH, told)
    assert "Tom Ashdown, Brackenford" not in said(WITHOUT, told)
    assert "Craig" not in said(WITHOUT, told)


def test_the_decider_does_not_answer_a_disagreement_about_their_decision() -> None:
    """P19; a question about it she may answer."""
    disputed = Replied(FeedbackState.DISAGREED, frozenset({"meera"}))
    assert list(why_not_answering(disputed, user="meera", role=Role.MASH_MGR))
    assert list(why_not_answering(disputed, user="tom", role=Role.MASH_SW))
    for role in (Role.MASH_MGR, Role.SVC_MGR):
        assert not list(why_not_answering(disputed, user="grace", role=role))
    asked = replace(disputed, state=FeedbackState.QUERIED)
    assert not list(why_not_answering(asked, user="meera", role=Role.MASH_MGR))
