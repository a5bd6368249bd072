"""What stands in the way of an enquiry, without a database (P3)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from openmash.frontdoor.enquiries.rules.enquiry import (
    Facts,
    Included,
    Rating,
    why_not_asked_about,
    why_not_opened,
    why_not_rated,
    why_not_removed,
)

WHY = "Hurt twice this month, and nobody knows more"
MANAGER = Facts(may_decide=True)
ISLA = Included("child", "Isla", "contactchild:1")


def test_an_urgency_has_a_reason_and_is_no_advice() -> None:
    assert list(why_not_rated(MANAGER, Rating("red", WHY))) == []
    assert len(list(why_not_rated(MANAGER, Rating("red", "too short")))) == 1
    assert "send it to decision" in next(why_not_rated(MANAGER, Rating("blue", WHY)))
    assert "Choose" in next(why_not_rated(MANAGER, Rating("", WHY)))


def test_the_same_urgency_is_no_change() -> None:
    assert list(why_not_rated(Facts(rag="red"), Rating("red", WHY))) == ["It is Red already"]


def test_green_waits_only_once_a_manager_has_decided_what_happens_meanwhile() -> None:
    """C06: three days, where C02 is met by an interim recorded decision."""
    said = "School sees her every day until then"
    assert list(why_not_rated(MANAGER, Rating("green", WHY, said))) == []
    assert "meanwhile" in next(why_not_rated(MANAGER, Rating("green", WHY)))
    assert "a manager first" in next(why_not_rated(Facts(), Rating("green", WHY, said)))
    decided = replace(MANAGER, nothing_decided=False)
    assert list(why_not_rated(decided, Rating("green", WHY))) == []


@pytest.mark.parametrize("reason", ["", "too short", " " * 30])
def test_who_lives_elsewhere_is_asked_about_for_a_reason_only(reason: str) -> None:
    away = Included("other_address", "Craig", elsewhere=True, reason=reason)
    assert "Craig, who lives elsewhere" in next(why_not_asked_about(away))
    assert list(why_not_asked_about(replace(away, reason=WHY))) == []


def test_every_reason_is_said_at_once() -> None:
    away = Included("other_address", "Craig", elsewhere=True)
    assert len(list(why_not_opened(MANAGER, Rating("", ""), [away]))) == 4


def test_an_enquiry_is_about_a_child_and_the_children_stay() -> None:
    assert list(why_not_opened(MANAGER, Rating("red", WHY), [ISLA])) == []
    assert list(why_not_removed("child", WHY)) == [
        "The children of the contact are always asked about"
    ]
    assert list(why_not_removed("parent", WHY)) == []
