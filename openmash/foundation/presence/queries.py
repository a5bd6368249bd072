"""Who is on duty now: of everybody here for the hub, of one's own agency for its people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet

from openmash.core.actor import Actor
from openmash.core.working_time import LONDON, london_day
from openmash.foundation.access.holdings import held_at
from openmash.foundation.access.matrix import Reach, reach_of
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.roles import ROLE_NAMES, SERVICES, Role
from openmash.foundation.presence.models import Presence
from openmash.foundation.presence.rules import usual_end
from openmash.foundation.reference.queries import calendar_on

NOBODY = "Nobody has said they are on duty"


@dataclass(frozen=True)
class Here:
    """One person who is on duty."""

    user: str
    name: str
    role: str
    phone: str
    until: str
    agency: str = ""
    code: str = ""  # of the role

    @property
    def words(self) -> str:
        """Who, as what, and how to ring them."""
        said = (self.name, self.role, self.phone, f"until {self.until}")
        return ", ".join(filter(None, said))


@dataclass(frozen=True)
class OnDuty:
    """Everybody whom this reader may know to be on duty, by the code of their agency."""

    by_agency: dict[str, tuple[Here, ...]]
    only: str = ""  # the one agency that this reader sees; empty where it is all of them

    def words(self, agency: str, roles: Iterable[str] = ()) -> tuple[str, ...]:
        """Who is on duty there, or that nobody has said so; nothing where one may not know.

        Where `roles` are those of a service, its own people alone: a council has several, and the hub.
        """
        if self.only and self.only != agency:
            return ()
        asked = set(roles)
        is_service = bool(asked) and asked <= SERVICES
        there = self.by_agency.get(agency, ())
        found = (one.words for one in there if not is_service or one.code in asked)
        return tuple(found) or (NOBODY,)

    @property
    def users(self) -> dict[str, Here]:
        """The same by person."""
        return {one.user: one for found in self.by_agency.values() for one in found}


@dataclass(frozen=True)
class Press:
    """The one press: until when I am here, or would be."""

    until: str
    is_here: bool


def on_duty(*, by: Actor) -> OnDuty:
    """In the order of their names; who has lost the role they said it in is not here."""
    only = "" if reach_of(by.role, P.CONTACT_READ) == Reach.HUB else by.agency
    rows = _standing(by)
    rows = rows.filter(agency_id=only) if only else rows
    found: dict[str, list[Here]] = defaultdict(list)
    for one in rows.select_related("user", "agency").order_by("user__name", "starts_at"):
        found[one.agency_id].append(_drawn(one))
    return OnDuty({agency: tuple(people) for agency, people in found.items()}, only)


def press_of(by: Actor) -> Press | None:
    """What the one press says to this person now; nothing for whom nobody waits."""
    if reach_of(by.role, P.PRESENCE_SAY) is None:
        return None
    mine = _standing(by).filter(user__id=by.user).order_by("-until").first()
    return Press(say_time(mine.until if mine else usual(by)), mine is not None)


def usual(by: Actor) -> datetime:
    """Until when somebody is here who says no other time."""
    return usual_end(by.at, calendar_on(by.partnership, london_day(by.at)).calendar)


def say_time(at: datetime) -> str:
    """As a clock on the wall says it."""
    return f"{at.astimezone(LONDON):%H:%M}"


def _standing(by: Actor) -> QuerySet[Presence]:
    holds = held_at(by.at).filter(
        user=OuterRef("user"), agency=OuterRef("agency"), role=OuterRef("role"),
        partnership=OuterRef("partnership"),
    )  # fmt: skip
    rows = Presence.objects.filter(partnership_id=by.partnership, ends_at=None)
    return rows.filter(Exists(holds), starts_at__lte=by.at, until__gt=by.at)


def _drawn(one: Presence) -> Here:
    return Here(
        user=str(one.user_id),
        name=one.user.name,
        role=ROLE_NAMES[Role(one.role)].lower(),
        phone=one.user.phone,
        until=say_time(one.until),
        agency=one.agency.name,
        code=one.role,
    )
