"""Nothing of 1 to 5 can be worked out from what is shown (`roles.md` §3, DfE statistics)."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from openmash.oversight.insight.rules.suppression import (
    FEW,
    Counted,
    hidden_rows,
    is_sum_hidden,
)

TABLES = st.integers(1, 4).flatmap(
    lambda parts: st.lists(st.tuples(*[st.integers(0, 12)] * parts), min_size=1, max_size=6)
)


def named(rows: list[tuple[int, ...]]) -> list[Counted]:
    return [Counted(str(n), parts) for n, parts in enumerate(rows)]


def test_what_speaks_of_few_is_hidden_and_one_more() -> None:
    rows = named([(31, 148), (14, 96), (2, 19), (7, 22)])
    assert hidden_rows(rows) == {2, 3}  # the third alone could be worked out from the sum
    assert not is_sum_hidden(rows)


def test_none_is_no_few() -> None:
    assert hidden_rows(named([(0, 20), (30, 0)])) == set()


def test_a_single_row_is_its_own_sum() -> None:
    rows = named([(3, 20)])
    assert hidden_rows(rows) == {0}
    assert is_sum_hidden(rows)


@given(TABLES)
def test_no_reader_works_out_what_is_hidden(table: list[tuple[int, ...]]) -> None:
    """An attacker subtracts: from the sum, if it is shown, every shown row; from a whole, its parts."""
    rows = named(table)
    hidden = hidden_rows(rows)
    for n, row in enumerate(rows):
        if n not in hidden:
            assert not any(part in FEW for part in row.parts)
            assert row.whole not in FEW
    if is_sum_hidden(rows) or not hidden:
        return
    rest = tuple(map(sum, zip(*(rows[n].parts for n in hidden), strict=True)))
    assert len(hidden) > 1
    assert not any(part in FEW for part in rest)
    assert sum(rest) not in FEW


@given(TABLES)
def test_what_may_be_shown_is(table: list[tuple[int, ...]]) -> None:
    rows = named(table)
    if not any(part in FEW for row in rows for part in (*row.parts, row.whole)):
        assert hidden_rows(rows) == set()
