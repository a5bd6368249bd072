"""Comparing the records that are new or changed: every night, or when somebody says so."""

from __future__ import annotations

import logging
from datetime import datetime

from django.db import transaction

from openmash.core.actor import Actor, system_actor
from openmash.core.working_time import LONDON
from openmash.foundation.access.row_security import act_as
from openmash.foundation.merging.commands import look_for_pairs, tell_looked
from openmash.foundation.reference.queries import number
from openmash.web.partnerships import codes

log = logging.getLogger("openmash.worker")

AT = "duplicates-looked-for-at"


def look_tonight(at: datetime) -> int:
    """In every partnership whose hour it is; how many records were compared."""
    return sum(_if_it_is_time(code, at) for code in codes())


def look(partnership: str, at: datetime) -> int:
    """Until no record is left to compare, some in each transaction; how many were compared."""
    by, compared = _system(partnership, at), 0
    while True:
        with transaction.atomic():
            act_as(by)
            done = look_for_pairs(by=by)
            compared += done
            if not done:
                tell_looked(compared, by=by)
                return compared


def _if_it_is_time(partnership: str, at: datetime) -> int:
    """What fails in one partnership keeps no other from looking; the next night goes on."""
    try:
        with transaction.atomic():
            act_as(_system(partnership, at))
            its_hour = number(partnership, AT) == at.astimezone(LONDON).hour
        return look(partnership, at) if its_hour else 0
    except Exception:
        log.exception("looking for duplicates failed", extra={"partnership": partnership})
        return 0


def _system(partnership: str, at: datetime) -> Actor:
    return system_actor("merging.looking", partnership=partnership, at=at)
