"""Doing something for every partnership, one transaction each, as a part of the system."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from django.db import transaction

from openmash.core.actor import Actor, system_actor
from openmash.foundation.access.row_security import act_as
from openmash.foundation.reference.models import Partnership

T = TypeVar("T")


def codes() -> list[str]:
    """Every partnership of this deployment."""
    return list(Partnership.objects.order_by("code").values_list("code", flat=True))


def in_each(part: str, job: Callable[[Actor], T], *, at: datetime) -> dict[str, T]:
    """The job's result for each partnership."""
    found = {}
    for code in codes():
        with transaction.atomic():
            by = system_actor(part, partnership=code, at=at)
            act_as(by)
            found[code] = job(by)
    return found
