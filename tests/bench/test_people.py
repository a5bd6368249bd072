"""The made-up people are always the same people, and truly of many kinds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable
from random import Random

from openmash.core.identifiers import check_nhs_number, check_upn
from tests.bench.people import Record, miswritten, stream

RECORDS = list(stream(6_000, seed=4))


def test_the_same_seed_makes_the_same_people() -> None:
    assert list(stream(6_000, seed=4)) == RECORDS
    again = [miswritten(one, Random(1)) for one in RECORDS[:50]]
    assert again == [miswritten(one, Random(1)) for one in RECORDS[:50]]
    assert list(stream(50, seed=5)) != list(stream(50, seed=4))


def test_nobody_here_is_real() -> None:
    assert all(one.nhs_number[:2] == "99" for one in RECORDS if one.nhs_number)
    right = [
        one for one in RECORDS if one.nhs_number and not check_nhs_number(one.nhs_number).problem
    ]
    assert len(right) > 0.9 * len([one for one in RECORDS if one.nhs_number])
    assert all(check_upn(one.upn).problem is None for one in RECORDS if one.upn)


def test_ten_cultures_with_twins_and_cousins_called_the_same_in_one_house() -> None:
    assert len({one.culture for one in RECORDS}) == 10
    assert any(len(others) > 1 for others in _by(lambda r: (r.address, r.birth_date, r.family)))
    assert any(len(others) > 1 for others in _by(lambda r: (r.address, r.given, r.family)))


def _by(key: Callable[[Record], Hashable]) -> list[set[int]]:
    """The human beings behind the records that are alike in this."""
    found: dict[Hashable, set[int]] = defaultdict(set)
    for one in RECORDS:
        if one.address and one.birth_date:
            found[key(one)].add(one.entity)
    return list(found.values())


def test_a_fresh_copy_is_of_the_same_human_being_and_seldom_word_for_word() -> None:
    rng = Random(2)
    copies = [(one, miswritten(one, rng)) for one in RECORDS[:500]]
    assert all(one.entity == copy.entity for one, copy in copies)
    assert sum(_name(one) == _name(copy) for one, copy in copies) < 300


def _name(one: Record) -> tuple[str, str]:
    return one.given, one.family
