"""Ending what somebody may do for an agency, on the day, and taking back an end that was a mistake."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.db import transaction

from openmash.core.actor import Actor
from openmash.core.refusals import MovedMeanwhile, NotReady, refuse_if
from openmash.core.text import clean
from openmash.foundation.access.commands import end_role, give_role, sign_out_everywhere
from openmash.foundation.access.holdings import held_at
from openmash.foundation.access.models import RoleHolding, User
from openmash.foundation.access.roles import Role
from openmash.foundation.colleagues.access import keeper
from openmash.foundation.colleagues.commands.confirming import settle_if_done
from openmash.foundation.colleagues.commands.inviting import withdraw
from openmash.foundation.colleagues.commands.keeping import in_turn
from openmash.foundation.colleagues.commands.letting_go import let_go
from openmash.foundation.colleagues.events import ColleagueEvent
from openmash.foundation.colleagues.held import Leaving
from openmash.foundation.colleagues.queries import (
    current,
    invitations_to,
    last_ended,
    same_work,
    standing,
    undo_days,
)
from openmash.foundation.colleagues.rules import ends, why_not_ended, why_not_undone
from openmash.foundation.ledger.commands import record

AS_IT_WAS = ("confirmed_at", "confirmed_by", "asked_since", "suspended_since")


@dataclass(frozen=True)
class Parting:
    """Why somebody's access ends, who leads after them, and who goes on with what they held."""

    reason: str
    successor: str = ""
    pass_to: str = ""


@transaction.atomic
def end_access(user: str, agency: str, parting: Parting, *, by: Actor) -> list[RoleHolding]:
    """Nothing that this keeper keeps lets them in from their next request on; nothing they held is lost.

    A link that waits in their mailbox opens nothing any longer.
    Whoever holds nothing anywhere any longer is signed out everywhere.
    """
    by = replace(by, reason=clean(parting.reason).strip())
    place = in_turn(agency, by=by)
    them = standing(user, agency, by=by)
    successor = standing(parting.successor, agency, by=by) if parting.successor else None
    refuse_if(why_not_ended(keeper(by), place, them, by.reason, successor))
    ending = [one for one in current(agency, user, by=by) if Role(one.role) in ends(by.role, place)]
    if successor is not None and Role.AGENCY_LEAD not in successor.here:
        give_role(User.objects.get(pk=successor.user), Role.AGENCY_LEAD, agency, by=by)
    _end_all(ending, by)
    for invitation in invitations_to(user, agency, by=by):
        if Role(invitation.role) in ends(by.role, place):
            withdraw(invitation, by=by)
    lost = frozenset(one.role for one in ending)
    leaving = Leaving(user, agency, lost)
    leave(leaving, colleague_for(leaving, parting.pass_to, by=by), by=by)
    facts: dict[str, object] = {"agency": agency, "roles": ", ".join(sorted(lost))}
    record(ColleagueEvent.ENDED, by=by, subject=f"user:{user}", facts=facts)
    settle_if_done(by=by)
    return ending


@transaction.atomic
def leave(leaving: Leaving, to: str = "", *, by: Actor) -> None:
    """Roles have ended: what was held for them goes on; whoever has none left is signed out."""
    let_go(leaving, to, by=by)
    if not held_at(by.at).filter(user__id=leaving.user).exists():
        sign_out_everywhere(User.objects.get(pk=leaving.user), by=by)


@transaction.atomic
def undo_end(user: str, agency: str, role: str, *, by: Actor) -> RoleHolding:
    """An end that was a mistake: they hold the role again. What they held stays where it went."""
    place = in_turn(agency, by=by)
    ended = last_ended(agency, user, role, by=by)
    if ended is None or ended.ends_at is None:
        raise MovedMeanwhile("They never held this role here, or hold it still")
    them, days = standing(user, agency, by=by), undo_days(by.partnership)
    refuse_if(
        why_not_undone(
            keeper(by),
            place,
            role,
            them,
            ended_at=ended.ends_at,
            ended_by_me=ended.ended_by == by.name,
            at=by.at,
            days=days,
        )
    )
    give_role(ended.user, role, agency, by=by)
    again = RoleHolding.objects.get(
        user=ended.user, agency_id=agency, partnership_id=by.partnership, role=role, ends_at=None
    )
    # As it was: the quarter does not begin anew, and what was suspended is suspended.
    for name in AS_IT_WAS:
        setattr(again, name, getattr(ended, name))
    again.save(update_fields=AS_IT_WAS)
    facts: dict[str, object] = {"agency": agency, "role": role}
    record(ColleagueEvent.END_UNDONE, by=by, subject=f"user:{user}", facts=facts)
    return again


def colleague_for(leaving: Leaving, to: str, *, by: Actor) -> str:
    """The colleague who goes on with it, who has to do the same work there; nobody where none is named."""
    if not to:
        return ""
    able = same_work(leaving.agency, leaving.loses, leaving.user, by=by)
    if to not in {str(one.pk) for one in able}:
        raise NotReady("Choose a colleague who does the same work at this agency")
    return to


def _end_all(holdings: Iterable[RoleHolding], by: Actor) -> None:
    for one in holdings:
        if not end_role(one, by=by):
            raise MovedMeanwhile("Somebody else has ended this while you were looking at it")
