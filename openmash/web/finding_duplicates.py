"""The nightly look for duplicates: each partnership by itself, at its own hour."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from openmash.core.actor import system_actor
from openmash.foundation.access.row_security import act_as
from openmash.foundation.merging.finder.linking import Compare
from openmash.foundation.merging.finder.looking import is_due, look_for_duplicates, note_failure

log = logging.getLogger("openmash.worker")
PART = "merging.finder"


def look_where_due(codes: Iterable[str], *, at: datetime) -> dict[str, int | None]:
    """Look in each partnership whose hour it is."""
    return look_in([code for code in codes if _due(code, at)], at=at)


def look_in(
    codes: Iterable[str], *, at: datetime, compare: Compare | None = None
) -> dict[str, int | None]:
    """How many new pairs each partnership has; none where it failed, which keeps no other waiting."""
    return {code: _look(code, at, compare) for code in codes}


def _due(code: str, at: datetime) -> bool:
    """Not where its hour cannot be told, such as before `set_up` was run again; the log says so."""
    try:
        with transaction.atomic():
            by = system_actor(PART, partnership=code, at=at)
            act_as(by)
            return is_due(by=by)
    except Exception:
        log.exception("when to look for duplicates is not known", extra={"part": PART})
        return False


def _look(code: str, at: datetime, compare: Compare | None) -> int | None:
    by = system_actor(PART, partnership=code, at=at)
    try:
        return look_for_duplicates(by=by, compare=compare)
    except Exception as error:
        log.exception("looking for duplicates failed", extra={"part": PART})
        note_failure(error, by=by)
        return None
