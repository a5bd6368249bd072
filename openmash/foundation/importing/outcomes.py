"""What a row leads to, as it is kept beside the row and shown to the steward."""

from __future__ import annotations

import uuid
from datetime import datetime

from openmash.foundation.importing.models import Import, ImportRow
from openmash.foundation.importing.planning import Plan
from openmash.foundation.importing.reading import Row
from openmash.foundation.importing.states import Outcome
from openmash.foundation.importing.understanding import Understood


def key_of_row(one: Import, number: int) -> uuid.UUID:
    """The key of what a row adds: the same however often it is tried."""
    return uuid.uuid5(one.pk, str(number))


def row_of(
    one: Import,
    row: Row,
    read: Understood,
    made: Plan | None,
    *,
    done_at: datetime | None = None,
) -> ImportRow:
    """The row with its outcome; a plan that is none was rejected while it was read."""
    kept = ImportRow(
        partnership_id=one.partnership_id,
        about=one,
        number=row.number,
        cells=list(row.cells),
        problems=list(row.problems),
        key=read.key,
        name=read.name,
        done_at=done_at,
    )
    if made is None or read.said is None:
        kept.outcome, kept.reasons = Outcome.REJECTED, list(read.reasons)
        return kept
    kept.outcome, kept.reasons = made.outcome, made.reasons
    kept.same_as, kept.changes, kept.warnings = made.same_as, made.changes, made.warnings
    return kept
