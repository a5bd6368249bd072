"""Another role at the same agency, from now on."""

from __future__ import annotations

from dataclasses import replace

from django.db import transaction

from openmash.core.actor import Actor
from openmash.core.refusals import refuse_if
from openmash.core.text import clean
from openmash.foundation.access.commands import end_role, give_role
from openmash.foundation.access.models import RoleHolding, User
from openmash.foundation.colleagues.access import keeper
from openmash.foundation.colleagues.commands.confirming import settle_if_done
from openmash.foundation.colleagues.commands.ending import colleague_for
from openmash.foundation.colleagues.commands.keeping import in_turn
from openmash.foundation.colleagues.commands.letting_go import let_go
from openmash.foundation.colleagues.events import ColleagueEvent
from openmash.foundation.colleagues.held import Leaving
from openmash.foundation.colleagues.queries import current, standing
from openmash.foundation.colleagues.rules import why_not_changed
from openmash.foundation.ledger.commands import record


@transaction.atomic
def change_role(  # whom, where, from what to what, why, and who goes on
    user: str, agency: str, old: str, new: str, reason: str, pass_to: str = "", *, by: Actor
) -> RoleHolding:
    """The old role ends and the new one begins, in one step; what only the old one could hold goes on."""
    by = replace(by, reason=clean(reason).strip())
    place = in_turn(agency, by=by)
    them = standing(user, agency, by=by)
    refuse_if(why_not_changed(keeper(by), place, them, old, new, by.reason))
    for one in current(agency, user, by=by):
        if one.role == old:
            end_role(one, by=by)
    give_role(User.objects.get(pk=user), new, agency, by=by)
    leaving = Leaving(user, agency, frozenset({old}))
    let_go(leaving, colleague_for(leaving, pass_to, by=by), by=by)
    facts: dict[str, object] = {"agency": agency, "from": old, "to": new}
    record(ColleagueEvent.ROLE_CHANGED, by=by, subject=f"user:{user}", facts=facts)
    settle_if_done(by=by)
    return next(one for one in current(agency, user, by=by) if one.role == new)
