"""The rules of a decision, without a database (P7)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openmash.foundation.access.roles import Role
from openmash.frontdoor.contacts.emarf.first_concerns import CONCERNS
from openmash.frontdoor.decisions.first_guidance import CONTENT
from openmash.frontdoor.decisions.rules import (
    AMONG_NAMED,
    Facts,
    Point,
    blockers,
    missing_to_recommend,
    needs_service_manager,
    notes,
)
from openmash.frontdoor.decisions.rules_partners import Said, Window, latest
from openmash.frontdoor.decisions.states import Outcome

TODAY = date(2026, 11, 26)
WHOLE = Facts(
    child="Isla",
    anchor="child-1",
    today=TODAY,
    level=4,
    level_name="Specialist / statutory",
    outcome="STRATEGY",
    allowed_outcomes=frozenset({"S17_ASSESS", "STRATEGY", "IMMEDIATE_PROTECTION"}),
    descriptors=2,
    points=(Point("x" * 60, 1), Point("y" * 60, 2)),
    voice="words",
    voice_weighed=True,
    looked_at=("contact:BR-26-22GP-J",),
    history=True,
    alternatives=True,
    agreement=True,
    family_told_by=True,
    family_told_when=True,
    next_step=True,
    next_step_owner=True,
    next_step_due=TODAY,
    recommended_by="tom",
    recommender="Tom Ashdown",
)
# What is taken away, and the words that must name it.
GAPS: dict[str, tuple[dict[str, Any], str]] = {
    "level": ({"level": None}, "Choose a level"),
    "outcome": ({"outcome": ""}, "Choose what follows"),
    "named": ({"restricted": True}, "write a contact of its own for a child who needs help"),
    "fit": ({"allowed_outcomes": frozenset({"EH_MULTI"})}, "does not go with level"),
    "descriptor": ({"descriptors": 0}, "Choose a descriptor"),
    "unknown descriptor": ({"unknown_descriptors": ("9.9",)}, "no descriptor 9.9"),
    "rationale": ({"points": (Point("Too short", 1),)}, "needs 100 characters; it has 9"),
    "evidence": ({"points": (Point("x" * 120, 0),)}, "point 1 for Isla names no evidence"),
    "voice": ({"voice": ""}, "Isla’s voice, or why not"),
    "weighing": ({"voice_weighed": False}, "How Isla’s voice counted"),
    "observation": ({"needs_observation": True, "voice": "absent"}, "What was observed of Isla"),
    "alternative": ({"alternatives": False}, "Which alternative was considered"),
    "history": ({"looked_at": ()}, "which history of Isla was looked at"),
    "agreement": ({"agreement": False}, "Where the family stands"),
    "family": ({"family_told_when": False}, "Who tells Isla’s family"),
    "next step": ({"next_step": False}, "The next step for Isla"),
    "owner": ({"next_step_owner": False}, "Who takes the next step"),
    "due": ({"next_step_due": None}, "By when the next step"),
    "past": ({"next_step_due": TODAY - timedelta(days=1)}, "is due in the past"),
    "copy": ({"copied_from": "Noah"}, "Confirm that what was copied from Noah"),
}


def texts(facts: Facts) -> list[str]:
    return [blocker.text for blocker in missing_to_recommend(facts)]


def test_a_whole_recommendation_lacks_nothing() -> None:
    """P7: nothing stands in the way of another person deciding."""
    assert texts(WHOLE) == []
    assert blockers(WHOLE, decider="meera", decider_role=Role.MASH_MGR) == ()


@pytest.mark.parametrize("gap", sorted(GAPS))
def test_what_is_missing_is_named_with_its_place(gap: str) -> None:
    """P7: each required part, alone, is the one thing named."""
    changes, words = GAPS[gap]
    [only] = missing_to_recommend(replace(WHOLE, **changes))
    assert words in only.text
    assert only.anchor.startswith("child-1")
    assert only.held_by


@given(st.sets(st.sampled_from(["level", "descriptor", "weighing", "alternative", "history",
                                "agreement", "family", "owner", "due", "copy"])))  # fmt: skip
def test_every_missing_thing_is_named_at_once(gaps: set[str]) -> None:
    """L37: all reasons together, never one after another."""
    facts = WHOLE
    for gap in gaps:
        facts = replace(facts, **GAPS[gap][0])
    found = texts(facts)
    assert len(found) == len(gaps)
    for gap in gaps:
        assert any(GAPS[gap][1] in text for text in found)


@given(st.lists(st.text(max_size=20), max_size=8))
def test_gaps_in_what_is_known_never_block(missing: list[str]) -> None:
    """P7: missing information is written down; silence decides nothing."""
    facts = replace(WHOLE, missing=tuple(missing))
    assert texts(facts) == []
    assert notes(facts) == tuple(missing)


def test_who_recommended_may_not_decide() -> None:
    """P7: four eyes."""
    [only] = blockers(WHOLE, decider="tom", decider_role=Role.MASH_MGR)
    assert only.text == "You recommended for Isla: somebody else decides"
    assert blockers(WHOLE, decider="meera", decider_role=Role.MASH_MGR) == ()


def test_nothing_is_decided_that_nobody_recommended() -> None:
    """P7: a decision has two signatures."""
    facts = replace(WHOLE, recommended_by="", recommender="")
    [only] = blockers(facts, decider="meera", decider_role=Role.MASH_MGR)
    assert "Nobody has recommended" in only.text


NFA = replace(WHOLE, level=1, outcome="NFA", allowed_outcomes=frozenset({"NFA"}))


@pytest.mark.parametrize(
    ("contacts", "dissent", "lifted"),
    [(1, (), False), (2, (), False), (3, (), True), (7, (), True), (1, ("Health",), True)],
)
def test_no_further_action_is_lifted_to_the_service_manager(
    contacts: int, dissent: tuple[str, ...], lifted: bool
) -> None:
    """P7: after three contacts in twelve months, or against a partner's dissent."""
    facts = replace(NFA, contacts_in_year=contacts, dissent=dissent, plan=True)
    assert bool(needs_service_manager(facts)) is lifted
    assert bool(blockers(facts, decider="meera", decider_role=Role.MASH_MGR)) is lifted
    assert not blockers(facts, decider="grace", decider_role=Role.SVC_MGR)


