"""A file of rows, as bytes, becomes headings and rows, or one clear sentence; nothing is executed."""

from __future__ import annotations

from openmash.foundation.importing.reading.separated import read_separated
from openmash.foundation.importing.reading.table import Limits, Row, Table, Unreadable
from openmash.foundation.importing.reading.workbooks import OLD_OR_LOCKED, is_zip, read_workbook

__all__ = ["Limits", "Row", "Table", "Unreadable", "read_table", "too_large"]


def read_table(content: bytes, limits: Limits) -> Table:
    """The headings now, the rows one after the other when asked for; `Unreadable` says why not.

    What a file is called says nothing here: its first bytes decide.
    """
    if not content:
        raise Unreadable("This file is empty: it has 0 bytes. Make the extract again")
    if problem := too_large(len(content), limits):
        raise Unreadable(problem)
    if content.startswith(OLD_OR_LOCKED):
        raise Unreadable(
            "This workbook is locked with a password, or of the old kind (.xls)."
            " Save it as .xlsx without a password, or as CSV"
        )
    return read_workbook(content, limits) if is_zip(content) else read_separated(content, limits)


def too_large(size: int, limits: Limits) -> str | None:
    """What is wrong with so many bytes, if anything."""
    if size <= limits.megabytes * 1_000_000:
        return None
    return (
        f"This file has {size / 1_000_000:.1f} megabytes; {limits.megabytes} is the most."
        " Split it into several files"
    )
