"""Finding the second person who looks before two records are joined."""

from __future__ import annotations

from dataclasses import replace

from openmash.core.actor import Actor
from openmash.core.refusals import NotReady
from openmash.foundation.access.holdings import held_at
from openmash.foundation.access.matrix import reach_of
from openmash.foundation.access.models import RoleHolding
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.permits import permit
from openmash.foundation.access.roles import Role
from openmash.foundation.merging.models import Join
from openmash.foundation.people.access import record_facts
from openmash.foundation.tasks.commands import Wanted, raise_task
from openmash.foundation.tasks.kinds import declare_done_with

CONFIRM = "merging.confirm_join"
declare_done_with(P.PERSON_JOIN, [CONFIRM])
ASKED_FIRST = (Role.MASH_MGR, Role.SVC_MGR, Role.DATA_STEWARD, Role.MASH_SW)
TITLE = "Two records may be one person: look at them as the second person"


def ask_second_person(proposed: Join, *, readers: frozenset[str] | None, by: Actor) -> None:
    """Put the proposal before somebody else who may join, and may know of both (`roles.md` §4)."""
    permit(by, P.PERSON_JOIN, record_facts(proposed.standing))
    holding = _second(readers, by)
    if holding is None:
        raise NotReady("There is nobody else who may know of both and could confirm it")
    path = f"/people/{proposed.standing_id}/compare/{proposed.absorbed_id}/"
    wanted = Wanted(CONFIRM, TITLE, proposed.subject, path)
    if readers is None:
        wanted = replace(wanted, for_agency=holding.agency_id, for_role=holding.role)
    else:
        wanted = replace(wanted, for_user=str(holding.user_id))
    raise_task(wanted, by=by)


def _second(readers: frozenset[str] | None, by: Actor) -> RoleHolding | None:
    held = (
        held_at(by.at)
        .filter(
            partnership_id=by.partnership,
            role__in=[role for role in ASKED_FIRST if reach_of(role, P.PERSON_JOIN)],
        )
        .exclude(user_id=by.user)
    )
    if readers is not None:
        held = held.filter(user_id__in=readers)
    in_turn = {role: place for place, role in enumerate(ASKED_FIRST)}
    return min(held, key=lambda one: (in_turn[Role(one.role)], one.starts_at, one.pk), default=None)
