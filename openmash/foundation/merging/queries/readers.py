"""Who can be named as a reader of a restricted person."""

from __future__ import annotations

from openmash.core.actor import Actor
from openmash.foundation.access.holdings import held_at
from openmash.foundation.access.matrix import MATRIX, Reach
from openmash.foundation.access.models import User
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.roles import Role

READ_PEOPLE = [
    role
    for role, row in MATRIX.items()
    if row.get(P.PERSON_READ) in {Reach.HUB, Reach.ATTACHED} and role is not Role.SYSTEM
]


def possible_readers(by: Actor) -> list[User]:
    """Everybody who may open people in this partnership, by name."""
    held = held_at(by.at).filter(partnership_id=by.partnership, role__in=READ_PEOPLE)
    users = User.objects.filter(pk__in=held.values("user_id"))
    return list(users.order_by("name", "pk"))


def names_of(users: list[str] | tuple[str, ...]) -> list[str]:
    """The names of these users, in order."""
    return list(User.objects.filter(pk__in=users).order_by("name").values_list("name", flat=True))
