"""What stands around every page for this actor: name, role, navigation, lines and telephone numbers."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from openmash.core.actor import Actor
from openmash.foundation.access.roles import HUB, REFERRERS, ROLE_NAMES, Role
from openmash.foundation.reference.queries import partnership
from openmash.foundation.ui.shell import NavItem, Shell
from openmash.foundation.ui.wording import when
from openmash.web.clock import now

NAV: dict[str, tuple[str, frozenset[Role]]] = {
    "worry_list": ("My worries", REFERRERS),
    "tray": ("Work tray", HUB),
    "decision_list": ("Decisions", frozenset({Role.MASH_MGR, Role.SVC_MGR})),
    "tasks": ("My tasks", HUB | {Role.DUTY_SW}),
    "person_search": ("Find a person", HUB - {Role.EDT}),
    "mailbox": ("Messages", frozenset(Role) - {Role.SYSTEM}),
}


def shell(request: HttpRequest) -> dict[str, Shell]:
    """The context processor: nothing is looked up for somebody who is not signed in."""
    by: Actor | None = getattr(request, "by", None)
    if by is None:
        return {"shell": Shell(partnership_name="OpenMASH", now=now(), demo_line=_demo_line())}
    home = partnership(by.partnership)
    return {
        "shell": Shell(
            partnership_name=home.name,
            now=by.at,
            user_name=by.name,
            role_name=ROLE_NAMES[Role(by.role)],
            signed_in=True,
            can_change_role=True,
            change_role_href=_address("role"),
            sign_out_href=_address("account_logout"),
            nav=_nav(request, by),
            demo_line=_demo_line(),
            danger_line=Role(by.role) in REFERRERS,
            hub_phone=home.hub_phone,
            edt_phone=home.edt_phone,
            hub_hours="Monday to Thursday 08:45 to 17:00, Friday to 16:30",
            handling="hub team only. Every opening is recorded." if Role(by.role) in HUB else "",
            accessibility_href=_address("accessibility"),
            privacy_href=_address("privacy"),
            help_href=_address("help"),
        )
    }


def _nav(request: HttpRequest, by: Actor) -> tuple[NavItem, ...]:
    return tuple(
        NavItem(label, href, current=request.path.startswith(href))
        for name, (label, roles) in NAV.items()
        if Role(by.role) in roles and (href := _address(name))
    )


def _demo_line() -> str | None:
    if not settings.DEMO:
        return None
    return f"Every person, place and number here is invented. It is {when(now(), now())}."


def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
