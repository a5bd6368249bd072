"""The numbers in the navigation."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q

from openmash.core.actor import Actor
from openmash.frontdoor.contacts.access import visible_to
from openmash.frontdoor.contacts.states import OPEN, UNDECIDED, ContactState


@dataclass(frozen=True)
class TrayCounts:
    """How many contacts are open, how many with immediate danger, how many wait for a decision."""

    open: int
    danger: int
    to_decide: int


def tray_counts(by: Actor) -> TrayCounts:
    """Counted in one question; they name nobody, so nothing is logged."""
    counted = (
        visible_to(by)
        .filter(state__in=OPEN)
        .aggregate(
            open=Count("pk"),
            danger=Count("pk", filter=Q(immediate_danger=True, state__in=UNDECIDED)),
            to_decide=Count("pk", filter=Q(state=ContactState.DECISION_PENDING)),
        )
    )
    return TrayCounts(**counted)
