"""Gate G1 as a rule: pure, every reason, the same at every level of decision (P6, L07, L67, L68)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from openmash.frontdoor.enquiries.rules import health as rules
from openmash.frontdoor.enquiries.rules.health import HealthFacts, Signed, Signer, Thing, Written

BRUISE, MIND = Thing("item:1"), Thing("item:2", mental=True)
NURSE = Signed(frozenset({"item:1"}), frozenset({"CHILD"}), "carol")
READ = HealthFacts(things=(BRUISE,), state="signed", signed=NURSE)
FEMI = Signer("femi", "NMC", frozenset({"MENTAL_HEALTH"}))
CAROL = Signer("carol", "NMC", frozenset({"CHILD"}))


def shut(facts: HealthFacts) -> list[str]:
    return list(rules.why_gate_is_shut(facts))


def test_nothing_about_health_needs_nobody() -> None:
    assert shut(HealthFacts()) == []


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        (HealthFacts(asked=True), "No registered health practitioner"),
        (HealthFacts(things=(BRUISE,)), "No registered health practitioner"),
        (replace(READ, state="second_opinion"), "No registered health practitioner"),
        (replace(READ, state="superseded"), "No registered health practitioner"),
        (replace(READ, things=(BRUISE, Thing("item:3"))), "new since"),
        (replace(READ, things=(Thing("item:1:taken_back"),)), "new since"),
        (replace(READ, signed=replace(NURSE, of_this_enquiry=False)), "new since"),
        (replace(READ, mental_asked=True), "about mental health"),
        (replace(READ, signed=replace(NURSE, wants_opinion=True)), "second opinion"),
    ],
)
def test_the_gate_is_shut_and_says_why(facts: HealthFacts, reason: str) -> None:
    (said,) = [one for one in shut(facts) if reason in one]
    assert said
    assert shut(READ) == []
    assert shut(replace(facts, decided_before=True)) == []


def test_mental_health_takes_that_competence_whoever_brings_it() -> None:
    both = replace(
        READ, things=(BRUISE, MIND), signed=replace(NURSE, read=frozenset({"item:1", "item:2"}))
    )
    assert ["mental health" in one for one in shut(both)] == [True]
    signed = replace(both.signed or NURSE, competences=frozenset({"CHILD", "MENTAL_HEALTH"}))
    assert shut(replace(both, signed=signed)) == []


def test_both_reasons_are_given_at_once_while_nobody_has_signed() -> None:
    assert len(shut(HealthFacts(things=(MIND,)))) == 2


def test_what_was_taken_back_stands_no_more_and_is_read_all_the_same() -> None:
    gone = HealthFacts(things=(Thing("item:2:taken_back", mental=True, standing=False),))
    assert len(shut(gone)) == 2
    assert list(rules.why_not_nil(gone, FEMI)) == []


def test_nil_is_signed_only_where_nothing_stands() -> None:
    assert list(rules.why_not_nil(HealthFacts(asked=True), CAROL)) == []
    (said,) = rules.why_not_nil(HealthFacts(things=(BRUISE,)), CAROL)
    assert "One thing about health stands" in said


def test_a_signature_says_everything_that_it_still_lacks() -> None:
    nobody = Signer("tom")
    found = list(rules.why_not_signed(READ, Written(), nobody, [("1", "Isla")], [("2", "Kelly")]))
    assert len(found) == 9
    assert "no registration" in found[0]
    assert "Say what it means for Isla" in found


def test_the_second_signature_is_another_persons_and_brings_what_is_missing() -> None:
    facts = HealthFacts(
        (MIND,), state="second_opinion", signed=replace(NURSE, read=frozenset({"item:2"}))
    )
    signed, how = facts.signed or NURSE, "I read the same, and see it so too."
    assert list(rules.why_not_countersigned(facts, signed, FEMI, how)) == []
    own = list(rules.why_not_countersigned(facts, signed, CAROL, how))
    assert ["author" in own[0], "does not name that competence" in own[1]] == [True, True]
    assert list(
        rules.why_not_countersigned(replace(facts, things=(MIND, BRUISE)), signed, FEMI, how)
    )
    assert list(rules.why_not_countersigned(facts, signed, FEMI, "Yes"))


def test_an_emergency_has_a_danger_and_something_that_is_missing() -> None:
    why = "She is with him now, and the crisis team cannot be reached before the evening."
    assert list(rules.why_not_decided_before(HealthFacts(asked=True), why)) == []
    assert list(rules.why_not_decided_before(READ, why)) == [
        "Nothing is missing from the health practitioners"
    ]
    assert len(list(rules.why_not_decided_before(HealthFacts(asked=True), "Late"))) == 1
    assert (
        len(list(rules.why_not_decided_before(HealthFacts(asked=True, decided_before=True), why)))
        == 1
    )


def test_to_agree_one_has_read_and_that_it_changes_is_said_at_once() -> None:
    facts, why = (
        HealthFacts(things=(BRUISE,), decided_before=True),
        "The bruise is older than they say.",
    )
    assert list(rules.why_not_looked_back(facts, CAROL, "changes", why)) == []
    assert len(list(rules.why_not_looked_back(facts, CAROL, "agrees", why))) == 1
    assert len(list(rules.why_not_looked_back(facts, Signer("x"), "", ""))) == 3
