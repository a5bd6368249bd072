"""The numbers in the navigation."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q

from openmash.core.actor import Actor
from openmash.frontdoor.contacts.access import visible_to
from openmash.frontdoor.contacts.states import OPEN, UNDECIDED


@dataclass(frozen=True)
class TrayCounts:
    """How many contacts are open, and how many with immediate danger."""

    open: int
    danger: int


def tray_counts(by: Actor) -> TrayCounts:
    """Counted in one question; they name nobody, so nothing is logged."""
    counted = (
        visible_to(by)
        .filter(state__in=OPEN)
        .aggregate(
            open=Count("pk"),
            danger=Count("pk", filter=Q(immediate_danger=True, state__in=UNDECIDED)),
        )
    )
    return TrayCounts(**counted)
