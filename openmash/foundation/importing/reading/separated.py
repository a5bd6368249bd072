"""Comma, semicolon or tab separated text, in the encodings that spreadsheets write."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from itertools import islice

from openmash.foundation.importing.reading.table import (
    Limits,
    Row,
    Table,
    Unreadable,
    headings_of,
    row_of,
    within,
)

SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs"}
LOOKED_AT = 20
# What our own file of rejected rows puts before a cell that a spreadsheet would take for a formula.
_GUARDED = re.compile(r"'+[=+\-@\t\r]")


def read_separated(content: bytes, limits: Limits) -> Table:
    """Text in UTF-8 (with or without a mark), UTF-16 with a mark, or Windows-1252."""
    text, encoding = _decoded(content)
    separator = _separator(text)
    head = next(_records(text, separator), (1, []))[1]
    headings = headings_of(head, limits)

    def rows() -> Iterator[Row]:
        below = islice(_records(text, separator), 1, None)
        found = (row_of(number, cells, len(headings)) for number, cells in below)
        return within((row for row in found if row), limits)

    return Table(f"CSV, {encoding}, {SEPARATORS[separator]}", headings, rows)


def _decoded(content: bytes) -> tuple[str, str]:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _as(content, "utf-16", "UTF-16")
    if b"\0" in content:
        raise Unreadable("This is not a table of text. Send a CSV file or a workbook (.xlsx)")
    try:
        return _as(content, "utf-8-sig", "UTF-8")
    except Unreadable:
        return _as(content, "cp1252", "Windows-1252")


def _as(content: bytes, codec: str, said: str) -> tuple[str, str]:
    try:
        return content.decode(codec), said
    except UnicodeDecodeError as problem:
        raise Unreadable(
            "Some letters of this file cannot be read. Save it as CSV in UTF-8, or as .xlsx"
        ) from problem


def _separator(text: str) -> str:
    """The sign that cuts the first rows into most columns, the same number in each."""

    def fits(separator: str) -> tuple[int, int]:
        try:
            first = [cells for _, cells in islice(_records(text, separator), LOOKED_AT) if cells]
        except Unreadable:
            return 0, 0
        widths = [len(cells) for cells in first]
        most = widths[0] if widths else 0
        return (sum(width == most for width in widths) if most > 1 else 0), most

    return max(SEPARATORS, key=fits)


def _records(text: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    """Each record by its number, as a spreadsheet counts them."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    number = 0
    while True:
        number += 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as problem:
            raise Unreadable(
                f"Row {number} cannot be read: perhaps a quotation mark is not closed there"
            ) from problem
        yield number, [_unguarded(cell) for cell in cells]


def _unguarded(cell: str) -> str:
    return cell[1:] if _GUARDED.match(cell) else cell
