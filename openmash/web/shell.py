"""What stands around every page, handed to the templates as `shell`."""

from __future__ import annotations

from datetime import datetime, time
from functools import partial

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from openmash.core.actor import Actor
from openmash.core.working_time import LONDON, london_day
from openmash.foundation.access.matrix import Reach, reach_of
from openmash.foundation.access.models import RoleHolding
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.roles import ROLE_NAMES, Role
from openmash.foundation.presence.queries import press_of
from openmash.foundation.reference import queries as reference
from openmash.foundation.reference.models import Calendar
from openmash.foundation.reference.queries import calendars_of, closed_until, in_force
from openmash.foundation.together import Rows, ask
from openmash.foundation.ui.shell import Dangers, Shell
from openmash.frontdoor.contacts.queries.dangers import AskedDangers, dangers
from openmash.frontdoor.enquiries.coming_by_link import who_came
from openmash.web.clock import now
from openmash.web.nav import drawn, entries

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def shell(request: HttpRequest) -> dict[str, Shell]:
    """The context processor; without an actor it asks the database nothing."""
    by: Actor | None = getattr(request, "by", None)
    if by is None:
        return {"shell": _for_anybody()}
    if by.role == Role.PUBLIC:
        return {"shell": _for_visitor(by)}
    return {"shell": _by_link(request, by) if by.role == Role.LINK else _for_actor(request, by)}


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


def _by_link(request: HttpRequest, by: Actor) -> Shell:
    """One question and the way out: no menu, no list, nobody’s guide."""
    partnership, came = reference.partnership(by.partnership), who_came(request)
    hours = list(calendars_of(by.partnership))
    return Shell(
        partnership_name=partnership.name,
        now=by.at,
        home_href=reverse("request", args=[came.check]) if came else "",
        user_name=by.name,
        role_name=ROLE_NAMES[Role.LINK],
        signed_in=True,
        sign_out_href=reverse("answer_leave"),
        demo_line=_demo_line(by.at),
        danger_line=True,
        hub_phone=partnership.hub_phone,
        edt_phone=partnership.edt_phone,
        hub_hours=_hours(hours, by),
        closed_until=closed_until(hours, by.at),
        accessibility_href=reverse("accessibility"),
        privacy_href=reverse("privacy"),
        help_href="",
    )


def _for_visitor(by: Actor) -> Shell:
    """Whom to ring, and nothing that says what this page is to somebody who looks over a shoulder."""
    partnership, hours = reference.partnership(by.partnership), list(calendars_of(by.partnership))
    return Shell(
        partnership_name=partnership.name,
        now=by.at,
        home_href=reverse("tell_start", args=[by.partnership]),
        demo_line=_demo_line(by.at),
        danger_line=True,
        hub_name=partnership.hub_name,
        hub_phone=partnership.hub_phone,
        edt_phone=partnership.edt_phone,
        hub_hours=_hours(hours, by),
        closed_until=closed_until(hours, by.at),
        accessibility_href=reverse("accessibility"),
        privacy_href=reverse("privacy"),
        help_href="",
    )


def _for_actor(request: HttpRequest, by: Actor) -> Shell:
    """What is counted, and the hub's hours, are asked in one question."""
    held: tuple[RoleHolding, ...] = request.held  # type: ignore[attr-defined]  # set with the actor
    partnership = next(one.partnership for one in held if one.partnership_id == by.partnership)
    alarm = _alarm(by)
    menu, hours = entries(by, alarm), Rows(calendars_of(by.partnership))
    counted = [one for entry in menu for one in entry.questions]
    ask(hours, *counted, *(alarm.questions if alarm else ()))
    return Shell(
        partnership_name=partnership.name,
        now=by.at,
        user_name=by.name,
        role_name=ROLE_NAMES[Role(by.role)],
        signed_in=True,
        can_change_role=len(held) > 1,
        change_role_href=reverse("role"),
        sign_out_href=reverse("account_logout"),
        nav=drawn(menu, request.path),
        alarm_href=reverse("tray_rows") + "?part=danger" if alarm else "",
        dangers=alarm.told if alarm else Dangers(),
        demo_line=_demo_line(by.at),
        press=partial(press_of, by),
        danger_line=reach_of(by.role, P.CONTACT_START) is not None,
        hub_phone=partnership.hub_phone,
        edt_phone=partnership.edt_phone,
        hub_hours=_hours(hours.answer, by),
        closed_until=closed_until(hours.answer, by.at),
        accessibility_href=reverse("accessibility"),
        privacy_href=reverse("privacy"),
        help_href=reverse("help"),
    )


def _alarm(by: Actor) -> AskedDangers | None:
    """Whoever works at the hub sees and hears of a child in danger, whatever page is open (P1)."""
    return dangers(by=by) if reach_of(by.role, P.CONTACT_READ) == Reach.HUB else None


def _demo_line(at: datetime) -> str | None:
    if not settings.DEMO:
        return None
    local = at.astimezone(LONDON)
    said = f"{DAYS[local.weekday()]} {local.day} {local:%B %Y, %H:%M}"
    return f"Every person, place and number here is invented. It is {said}."


def _hours(versions: list[Calendar], by: Actor) -> str:
    """The hub's hours as people say them: days that close at the same time are named together."""
    calendar = in_force(versions, london_day(by.at)).calendar
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
