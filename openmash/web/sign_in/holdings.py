"""Which role the signed-in person acts in: read afresh on every request, so a change acts at once."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from openmash.foundation.access.holdings import held_at
from openmash.foundation.access.models import RoleHolding

ACTIVE = "holding"


def current_holdings(user_id: uuid.UUID | str, *, at: datetime) -> QuerySet[RoleHolding]:
    """The roles a person holds at a moment; those that began together in an order chance has no part in."""
    held = held_at(at).filter(user_id=user_id).select_related("user", "agency", "partnership")
    return held.order_by("starts_at", "partnership_id", "role", "agency_id", "id")


def holdings_in(request: HttpRequest, *, at: datetime) -> tuple[RoleHolding, ...]:
    """All roles of whoever is signed in, the one they act in first.

    That is the role chosen for this session; the first one when none is chosen or it has ended.
    """
    if not request.user.is_authenticated:
        return ()
    chosen = request.session.get(ACTIVE)
    held = current_holdings(request.user.pk, at=at)
    return tuple(sorted(held, key=lambda one: str(one.pk) != chosen))


def active_holding(request: HttpRequest, *, at: datetime) -> RoleHolding | None:
    """The role that whoever is signed in acts in."""
    return next(iter(holdings_in(request, at=at)), None)


def current_holdings_of(email: str, *, at: datetime) -> list[RoleHolding]:
    """The roles held at a moment by whoever has this address."""
    found = RoleHolding.objects.filter(user__email=email).values_list("user_id", flat=True).first()
    return list(current_holdings(found, at=at)) if found else []


def holding_of_cast(key: uuid.UUID, *, at: datetime) -> RoleHolding:
    """A current holding by its key, for the demonstration's sign-in; 404 when there is none."""
    return get_object_or_404(held_at(at), pk=key)
