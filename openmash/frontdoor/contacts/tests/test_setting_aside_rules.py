"""When a worry may be set aside as a repeat or a mistake (P1), without a database."""

from __future__ import annotations

from dataclasses import replace

import pytest

from openmash.frontdoor.contacts.rules.screening import Screening
from openmash.frontdoor.contacts.rules.setting_aside import (
    Other,
    why_not_confirmed,
    why_not_duplicate,
    why_not_given_back,
    why_not_in_error,
)

READY = Screening("BR-26-AAAA-A", "screening", rag="green", harm_possible=False)
SAME = Other("BR-26-CCCC-C", "closed", shares_child=True)
TEST = "A test by the school, not a child"


def test_a_duplicate_points_to_another_contact_that_stands() -> None:
    assert list(why_not_duplicate(READY, SAME, has_own=False)) == []
    for other in (
        None,
        replace(SAME, reference=READY.reference),
        replace(SAME, state="duplicate_of"),
        replace(SAME, state="entered_in_error"),
    ):
        assert list(why_not_duplicate(READY, other, has_own=False)) != []
    assert list(why_not_duplicate(READY, SAME, has_own=True)) != []


def test_a_duplicate_shares_a_child_or_somebody_says_why_not() -> None:
    """P1: same incident, same child."""
    another = replace(SAME, shares_child=False)
    why = "The same fight, told with his stepfather's name"
    assert list(why_not_duplicate(READY, another, has_own=False, because=why)) == []
    assert "No child is the same" in next(why_not_duplicate(READY, another, has_own=False))


@pytest.mark.parametrize("contact", [replace(READY, immediate_danger=True), replace(READY, rag="")])
def test_nothing_is_set_aside_in_danger_or_before_it_is_rated(contact: Screening) -> None:
    assert list(why_not_duplicate(contact, SAME, has_own=False)) != []
    assert list(why_not_in_error(contact, TEST, has_own=False)) != []


def test_a_real_worry_is_never_put_away_as_a_mistake() -> None:
    assert list(why_not_in_error(READY, TEST, has_own=False)) == []
    assert list(why_not_in_error(replace(READY, rag="red"), TEST, has_own=False)) != []
    assert list(why_not_in_error(replace(READY, harm_possible=True), TEST, has_own=False)) != []
    assert list(why_not_in_error(READY, "test", has_own=False)) != []
    assert list(why_not_in_error(READY, TEST, has_own=True)) != []


def test_a_second_person_confirms_a_mistake() -> None:
    assert list(why_not_confirmed("meera", "grace")) == []
    assert list(why_not_confirmed("meera", "meera")) != []
    assert list(why_not_confirmed("", "grace")) != []


def test_only_what_a_worker_accepted_is_given_back() -> None:
    why = "Another family of the same name"
    assert list(why_not_given_back(by_route=True, reason=why)) == []
    assert len(list(why_not_given_back(by_route=False, reason="no"))) == 2
