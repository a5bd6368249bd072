"""What must be known, what would help most, and what is urgent (P1, e-MARF §4 and §8)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from openmash.frontdoor.contacts.rules.sending import (
    ChildFacts,
    WorryFacts,
    completeness,
    describing,
    is_same_child,
    is_urgent,
    missing_essentials,
    nudges,
    tells_of_harm,
)
from openmash.frontdoor.contacts.rules.sources import source_of
from openmash.frontdoor.contacts.rules.writing import why_not_addable, why_not_writable

ISLA = ChildFacts(1, "Isla", name="Isla Tarrant", concerns=("neglect",), heard=True)
NOAH = ChildFacts(2, "child 2")
FULL = WorryFacts(
    children=(ISLA,),
    where="home",
    safety="safe_for_now",
    story="x" * 40,
    people=True,
    meaning=True,
    family_told=True,
    before=True,
)


def fields(worry: WorryFacts) -> list[str]:
    return [gap.field for gap in missing_essentials(worry)]


def test_the_essentials_and_nothing_else_stand_in_the_way() -> None:
    """§3.3, §9.3: four essentials; a nudge never blocks."""
    bare = WorryFacts((ISLA,), safety="safe", story="x" * 40)
    assert fields(bare) == []
    assert fields(WorryFacts((ChildFacts(1, "the child"),))) == ["A1_name", "A3", "B1", "B2"]
    assert fields(replace(bare, story="x" * 39)) == ["B2"]


def test_a_description_and_a_place_stand_for_a_name() -> None:
    """A1: name or description+place."""
    child = ChildFacts(1, "the child", description="red coat, about 5", concerns=("neglect",))
    assert fields(replace(FULL, children=(child,), where="not_known")) == ["A1_name"]
    assert fields(replace(FULL, children=(child,), where="home")) == ["A1_name"]
    assert fields(replace(FULL, children=(child,), where="other")) == ["A1_name"]
    assert fields(replace(FULL, children=(child,), where="hospital")) == []
    assert fields(replace(FULL, children=(child,), where="", place="Mill Lane")) == []


def test_an_unborn_child_is_found_by_where_the_mother_is() -> None:
    """A1, §3.7: unborn, due; nobody looks like anything yet."""
    child = ChildFacts(1, "the unborn baby", unborn=True, concerns=("neglect",))
    assert fields(replace(FULL, children=(child,))) == ["A1_address"]
    assert fields(replace(FULL, children=(replace(child, place="ZZ1 4MR"),))) == []


def test_what_stands_in_the_way_is_never_called_helpful() -> None:
    bare = WorryFacts((ISLA,), story="x" * 40)
    assert "A3" in fields(bare)
    assert "A3" not in {gap.field for gap in nudges(bare)}


def test_danger_is_never_refused_for_missing_words() -> None:
    """§3.7, §4 A3, P1: fails towards safety."""
    assert fields(WorryFacts(safety="not_safe")) == []
    assert fields(WorryFacts(safety="not_known")) != []


@pytest.mark.parametrize(
    ("change", "score"),
    [
        ({}, 100),
        ({"safety": ""}, 90),
        ({"people": False}, 90),
        ({"story": "short"}, 80),
        ({"meaning": False}, 90),
        ({"family_told": False}, 95),
        ({"before": False}, 95),
        ({"children": (replace(ISLA, heard=False),)}, 85),
        ({"children": (replace(ISLA, concerns=()),)}, 90),
        ({"children": (replace(ISLA, name=""),)}, 85),
        ({"children": (ISLA, NOAH)}, 81),
    ],
)
def test_completeness_counts_as_the_handbook_says(change: dict[str, object], score: int) -> None:
    """§8: A1 15, A3 10, A4 10, B1 10, B2 20, B3 10, C1 or reason 15, D1 5, B5 5."""
    assert completeness(replace(FULL, **change)).score == score  # type: ignore[arg-type]  # vectors


def test_nothing_is_nought_and_what_helps_most_comes_first() -> None:
    empty = completeness(WorryFacts((ChildFacts(1, "the child"),)))
    assert empty.score == 0
    assert [gap.field for gap in empty.would_help][:3] == ["B2", "A1_name", "C1"]
    assert completeness(WorryFacts()).score == 0


def test_not_knowing_is_urgent() -> None:
    assert is_urgent(replace(FULL, safety="not_known"))
    assert is_urgent(replace(FULL, where="not_known"))
    assert not is_urgent(FULL)


def test_harm_is_told_by_worry_level_or_safety() -> None:
    assert tells_of_harm(replace(FULL, children=(replace(ISLA, concerns=("physical_harm",)),)))
    assert tells_of_harm(replace(FULL, children=(replace(ISLA, level="4"),)))
    mild = replace(FULL, children=(replace(ISLA, concerns=("housing_poverty",)),))
    assert not tells_of_harm(mild)


def test_the_same_child_within_a_day_may_be_the_same_worry() -> None:
    born = replace(ISLA, birth_date=date(2019, 3, 14))
    assert is_same_child(born, replace(ISLA, name="isla TARRANT"))
    assert not is_same_child(born, replace(ISLA, birth_date=date(2018, 3, 14)))
    assert not is_same_child(NOAH, NOAH)
    assert is_same_child(replace(born, name="Isla"), born)


def test_the_census_source_follows_role_then_agency() -> None:
    """data §5.4."""
    assert source_of("DSL", "school") == "2A"
    assert source_of("SMS", "adult_service") == "3F"
    assert source_of("REF_PROF", "voluntary") == "8"
    assert source_of("REF_PROF", "other") == "8"


def test_writing_ends_with_sending_except_in_danger() -> None:
    at = datetime(2026, 11, 23, 10, tzinfo=UTC)
    assert why_not_writable("draft", False, None) is None
    assert why_not_writable("screening", True, None) is None
    assert why_not_writable("screening", True, at)
    assert why_not_writable("submitted", False, at)
    assert why_not_writable("withdrawn", False, None)
    assert why_not_addable("decided") is None
    assert why_not_addable("closed")


def test_the_guidance_on_a_worry_is_three_lines_at_most_the_highest_levels() -> None:
    """L13."""
    rows = [{"level": n, "concerns": ["neglect"], "text": f"at {n}"} for n in (4, 1, 3, 2, 4)]
    assert describing("neglect", rows) == [(2, "at 2"), (3, "at 3"), (4, "at 4")]
    assert describing("missing", rows) == []
