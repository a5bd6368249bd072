"""The family tree: everybody once, nobody on another, parents above children, and it always ends."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openmash.foundation.people.family.rules import KINSHIP, Line, inverse_of, kin_of, say_kin
from openmash.foundation.people.family.tree import (
    Drawing,
    Family,
    Household,
    Member,
    Symbol,
    Tie,
    draw,
)
from openmash.foundation.people.family.tree.drawing import HALF, SIZE

FAR = 1e-6


def person(key: str, symbol: Symbol = Symbol.FEMALE, *, child: bool = False) -> Member:
    return Member(key, key, symbol=symbol, is_child=child, born=None)


def parent(one: str, other: str) -> Tie:
    return Tie(one, other, Line.DESCENT, 1)


def couple(one: str, other: str, line: Line = Line.COUPLE) -> Tie:
    return Tie(one, other, line)


def family(names: str, *ties: Tie, homes: tuple[Household, ...] = ()) -> Family:
    return Family(tuple(person(name) for name in names.split()), ties, homes)


def heights(drawing: Drawing) -> dict[str, float]:
    return {placed.member.key: placed.y for placed in drawing.people}


def across(drawing: Drawing) -> dict[str, float]:
    return {placed.member.key: placed.x for placed in drawing.people}


def is_sound(drawing: Drawing, everybody: Family) -> None:
    """Everybody once, inside the sheet, no words or symbols on others, no line through a symbol."""
    keys = [placed.member.key for placed in drawing.people]
    assert sorted(keys) == sorted(everybody.people)
    for placed in drawing.people:
        left, top, right, bottom = placed.box
        assert left >= 0
        assert top >= 0
        assert right <= drawing.width
        assert bottom <= drawing.height
    for one, two in combinations([placed.box for placed in drawing.people], 2):
        apart = one[2] <= two[0] or two[2] <= one[0] or one[3] <= two[1] or two[3] <= one[1]
        assert apart, (one, two)
    assert lines_through_symbols(drawing) == []


def lines_through_symbols(drawing: Drawing) -> list[object]:
    """Stretches of lines that enter the inside of a symbol; slanted ones (rare) may."""
    found: list[object] = []
    for stroke in drawing.strokes:
        for (ax, ay), (bx, by) in zip(stroke.points, stroke.points[1:], strict=False):
            if ax != bx and ay != by:
                continue
            for placed in drawing.people:
                left, right = placed.x - HALF, placed.x + HALF
                top, bottom = placed.y, placed.y + SIZE
                level = min(ax, bx) < right - FAR and max(ax, bx) > left + FAR
                upright = min(ay, by) < bottom - FAR and max(ay, by) > top + FAR
                if level and upright:
                    found.append((stroke, placed.member.key))
    return found


def test_three_generations_stand_in_rows_oldest_first() -> None:
    tree = family("isla kelly maureen alan", parent("kelly", "isla"), parent("maureen", "kelly"),
                  parent("alan", "kelly"), couple("maureen", "alan"))  # fmt: skip
    drawing = draw(tree)
    is_sound(drawing, tree)
    y = heights(drawing)
    assert y["maureen"] == y["alan"] < y["kelly"] < y["isla"]


def test_a_child_with_two_fathers_and_half_siblings_in_two_homes() -> None:
    tree = family("isla noah theo kelly craig dean simone", parent("kelly", "isla"),
                  parent("dean", "isla"), parent("kelly", "noah"), parent("craig", "noah"),
                  parent("dean", "theo"), parent("simone", "theo"), couple("dean", "simone"),
                  homes=(Household("a", frozenset({"isla", "noah", "kelly"})),
                         Household("b", frozenset({"isla", "theo", "dean", "simone"}))))  # fmt: skip
    drawing = draw(tree)
    is_sound(drawing, tree)
    assert len(drawing.homes) == 2
    x = across(drawing)
    row = sorted(("craig", "kelly", "dean", "simone"), key=lambda key: x[key])
    assert row in (["craig", "kelly", "dean", "simone"], ["simone", "dean", "kelly", "craig"])


def test_two_fathers_of_one_child_and_step_parents_are_dashed() -> None:
    tree = family(
        "mia ben tom", parent("ben", "mia"), Tie("tom", "mia", Line.CARE, 1), couple("ben", "tom")
    )
    drawing = draw(tree)
    is_sound(drawing, tree)
    assert Line.CARE in drawing.lines


def test_cousins_who_marry_and_people_who_are_their_own_ancestors_do_not_hang() -> None:
    cousins = family("a b c d e f", parent("a", "b"), parent("a", "c"), parent("b", "d"),
                     parent("c", "e"), couple("d", "e"), parent("d", "f"), parent("e", "f"))  # fmt: skip
    is_sound(draw(cousins), cousins)
    nonsense = family(
        "a b c", parent("a", "b"), parent("b", "c"), parent("c", "a"), couple("a", "c")
    )
    assert len(draw(nonsense).people) == 3
    uncle = family("a b c", parent("a", "b"), parent("b", "c"), couple("a", "c"))
    assert len(draw(uncle).people) == 3


def test_danger_is_an_arrow_that_ends_at_the_person_hurt() -> None:
    tree = family("isla kelly craig", parent("kelly", "isla"), parent("craig", "isla"),
                  Tie("craig", "kelly", Line.HARM, None), Tie("craig", "isla", Line.HARM, None),
                  Tie("isla", "kelly", Line.HARM, None))  # fmt: skip
    drawing = draw(tree)
    is_sound(drawing, tree)
    harm = [stroke for stroke in drawing.strokes if stroke.line is Line.HARM]
    assert [stroke.arrow for stroke in harm] == [True] * 3
    ends = [min(drawing.people, key=lambda p: abs(p.x - s.points[-1][0]) + abs(p.y - s.points[-1][1]))
            for s in harm]  # fmt: skip
    assert sorted(placed.member.key for placed in ends) == ["isla", "kelly", "kelly"]


def test_separated_has_one_stroke_and_divorced_two() -> None:
    for line, marks in ((Line.COUPLE, 0), (Line.APART, 1), (Line.ENDED, 2)):
        assert len(draw(family("a b", couple("a", "b", line))).marks) == marks


def test_brothers_without_a_known_parent_and_a_grandparent_without_the_middle_are_joined() -> None:
    tree = family("a b g", Tie("a", "b", Line.BESIDE), Tie("g", "a", Line.LOOSE, 2))
    drawing = draw(tree)
    is_sound(drawing, tree)
    assert {Line.BESIDE, Line.LOOSE} <= drawing.lines


def test_somebody_alone_and_nobody_at_all() -> None:
    assert len(draw(family("isla")).people) == 1
    assert draw(Family(())).people == ()


def test_a_home_goes_round_nobody_who_does_not_live_there() -> None:
    tree = family("a b c d", parent("a", "b"), parent("a", "c"), parent("a", "d"),
                  homes=(Household("one", frozenset({"b", "d"})),))  # fmt: skip
    drawing = draw(tree)
    outside = [placed for placed in drawing.people if placed.member.key not in "bd"]
    for left, top, right, bottom in drawing.homes[0].rectangles:
        assert not [p for p in outside if left < p.x < right and top < p.y + HALF < bottom]


def test_words_under_a_symbol_are_cut_where_they_would_meet_the_neighbours() -> None:
    long = Member("a", "Oluwafunmilayo Anuoluwapo Adebayo-Ransome-Kuti of Brackenford")
    tree = Family((long, person("b")), (couple("a", "b"),))
    is_sound(draw(tree), tree)


LINES = st.sampled_from([
    (Line.DESCENT, 1), (Line.DESCENT, 1), (Line.CARE, 1), (Line.COUPLE, 0), (Line.ENDED, 0),
    (Line.BESIDE, 0), (Line.LOOSE, 2), (Line.LOOSE, 0), (Line.HARM, None),
])  # fmt: skip


@st.composite
def families(draw_one: st.DrawFn) -> Family:
    size = draw_one(st.integers(1, 14))
    keys = [f"p{number}" for number in range(size)]
    pick = st.sampled_from(keys)
    raw = draw_one(st.lists(st.tuples(pick, pick, LINES), max_size=22))
    homes = draw_one(st.lists(st.frozensets(pick, max_size=5), max_size=3))
    return Family(
        tuple(person(key) for key in keys),
        tuple(Tie(one, other, *line) for one, other, line in raw),
        tuple(Household(str(number), members) for number, members in enumerate(homes)),
    )


@settings(max_examples=60, deadline=None)
@given(families())
def test_whatever_is_recorded_is_drawn_soundly(tree: Family) -> None:
    is_sound(draw(tree), tree)


@settings(max_examples=20, deadline=None)
@given(families())
def test_the_same_family_is_drawn_the_same(tree: Family) -> None:
    assert draw(tree) == draw(tree)


def test_sixty_people_are_drawn() -> None:
    names = [f"p{number}" for number in range(60)]
    ties = [parent(names[number // 3], names[number]) for number in range(1, 60)]
    tree = family(" ".join(names), *ties)
    is_sound(draw(tree), tree)


@pytest.mark.parametrize("kin", KINSHIP, ids=lambda kin: kin.code)
def test_every_kind_of_relationship_has_its_way_back(kin: object) -> None:
    assert inverse_of(inverse_of(kin.code)) == kin.code  # type: ignore[attr-defined]
    assert kin_of(kin.inverse) is not None  # type: ignore[attr-defined]


def test_danger_is_said_in_plain_words() -> None:
    assert say_kin("danger", "Kelly") == "poses a risk to Kelly"
    assert say_kin(inverse_of("danger"), "Craig") == "is at risk from Craig"
    assert kin_of("enemy") is None
