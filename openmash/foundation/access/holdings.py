"""Who holds which role now: asked here by everybody, so that a term that ends, ends everywhere."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q, QuerySet
from django.db.models.functions import Now

from openmash.core.actor import Actor, system_actor
from openmash.core.working_time import london_day
from openmash.foundation.access.models import Agency, Registration, RoleHolding, User


def held_at(at: datetime | Now) -> QuerySet[RoleHolding]:
    """The holdings of people whose account is on, of those that have begun and have not ended.

    One that nobody confirmed in time is suspended: it is there, and lets nobody in.
    """
    begun = RoleHolding.objects.filter(
        user__is_active=True, starts_at__lte=at, suspended_since=None
    )
    return begun.filter(Q(ends_at=None) | Q(ends_at__gt=at))


def ended_by_somebody(user: User, role: str, agency: str, *, by: Actor) -> RoleHolding | None:
    """The end of a role by a person, after which it was not given again: a file that still names it is
    older than that."""
    rows = RoleHolding.objects.filter(
        user=user, role=role, agency_id=agency, partnership_id=by.partnership
    )
    if rows.filter(ends_at=None).exists():
        return None
    last = rows.order_by("-ends_at", "id").first()
    by_itself = system_actor("", partnership=by.partnership, at=by.at).name
    return last if last is not None and last.ended_by not in ("", by_itself) else None


def is_held_now(by: Actor) -> bool:
    """Whether an actor whom a page remembers is still who they were, by the database's clock.

    `by.at` is when the page was opened, perhaps a day ago: the account may be off by now.
    """
    held = held_at(Now()).filter(user__id=by.user, role=by.role)
    return held.filter(agency_id=by.agency, partnership_id=by.partnership).exists()


def council(partnership: str) -> str:
    """The code of the partnership's council, whose managers answer for the hub."""
    councils = Agency.objects.filter(partnerships=partnership, kind=Agency.Kind.COUNCIL)
    return councils.order_by("code").values_list("code", flat=True)[0]


def registration_of(by: Actor) -> Registration | None:
    """The professional registration of this person that holds at this moment, if any (P6)."""
    rows = Registration.objects.filter(user__id=by.user, ended_on=None)
    return rows.filter(valid_until__gte=london_day(by.at)).first()
