"""What somebody can do still, and who can go on with a thing: asked here by every shelf alike.

A role counts that lets its holder in now (`held_at`), at whichever agency of the partnership. One that
rests is held, and nobody goes on with anything by it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import StrEnum

from openmash.core.actor import Actor
from openmash.foundation.access.holdings import held_at
from openmash.foundation.access.matrix import MATRIX, Reach, reach_of
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.roles import Role
from openmash.foundation.colleagues.held import Leaving

Can = Callable[[str, str], bool]  # whether a role at an agency can go on with a thing


def goes_on(leaving: Leaving, can: Can, *, by: Actor) -> bool:
    """Whether they go on with it themselves, by a role that they do not lose."""
    lost = {(leaving.agency, role) for role in leaving.loses}
    return any(can(*one) for one in _roles_of(leaving.user, by) - lost)


def able(to: str, can: Can, *, by: Actor) -> str:
    """The colleague who was named, if they can go on with it; else nobody."""
    return to if to and any(can(*one) for one in _roles_of(to, by)) else ""


def with_permission(permission: StrEnum, leaving: Leaving) -> Can:
    """Whoever may do this. Work of the day is not for whoever acts by night alone (P18); nor is what was
    done with a view of all the hub’s cases for whoever sees those alone that they are put on."""
    by_day = any(reach_of(one, permission) and not _by_night(one) for one in leaving.loses)
    is_wide = any(reach_of(one, permission) == Reach.HUB for one in leaving.loses)

    def can(agency: str, role: str) -> bool:
        reach = reach_of(role, permission)
        too_narrow = is_wide and reach == Reach.ATTACHED
        return bool(reach) and not too_narrow and not (by_day and _by_night(role))

    return can


def on_cases(agency: str, role: str) -> bool:
    """Whoever works on the cases that they are put on, and sees no other. A designated officer is on
    none: they are named for a contact, which goes on by itself (`contacts/restricted.py`)."""
    return reach_of(role, P.ENQUIRY_READ) == Reach.ATTACHED


def at(agency: str, roles: Iterable[str]) -> Can:
    """Whoever holds one of these roles at this one agency."""
    known = frozenset(roles)
    return lambda where, role: where == agency and role in known


def _roles_of(user: str, by: Actor) -> set[tuple[str, str]]:
    held = held_at(by.at).filter(partnership_id=by.partnership, user__id=user)
    return set(held.values_list("agency_id", "role"))


def _by_night(role: str) -> bool:
    return Reach.OUT_OF_HOURS in MATRIX[Role(role)].values()
