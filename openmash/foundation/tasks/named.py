"""What only named people may know of: a task about it is put before one of them (`roles.md` §4).

Parts say here whose pages they are; a task that led somebody to a page that is not there for them would
be a dead end, and would tell them that there is something.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from openmash.core.actor import Actor
from openmash.foundation.access.holdings import held_at
from openmash.foundation.access.matrix import MATRIX
from openmash.foundation.access.permissions import Permission as P

MANAGERS = [role for role, row in MATRIX.items() if P.DECISION_DECIDE in row]
Named = Callable[[str, Actor], Sequence[str] | None]
_pages: dict[str, Named] = {}


def declare_named(pages: str, named: Named) -> None:
    """Register who alone may know of what is under these addresses; None where it is not restricted."""
    _pages[pages] = named


def named_for(path: str, by: Actor) -> Sequence[str] | None:
    """Who alone may open the page a task leads to, if it is restricted."""
    for pages, named in _pages.items():
        if path.startswith(pages):
            return named(path, by)
    return None


def one_of(readers: Sequence[str], agency: str, role: str, *, by: Actor) -> str:
    """Whom of them a task for a role is put before: one who holds that role there, else one who manages
    the hub and can do whatever others do; there is always one among them."""
    held = held_at(by.at).filter(partnership_id=by.partnership, user__id__in=list(readers))
    people = held.order_by("user__name", "user").values_list("user", flat=True)
    in_role = people.filter(agency_id=agency, role=role).first()
    return str(in_role or people.filter(role__in=MANAGERS).first() or readers[0])
