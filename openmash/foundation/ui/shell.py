"""What stands around every page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class NavItem:
    """An entry of the navigation: at most five, by role; a live count is red."""

    label: str
    href: str
    count: int | None = None
    live: bool = False
    current: bool = False


@dataclass(frozen=True)
class Dangers:
    """Worries that speak of immediate danger and are not decided; `latest` is when the last came."""

    all: int = 0
    untaken: int = 0
    latest: str = ""


@dataclass(frozen=True)
class Shell:
    """Handed to the templates as `shell` by the web layer; parts of the page read `now` from it."""

    partnership_name: str
    now: datetime
    mark: str = "fern"
    service_name: str = "OpenMASH"
    home_href: str = "/"
    user_name: str = ""
    role_name: str = ""
    signed_in: bool = False
    can_change_role: bool = False
    change_role_href: str = ""
    sign_out_href: str = ""
    nav: tuple[NavItem, ...] = ()
    alarm_href: str = ""
    dangers: Dangers = Dangers()
    demo_line: str | None = None
    danger_line: bool = False
    hub_name: str = ""
    hub_phone: str = ""
    edt_phone: str = ""
    hub_hours: str = ""
    closed_until: datetime | None = None  # when the hub opens again; None while it is open
    handling: str = ""
    press: Callable[[], object] | None = None  # asked only by pages that say who is on duty
    accessibility_href: str = "/accessibility"
    privacy_href: str = "/privacy"
    help_href: str = "/help"
