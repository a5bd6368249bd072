"""What stands around every page, handed to the templates as `shell`."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from openmash.core.actor import Actor
from openmash.core.working_time import LONDON
from openmash.foundation.access.matrix import Reach, reach_of
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.roles import ROLE_NAMES, Role
from openmash.foundation.reference.models import Partnership
from openmash.foundation.reference.queries import calendar_on
from openmash.foundation.ui.shell import Shell
from openmash.frontdoor.contacts.queries.dangers import dangers
from openmash.web.clock import now
from openmash.web.nav import nav
from openmash.web.sign_in.holdings import current_holdings

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def shell(request: HttpRequest) -> dict[str, Shell]:
    """The context processor; without an actor it asks the database nothing."""
    by: Actor | None = getattr(request, "by", None)
    return {"shell": _for_actor(request, by) if by else _for_anybody()}


def _for_anybody() -> Shell:
    at = now()
    return Shell(
        partnership_name=settings.SITE_NAME,
        now=at,
        demo_line=_demo_line(at),
        accessibility_href=reverse("accessibility"),
        privacy_href=reverse("privacy"),
        help_href=reverse("help"),
    )


def _for_actor(request: HttpRequest, by: Actor) -> Shell:
    partnership = Partnership.objects.get(pk=by.partnership)
    return Shell(
        partnership_name=partnership.name,
        now=by.at,
        user_name=by.name,
        role_name=ROLE_NAMES[Role(by.role)],
        signed_in=True,
        can_change_role=current_holdings(by.user, at=by.at).count() > 1,
        change_role_href=reverse("role"),
        sign_out_href=reverse("account_logout"),
        nav=nav(request, by),
        **_alarm(by),
        demo_line=_demo_line(by.at),
        danger_line=reach_of(by.role, P.CONTACT_START) is not None,
        hub_phone=partnership.hub_phone,
        edt_phone=partnership.edt_phone,
        hub_hours=_hours(by),
        accessibility_href=reverse("accessibility"),
        privacy_href=reverse("privacy"),
        help_href=reverse("help"),
    )


def _alarm(by: Actor) -> dict[str, Any]:
    """Whoever works at the hub sees and hears of a child in danger, whatever page is open (P1)."""
    if reach_of(by.role, P.CONTACT_READ) != Reach.HUB:
        return {}
    return {"alarm_href": reverse("tray_rows") + "?part=danger", "dangers": dangers(by=by)}


def _demo_line(at: datetime) -> str | None:
    if not settings.DEMO:
        return None
    local = at.astimezone(LONDON)
    said = f"{DAYS[local.weekday()]} {local.day} {local:%B %Y, %H:%M}"
    return f"Every person, place and number here is invented. It is {said}."


def _hours(by: Actor) -> str:
    """The hub's hours as people say them: days that close at the same time are named together."""
    calendar = calendar_on(by.partnership, by.at.astimezone(LONDON).date()).calendar
    groups: list[tuple[int, int, time]] = []
    for day, closes in enumerate(calendar.closes):
        if closes is None:
            continue
        if groups and groups[-1][1] == day - 1 and groups[-1][2] == closes:
            groups[-1] = (groups[-1][0], day, closes)
        else:
            groups.append((day, day, closes))
    parts = [
        f"{DAYS[first]}{f' to {DAYS[last]}' if last > first else ''}"
        f" {f'{calendar.opens:%H:%M} ' if number == 0 else ''}to {closes:%H:%M}"
        for number, (first, last, closes) in enumerate(groups)
    ]
    return ", ".join(parts)
