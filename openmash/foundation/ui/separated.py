"""Files for a spreadsheet: nothing in them is run, and each says what it is."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from io import StringIO

from django.http import HttpResponse

# A spreadsheet takes such a cell for a formula and runs it; one mark before it makes it text, and
# our own reader takes the mark away again.
_FORMULA = re.compile(r"'*[=+\-@\t\r]")


def guarded(cell: str) -> str:
    """The cell as text, whatever a spreadsheet would make of it."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def as_separated(rows: Iterable[Iterable[str]]) -> bytes:
    """Every row, every cell guarded, in the encoding that spreadsheets take for what it is."""
    text = StringIO(newline="")
    csv.writer(text).writerows([guarded(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def separated_file(name: str, content: bytes) -> HttpResponse:
    """To be kept as a file of this name, which holds nothing of anybody."""
    answer = HttpResponse(content, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
