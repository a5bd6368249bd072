"""What stands in the way of each step of screening (P1), without a database."""

from __future__ import annotations

from dataclasses import replace

import pytest

from openmash.frontdoor.contacts.rules.screening import (
    Child,
    Screening,
    gates_to_decision,
    unsettled,
    why_not_judged,
    why_not_linked,
    why_not_rated,
    why_not_returned,
    why_not_routed,
    why_not_taken_over,
)

ISLA = Child("1", "Isla", linked=True, open_workers=frozenset({"dev"}))
NOAH = Child("2", "Noah")
READY = Screening("BR-26-AAAA-A", "screening", rag="green", harm_possible=False, children=(ISLA,))
PRECISE = ["Who lives at home with Isla now?"]


def test_a_decision_needs_a_rating_and_every_child_looked_for() -> None:
    assert list(unsettled(gates_to_decision(READY))) == []
    missing = replace(READY, rag="", children=(ISLA, NOAH))
    assert [gate.place for gate in unsettled(gates_to_decision(missing))] == [
        "#urgency",
        "#child-2",
    ]


def test_a_child_who_cannot_be_identified_does_not_hold_up_a_decision() -> None:
    unknown = replace(READY, children=(ISLA, replace(NOAH, unidentified=True)))
    assert list(unsettled(gates_to_decision(unknown))) == []
    assert list(unsettled(gates_to_decision(replace(READY, children=(NOAH,))))) != []


@pytest.mark.parametrize(
    "contact",
    [
        replace(READY, immediate_danger=True),
        replace(READY, harm_possible=True),
        replace(READY, harm_possible=None),
        replace(READY, rag="red"),
        replace(READY, rag=""),
        replace(READY, safety_known=False),
    ],
)
def test_no_contact_goes_back_to_the_sender_where_harm_is_possible(contact: Screening) -> None:
    """P1 R1, *screening → returned_for_info*."""
    assert list(why_not_returned(READY, PRECISE)) == []
    assert list(why_not_returned(contact, PRECISE)) != []


def test_questions_to_the_sender_are_precise() -> None:
    assert list(why_not_returned(READY, PRECISE)) == []
    assert list(why_not_returned(READY, ["", " "])) == ["Ask at least one question"]
    assert len(list(why_not_returned(READY, ["Why?", "More?"]))) == 2


def test_an_open_case_takes_only_its_own_children() -> None:
    """A brother who is open to nobody must not vanish into another child's case."""
    assert list(why_not_routed(READY, "dev", "Dev Whitlock")) == []
    assert list(why_not_routed(READY, "", "")) != []
    assert list(why_not_routed(READY, "tom", "Tom Ashdown")) != []
    with_noah = replace(READY, children=(ISLA, NOAH))
    assert list(why_not_routed(with_noah, "dev", "Dev")) == ["Say who Noah is first"]
    linked = replace(READY, children=(ISLA, replace(NOAH, linked=True)))
    assert "Noah is not open" in next(why_not_routed(linked, "dev", "Dev"))


def test_danger_does_not_wait_for_the_worker_of_an_open_case() -> None:
    assert list(why_not_routed(READY, "dev", "Dev")) == []
    assert list(why_not_routed(replace(READY, immediate_danger=True), "dev", "Dev")) != []


def test_a_rating_is_one_of_four_with_a_reason() -> None:
    assert list(why_not_rated("amber", "Hurt twice, safe until Friday")) == []
    assert len(list(why_not_rated("pink", "because"))) == 2


def test_children_are_linked_by_those_who_have_taken_the_contact_up() -> None:
    assert list(why_not_linked("screening")) == []
    assert list(why_not_linked("acknowledged")) != []
    assert list(why_not_linked("decided")) != []


def test_a_no_to_harm_is_answered_for_with_a_reason() -> None:
    assert list(why_not_judged(True, "")) == list(why_not_judged(None, "")) == []
    assert list(why_not_judged(False, "Seen today by the health visitor")) == []
    assert list(why_not_judged(False, "no")) != []


def test_a_contact_is_taken_over_from_somebody_else_with_a_reason() -> None:
    held = replace(READY, holder="tom")
    assert list(why_not_taken_over(held, "priya", "Tom is ill today and tomorrow")) == []
    assert len(list(why_not_taken_over(held, "tom", "ill"))) == 2
