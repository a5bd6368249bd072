"""The rejected rows as a file to put right and send again."""

from __future__ import annotations

from collections.abc import Iterable

from openmash.foundation.importing.kept import Kept
from openmash.foundation.importing.models import Import, ImportRow
from openmash.foundation.ui.separated import as_separated

WHY = "Why this row was rejected"


def as_file(headings: Iterable[str], rows: Iterable[tuple[Iterable[str], str]]) -> bytes:
    """The same columns as the file that came, and why each row was rejected in one more."""
    return as_separated([[*headings, WHY], *([*cells, why] for cells, why in rows)])


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
    lines = ([str(one.row or ""), one.name, one.what, one.why] for one in kept)
    return as_separated([["Row", "Name", "What", "Why it stays"], *lines])


def name_of_kept(one: Import) -> str:
    """Says which import, and nothing of anybody in it."""
    return f"what-stays-{str(one.pk)[:8]}.csv"


def _cells(row: ImportRow, keep: Iterable[int]) -> list[str]:
    return [row.cells[place] if place < len(row.cells) else "" for place in keep]
