"""Many rows of one table by one statement, where building it row by row would take most of the time.

The rows travel as one JSON value that the database unfolds; row-level security and triggers hold as
for any insert, in the order of the rows.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import connection, models


def insert_many(rows: Sequence[models.Model]) -> None:
    """Insert new rows of one model whose keys are made by us, not by the database."""
    if not rows:
        return
    table = rows[0]._meta.db_table
    columns = [(f.column, f.attname) for f in rows[0]._meta.concrete_fields]
    names = ", ".join(f'"{column}"' for column, _ in columns)
    content = json.dumps(
        [{column: getattr(row, name) for column, name in columns} for row in rows], default=_plain
    )
    with connection.cursor() as cursor:
        cursor.execute(
            f'INSERT INTO "{table}" ({names})'  # noqa: S608  # names of our own models only
            f' SELECT {names} FROM jsonb_populate_recordset(NULL::"{table}", %s)',
            [content],
        )


def _plain(value: object) -> str:
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    raise TypeError(f"{type(value).__name__} has no place in a row")