def test_dissent_from_action_needs_no_service_manager() -> None:
    """P7: only no further action is lifted."""
    facts = replace(WHOLE, dissent=("Police",), contacts_in_year=9, plan=True)
    assert not blockers(facts, decider="meera", decider_role=Role.MASH_MGR)


def test_nobody_waits_for_a_disagreement_and_a_plan_holds_until_it_is_settled() -> None:
    """P19: an interim safety plan."""
    facts = replace(WHOLE, dissent=("Police", "Health"))
    [only] = blockers(facts, decider="meera", decider_role=Role.MASH_MGR)
    said = "Police and Health disagree: say what keeps Isla safe until that is settled"
    assert (only.text, only.at()) == (said, "#plan")


@pytest.mark.parametrize(
    ("window", "early", "waits"),
    [
        (Window(), False, False),
        (Window(("Police",), (), "12:00"), False, False),
        (Window(("Police",), ("Police",), "12:00"), False, True),
        (Window(("Police",), ("Police",), "12:00"), True, False),
        (Window(("Police",), ("Police",), "12:00", passed=True), False, False),
    ],
)
def test_partners_are_heard_or_their_time_is_over_or_it_is_said_why_not(
    window: Window, early: bool, waits: bool
) -> None:
    facts = replace(WHOLE, window=window, early=early)
    assert bool(blockers(facts, decider="meera", decider_role=Role.MASH_MGR)) is waits


def test_each_agencys_last_word_counts() -> None:
    said = [Said("Police", "DISAGREE"), Said("School", "AGREE"), Said(" police", "AGREE")]
    assert latest(said) == {" police": "AGREE", "School": "AGREE"}
    assert latest([*said, Said("Police", "DISAGREE", counts=False)])[" police"] == "AGREE"


def test_an_agency_dissents_while_anybody_of_it_does() -> None:
    """A colleague who agrees silences nobody; whoever disagreed may change their own mind."""
    nell, carol = Said("Trust", "DISAGREE", "nell"), Said("Trust", "AGREE", "carol")
    assert latest([nell, carol]) == latest([carol, nell]) == {"Trust": "DISAGREE"}
    assert latest([nell, carol, Said("Trust", "AGREE", "nell")]) == {"Trust": "AGREE"}


def test_immediate_protection_begins_today() -> None:
    """P7: a child under immediate protection has a next step today."""
    facts = replace(WHOLE, outcome="IMMEDIATE_PROTECTION")
    assert texts(facts) == []
    later = replace(facts, next_step_due=TODAY + timedelta(days=1))
    assert texts(later) == ["Immediate protection of Isla has to begin today"]


@pytest.mark.parametrize(
    ("looked_at", "unread", "fine"),
    [
        (("none_found",), 0, True),
        (("none_found",), 1, False),
        (("contact:BR-26-22GP-J",), 0, True),
        ((), 0, False),
    ],
)
def test_history_names_what_was_looked_at(
    looked_at: tuple[str, ...], unread: int, fine: bool
) -> None:
    """P7: history considered, or none found: not when there is some."""
    facts = replace(WHOLE, looked_at=looked_at, unread_history=unread)
    assert (texts(facts) == []) is fine


def test_a_child_without_words_needs_no_weighing_but_a_reason() -> None:
    """P28: the voice, or why not."""
    assert texts(replace(WHOLE, voice="absent", voice_weighed=False)) == []
    assert texts(replace(WHOLE, voice="observed", voice_weighed=False))


def test_a_family_is_told_or_there_is_a_reason() -> None:
    """P7: who tells the family and when, or why not."""
    facts = replace(WHOLE, family_told_by=False, family_told_when=False)
    assert texts(facts)
    assert texts(replace(facts, family_not_told=True)) == []


@pytest.mark.parametrize("level", [1, 2, 3, 4])
def test_the_guidance_covers_every_concern_at_every_level(level: int) -> None:
    """L11, data §5.5: whatever a sender can name has a descriptor at each level."""
    covered = {c for d in CONTENT["descriptors"] if d["level"] == level for c in d["concerns"]}
    assert {one["code"] for one in CONCERNS} == covered


def test_every_outcome_belongs_to_a_level() -> None:
    """P7: allowed outcomes by level; each outcome somewhere, statutory ones at level 4 alone."""
    allowed = {one["n"]: set(one["outcomes"]) for one in CONTENT["levels"]}
    assert set().union(*allowed.values()) == {str(one) for one in Outcome}
    for statutory in ("S17_ASSESS", "STRATEGY", "IMMEDIATE_PROTECTION"):
        assert [n for n, outcomes in allowed.items() if statutory in outcomes] == [4]


@pytest.mark.parametrize("outcome", Outcome)
def test_of_a_restricted_contact_only_that_follows_which_its_readers_can_do(
    outcome: Outcome,
) -> None:
    """`roles.md` §4: an assessment would be begun by people who find nothing."""
    facts = replace(WHOLE, outcome=outcome, allowed_outcomes=frozenset({outcome}), restricted=True)
    said = [str(one) for one in missing_to_recommend(facts)]
    assert any("Only named people" in words for words in said) == (outcome not in AMONG_NAMED)
