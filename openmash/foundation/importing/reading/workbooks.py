"""Excel workbooks (.xlsx), opened read-only: no macro, no formula and no link is ever followed."""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from typing import Any

import openpyxl

from openmash.foundation.importing.reading.table import (
    Limits,
    Row,
    Table,
    Unreadable,
    headings_of,
    row_of,
    within,
)

OLD_OR_LOCKED = bytes.fromhex("d0cf11e0a1b11ae1")
MOST_PARTS = 1_000
UNPACKED = 10  # a workbook may unpack to so many times the largest file
BROKEN = "This workbook is broken and cannot be read. Open it, save it again as .xlsx, or as CSV"
MACROS = "This workbook holds macros (.xlsm). Save it as .xlsx, which holds none, or as CSV"
BOMB = "This workbook unpacks to far more than it seems to hold. Save it again, or as CSV"
FORMULA = "Cell {} holds a formula. Paste values in its place and send it again"


def is_zip(content: bytes) -> bool:
    """Workbooks are packed folders."""
    return content.startswith(b"PK")


def read_workbook(content: bytes, limits: Limits) -> Table:
    """The first sheet that shows; a formula makes its row one to put right, never text."""
    _refuse_dangerous(content, limits)
    head = next(_records(content, limits), None)
    if head and any(is_formula for _, is_formula in head[1]):
        raise Unreadable("A heading holds a formula. Write the headings as plain words")
    headings = headings_of([text for text, _ in head[1]] if head else [], limits)

    def rows() -> Iterator[Row]:
        records = _records(content, limits)
        next(records, None)
        found = (_row(number, cells, len(headings)) for number, cells in records)
        return within((row for row in found if row), limits)

    return Table("Workbook (.xlsx)", headings, rows)


def _refuse_dangerous(content: bytes, limits: Limits) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            parts = packed.infolist()
            names = {part.filename for part in parts}
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as problem:
        raise Unreadable(BROKEN) from problem
    if len(parts) > MOST_PARTS or _unpacked(parts) > limits.megabytes * 1_000_000 * UNPACKED:
        raise Unreadable(BOMB)
    if any(part.flag_bits & 0x1 for part in parts):
        raise Unreadable("This file is locked with a password. Save it again without one")
    if any(name.casefold().endswith("vbaproject.bin") for name in names):
        raise Unreadable(MACROS)
    if "[Content_Types].xml" not in names:
        raise Unreadable("This is a packed folder, not a workbook. Send a CSV or .xlsx file")


def _unpacked(parts: Iterable[zipfile.ZipInfo]) -> int:
    """As announced; a part that holds more than it announces is not read beyond that."""
    return sum(part.file_size for part in parts)


def _records(content: bytes, limits: Limits) -> Iterator[tuple[int, list[tuple[str, bool]]]]:
    """Each row by its number: the words of its cells, and whether they are a formula."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # styles and the like, of no matter here
            book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
            sheet = _first_that_shows(book)
            sheet.reset_dimensions()  # what a file says of its own size is not believed
            most = limits.columns + 1
            for number, cells in enumerate(sheet.iter_rows(max_col=most), 1):
                yield number, [(_words(c.value), c.data_type == "f") for c in cells]
    except Unreadable:
        raise
    except Exception as problem:
        # openpyxl promises no kind of exception for a broken file; every kind means the same here
        raise Unreadable(BROKEN) from problem


def _first_that_shows(book: Any) -> Any:
    for sheet in book.worksheets:
        if sheet.sheet_state == "visible":
            return sheet
    raise Unreadable("This workbook has no sheet that shows")


def _row(number: int, cells: list[tuple[str, bool]], width: int) -> Row | None:
    formulas = [FORMULA.format(place) for place, (_, is_one) in enumerate(cells, 1) if is_one]
    return row_of(number, ["" if is_one else text for text, is_one in cells], width, formulas)


def _words(value: Any) -> str:
    """A date of a workbook is a date, not an order of numbers: written year first."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value)
