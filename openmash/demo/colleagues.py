"""Who keeps whose access by the time somebody opens the demonstration: a quarter of a year has passed.

The hub has confirmed its people lately. The school's lead has one person to look at, and one invited;
at the other agencies nobody leads yet.
"""

from __future__ import annotations

import uuid

from openmash.core.actor import Actor
from openmash.demo.play import Play
from openmash.foundation.access.models import RoleHolding, User
from openmash.foundation.access.roles import Role
from openmash.foundation.colleagues.commands import NewColleague, confirm, invite

NEARLY_A_QUARTER, THREE_WEEKS, A_DAY = 24 * 80, 24 * 21, 24
HUB, SCHOOL = "brackenford-council", "st-oswins"


def keep_access(this: Play) -> None:
    """Before the day itself, so that nobody of the hub is overdue in it."""
    this.act("meera", this.worked(THREE_WEEKS), _confirm_the_hub)
    this.act("sam", this.worked(THREE_WEEKS), _confirm_who_leads)
    this.act("joan", this.worked(NEARLY_A_QUARTER), lambda by: _confirm_at_school("ruth", by))
    this.act("joan", this.worked(A_DAY), _invite_a_deputy)


def keep_access_of_the_past(this: Play) -> None:
    """Whoever sent worries in the half year is kept, too, where somebody leads: at the school."""
    this.act("joan", this.worked(THREE_WEEKS), lambda by: _confirm_at_school("marta", by))


def _confirm_the_hub(by: Actor) -> None:
    roles = (Role.MASH_SCREEN, Role.MASH_SW, Role.EDT, Role.SVC_MGR, Role.DATA_STEWARD)
    for user in _holders(roles, by):
        confirm(user, HUB, by=by)


def _confirm_who_leads(by: Actor) -> None:
    for user in _holders((Role.MASH_MGR, Role.IG_AUD, Role.CONFIG), by):
        confirm(user, HUB, by=by)
    joan = str(User.objects.get(email="joan@openmash.example").pk)
    confirm(joan, SCHOOL, by=by)


def _confirm_at_school(who: str, by: Actor) -> None:
    user = User.objects.get(email=f"{who}@openmash.example")
    confirm(str(user.pk), SCHOOL, by=by)


def _invite_a_deputy(by: Actor) -> None:
    new = NewColleague(uuid.uuid4(), "Nadia Frost", "nadia.frost@st-oswins.example", Role.DSL)
    invite(new, SCHOOL, by=by)


def _holders(roles: tuple[Role, ...], by: Actor) -> list[str]:
    held = RoleHolding.objects.filter(
        partnership_id=by.partnership, agency_id=HUB, ends_at=None, role__in=roles
    )
    return [str(key) for key in held.order_by("role", "user_id").values_list("user_id", flat=True)]
