"""What stands in the way of an import, every reason at once; pure."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from openmash.foundation.importing.fields import DATES, Field

NAMES = frozenset({Field.GIVEN, Field.FAMILY, Field.FULL_NAME})
NUMBERS = frozenset({Field.LA_CHILD_ID, Field.ROW_ID})
BOTH_ORDERS = "The file has dates with the day first and dates with the month first: {shown}"

IN_USE = "Somebody has worked with this record since, or looks after it alone"
CAREFUL = "The record has a flag or a protected address: people put it right, not a whole file"
CHANGED = "Somebody has changed or confirmed this since"
GIVEN = "It was given to another record since"
OLD = (
    "It was imported before the system kept what each row wrote."
    " Put wrong facts right on the person’s page"
)
UNFINISHED = (
    "A file of this extract is being imported or taken back, or was stopped: finish that first"
)
LATER = (
    "A later file of this extract, imported on {day}, was compared with what this one wrote."
    " Take the later one back first"
)
ANOTHER = "Another file of this extract is being imported: wait until it is done, or stop it"


@dataclass(frozen=True)
class Columns:
    """What a person said the columns hold, and what the file itself shows of its dates."""

    chosen: tuple[Field, ...]
    full_extract: bool | None
    month_first: bool | None
    order_shown: str = ""  # "day", "month" or "both"
    example: str = ""


@dataclass(frozen=True)
class Checked:
    """What the dry run found."""

    accepted: int  # rows that were not rejected
    endings: int
    endings_agreed: int | None
    another_is_running: bool = False


def why_not_check(columns: Columns) -> Iterator[str]:
    """Everything that has to be said before the file can be checked."""
    chosen = frozenset(columns.chosen)
    if not chosen & NAMES:
        yield "Say which column holds the name"
    yield from _twice(columns.chosen)
    if columns.full_extract is None:
        yield "Say whether this is everybody the source works with, or only some"
    if columns.full_extract and not chosen & NUMBERS:
        yield "To end what is no longer there, a column has to hold the source’s number of each person"
    if chosen & frozenset(DATES):
        yield from _wrong_order(columns)


def why_not_start(found: Checked) -> Iterator[str]:
    """Everything that has to happen before the import may write."""
    if not found.accepted:
        yield "Every row is rejected: put the rows right, or say again what the columns hold"
    if found.another_is_running:
        yield ANOTHER
    if found.endings and found.endings_agreed != found.endings:
        yield f"Agree that {found.endings:,} involvements end, because they are no longer in the file"


def may_end(ended: int, left: int, agreed: int | None, rejected_without_number: int) -> bool:
    """Nothing ends unless a person agreed to as many, and every row says whom it is about."""
    return agreed is not None and ended + left <= agreed and not rejected_without_number


@dataclass(frozen=True)
class Standing:
    """What stands on an import: whether it may be taken back as a whole."""

    traced: bool
    at_work: bool
    later: str  # the day of the latest file of the same extract that is not taken back


def why_not_take_back(stands: Standing) -> Iterator[str]:
    """A later file was compared with what this one wrote: the latest goes first."""
    if not stands.traced:
        yield OLD
    if stands.at_work:
        yield UNFINISHED
    if stands.later:
        yield LATER.format(day=stands.later)


class Written(Protocol):
    """What a trace says of one thing a row wrote."""

    person_id: Any
    before: Any


def why_statement_stays(trace: Written, row: Any) -> str:
    """Whoever ended, corrected or confirmed it since has looked at it."""
    if row is None or row.person_id != trace.person_id:
        return GIVEN
    as_written = all(getattr(row, name) == value for name, value in trace.before.items())
    return "" if row.stands and row.ends_on is None and as_written else CHANGED


def why_work_stays(trace: Written, row: Any, endings: int) -> str:
    """Each change counts its version on; the import itself may have ended what it began."""
    if row is None or row.person_id != trace.person_id:
        return GIVEN
    untouched = row.version == endings and not row.in_error_because and row.confirmed_at is None
    return "" if untouched else CHANGED


def why_ending_stays(trace: Written, row: Any) -> str:
    """It ended on the day the import said, and nobody has said otherwise."""
    if row is None or row.person_id != trace.person_id:
        return GIVEN
    ended = row.ends_on == date.fromisoformat(trace.before["on"])
    return "" if ended and not row.in_error_because else CHANGED


def why_learnt_stays(trace: Written, person: Any) -> str:
    """What the record says now is what the import said."""
    same = all(str(getattr(person, name)) == said for name, said in trace.before.items())
    return "" if same else CHANGED


def why_number_stays(trace: Written, row: Any) -> str:
    """Parting two records gives the number to whom it belongs."""
    return "" if row is not None and row.person_id == trace.person_id else GIVEN


def _twice(chosen: Collection[Field]) -> Iterator[str]:
    from_two = {one for one in chosen if list(chosen).count(one) > 1}
    if from_two:
        yield "Two columns hold the same: choose one of them, and leave the other out"


def _wrong_order(columns: Columns) -> Iterator[str]:
    if columns.month_first is None:
        yield "Say whether dates like 03/04/2019 have the day or the month first"
    elif columns.order_shown == "both":
        yield BOTH_ORDERS.format(shown=columns.example)
    elif columns.order_shown and (columns.order_shown == "month") != columns.month_first:
        yield f"The file shows {columns.example}: there the {columns.order_shown} stands first"
