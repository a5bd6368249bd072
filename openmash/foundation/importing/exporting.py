"""The rejected rows as a file to put right and send again."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable

from openmash.foundation.importing.kept import Kept
from openmash.foundation.importing.models import Import, ImportRow

WHY = "Why this row was rejected"
# A spreadsheet takes such a cell for a formula and runs it; one mark before it makes it text, and
# our own reader takes the mark away again.
_FORMULA = re.compile(r"'*[=+\-@\t\r]")


def as_file(headings: Iterable[str], rows: Iterable[tuple[Iterable[str], str]]) -> bytes:
    """The same columns as the file that came, and why each row was rejected in one more."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([*map(guarded, headings), WHY])
    for cells, why in rows:
        writer.writerow([*map(guarded, cells), guarded(why)])
    return text.getvalue().encode("utf-8-sig")


def rejected_file(one: Import, rows: Iterable[ImportRow]) -> bytes:
    """The rejected rows of an import."""
    headings = [heading for heading in one.headings if heading != WHY]
    keep = [place for place, heading in enumerate(one.headings) if heading != WHY]
    return as_file(
        headings,
        ((_cells(row, keep), f"Row {row.number}: {'; '.join(row.reasons)}") for row in rows),
    )


def file_name(one: Import) -> str:
    """Says which import, and nothing of anybody in it."""
    return f"rejected-rows-{str(one.pk)[:8]}.csv"


def kept_file(kept: Iterable[Kept]) -> bytes:
    """What stays of an import that is taken back, and why."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(["Row", "Name", "What", "Why it stays"])
    for one in kept:
        row = str(one.row) if one.row else ""
        writer.writerow([row, guarded(one.name), one.what, guarded(one.why)])
    return text.getvalue().encode("utf-8-sig")


def name_of_kept(one: Import) -> str:
    """Says which import, and nothing of anybody in it."""
    return f"what-stays-{str(one.pk)[:8]}.csv"


def guarded(cell: str) -> str:
    """The cell as text, whatever a spreadsheet would make of it."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def _cells(row: ImportRow, keep: Iterable[int]) -> list[str]:
    return [row.cells[place] if place < len(row.cells) else "" for place in keep]
