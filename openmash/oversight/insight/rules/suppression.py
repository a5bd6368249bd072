"""What is hidden because it would speak of 1 to 5, and what more, so that it cannot be worked out.

DfE statistics hide 1 to 5 (`roles.md` §3). Pure; the same on screen, on paper and in files.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

FEW = range(1, 6)


@dataclass(frozen=True)
class Counted:
    """One row of a table: its parts, which add up to its whole."""

    name: str
    parts: tuple[int, ...]

    @property
    def whole(self) -> int:
        """All of the row together."""
        return sum(self.parts)


def hidden_rows(rows: Sequence[Counted]) -> set[int]:
    """The places of the rows to hide whole, beside a line that shows the sum of all rows.

    A row with a part or a whole of 1 to 5 is hidden. What the sum less the shown rows gives away is
    that of the hidden rows together: so there are two at least, and together they have no part or
    whole of 1 to 5 either. Where even that cannot be, every row is hidden.
    """
    hidden = {n for n, row in enumerate(rows) if _is_few(row.parts)}
    while hidden and (len(hidden) == 1 or _is_few(_together(rows, hidden))):
        shown = [n for n in range(len(rows)) if n not in hidden]
        if not shown:
            break
        hidden.add(min(shown, key=lambda n: (rows[n].whole, n)))
    return hidden


def is_sum_hidden(rows: Sequence[Counted]) -> bool:
    """The sum speaks of 1 to 5 itself, or of a single row that is hidden."""
    hidden = hidden_rows(rows)
    return _is_few(_together(rows, set(range(len(rows))))) or (len(rows) == 1 and bool(hidden))


def _together(rows: Sequence[Counted], places: set[int]) -> tuple[int, ...]:
    some = [rows[n].parts for n in places]
    return tuple(map(sum, zip(*some, strict=True))) if some else ()


def _is_few(parts: Sequence[int]) -> bool:
    return sum(parts) in FEW or any(part in FEW for part in parts)
