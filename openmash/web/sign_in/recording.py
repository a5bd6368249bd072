"""Signing in is written down, in the partnership and role the person begins in."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpRequest

from openmash.core.actor import Actor
from openmash.foundation.access.events import AccessEvent
from openmash.foundation.access.hours import is_out_of_hours
from openmash.foundation.access.models import RoleHolding
from openmash.foundation.access.row_security import act_as
from openmash.foundation.ledger.commands import record
from openmash.foundation.presence.commands import leave
from openmash.frontdoor.contacts.views.keeping import send_held_danger
from openmash.web.clock import now
from openmash.web.middleware.session_limits import begin
from openmash.web.sign_in.holdings import active_holding


def note_sign_in(request: HttpRequest) -> Actor | None:
    """Begin the session's time and record the sign-in; somebody without any role leaves no event."""
    begin(request)
    at = now()
    holding = active_holding(request, at=at)
    if holding is None:
        return None
    by = actor_in(holding, request_id=uuid.uuid4().hex)
    act_as(by)
    record(AccessEvent.SIGNED_IN, by=by, subject=f"user:{by.user}")
    send_what_waited(request, by)
    return by


def send_what_waited(request: HttpRequest, by: Actor) -> None:
    """A child in danger, said after the session had ended, is sent the moment its writer is back."""
    for contact in send_held_danger(by=by):
        said = f"We have sent {contact.reference}: a child is in danger. Call 999 now."
        messages.warning(request, said)


def note_sign_out(request: HttpRequest) -> None:
    """Somebody signed out, and is on duty no more. A session that ends is seen by its last request."""
    by: Actor | None = getattr(request, "by", None)
    if by is not None:
        leave(by=by)
        record(AccessEvent.SIGNED_OUT, by=by, subject=f"user:{by.user}")


def actor_in(holding: RoleHolding, *, request_id: str = "") -> Actor:
    """The actor of a holding, now, with the rights that the hour opens."""
    at, where = now(), holding.partnership_id
    return Actor(
        user=str(holding.user_id),
        name=holding.user.name,
        role=holding.role,
        agency=holding.agency_id,
        partnership=where,
        at=at,
        out_of_hours=is_out_of_hours(holding.role, where, at),
        request_id=request_id,
    )
