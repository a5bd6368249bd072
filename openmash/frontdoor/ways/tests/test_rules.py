"""What somebody without an account is told, and when they are asked whether they are a person."""

from __future__ import annotations

import uuid

import pytest

from openmash.frontdoor.contacts.rules.sending import Safety, WorryFacts, missing_from_outside
from openmash.frontdoor.contacts.states import ContactState
from openmash.frontdoor.ways.rules import Stage, asks_for_a_person, stage_of, sum_for
from openmash.frontdoor.ways.secret import digest_of, known_by, secret_of

S = ContactState
KEY = uuid.UUID("9f1b1c62-6a0e-4f63-9a63-0e8f6b1f7a10")


@pytest.mark.parametrize("state", sorted(ContactState))
def test_every_state_has_one_of_four_words(state: ContactState) -> None:
    """roles.md §5: received and dealt with; who is asked and what is decided is never told apart."""
    told = stage_of(state, tells_the_end=True)
    if state in {S.SUBMITTED, S.ACKNOWLEDGED}:
        assert told is Stage.ARRIVED
    elif state in {S.FEEDBACK_SENT, S.CLOSED}:
        assert told is Stage.DEALT_WITH
    elif state is S.IN_ERROR:
        assert told is Stage.PUT_AWAY
    else:
        assert told is Stage.LOOKED_AT


def test_a_partnership_may_leave_the_end_unsaid() -> None:
    assert stage_of(S.CLOSED, tells_the_end=False) is Stage.LOOKED_AT


def test_danger_is_never_asked_for_a_person() -> None:
    assert not asks_for_a_person(9, 10, danger=False)
    assert asks_for_a_person(10, 10, danger=False)
    assert not asks_for_a_person(1000, 10, danger=True)


@pytest.mark.parametrize("number", range(40))
def test_a_person_can_answer_in_a_figure_or_a_word(number: int) -> None:
    asked = sum_for(uuid.UUID(int=number))
    assert asked.is_answered_by(f" {asked.answer} ")
    assert asked.answer <= 10
    assert not asked.is_answered_by(str(asked.answer + 1))
    assert not asked.is_answered_by("")


def test_the_same_page_gives_the_same_secret_and_the_secret_is_not_what_is_kept() -> None:
    assert secret_of(KEY) == secret_of(KEY)
    assert secret_of(KEY) != secret_of(uuid.uuid4())
    assert len(secret_of(KEY)) == 43
    assert known_by(secret_of(KEY)).hex not in secret_of(KEY)
    assert digest_of("192.0.2.7", "2026-11-27") != digest_of("192.0.2.7", "2026-11-28")


def test_an_empty_page_alone_is_not_sent() -> None:
    """P1: nobody who tells of a child is turned away for having said little."""
    assert list(missing_from_outside(WorryFacts()))
    assert not list(missing_from_outside(WorryFacts(said=True)))
    assert not list(missing_from_outside(WorryFacts(safety=Safety.NOT_SAFE)))
