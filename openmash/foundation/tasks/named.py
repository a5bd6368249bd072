"""What only named people may know of: a task about it is put before one of them (`roles.md` §4).

Parts say here whose pages they are; a task that led somebody to a page that is not there for them would
be a dead end, and would tell them that there is something.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from openmash.core.actor import Actor
from openmash.foundation.access.holdings import held_at

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
    """Whom of them a task for a role is put before: one who holds that role there, else the first."""
    held = held_at(by.at).filter(
        partnership_id=by.partnership, agency_id=agency, role=role, user__id__in=list(readers)
    )
    holder = held.order_by("user__name", "user").values_list("user", flat=True).first()
    return str(holder or readers[0])
