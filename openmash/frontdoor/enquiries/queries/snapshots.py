"""What an agency is told of the people it is asked about: kept with the question (P3, `roles.md` §3).

A protected address never leaves, and none that would give it away; an NHS number is for health alone.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from openmash.core.actor import Actor
from openmash.core.working_time import london_day
from openmash.foundation.people.models import Address, Identifier, PersonFlag
from openmash.foundation.people.whole import Whole, wholes
from openmash.frontdoor.enquiries.queries.page import Asked, root_of
from openmash.frontdoor.enquiries.states import ScopeRole

PARTS: dict[str, str] = {
    ScopeRole.CHILD: "child",
    ScopeRole.PARENT: "parent",
    ScopeRole.CARER: "carer",
    ScopeRole.HOUSEHOLD: "lives in the home",
    ScopeRole.OTHER_ADDRESS: "lives elsewhere",
    # Never what somebody is said to have done: the agency is asked what it knows.
    ScopeRole.ALLEGED_HARMER: "adult",
}


@dataclass(frozen=True)
class Snapshot:
    """One person as an agency may know them."""

    key: uuid.UUID
    person: str  # the typed reference of an adult in the register
    name: str
    is_child: bool
    part: str
    birth_date: date | None
    age: str
    address: str
    nhs_number: str


def snapshots(scope: Iterable[Asked], *, by: Actor) -> dict[str, Snapshot]:
    """Everybody who is asked about and whom this asker may know of, by key."""
    people = [one for one in scope if one.row.removed_at is None]
    roots = {root for one in people if (root := root_of(one.row)) is not None}
    known = wholes(roots, by=by)
    today = london_day(by.at)
    hidden = _protected_places(known.values(), today)
    return {str(one.row.pk): _snapshot(one, known, hidden, today) for one in people}


def _snapshot(
    one: Asked, known: Mapping[uuid.UUID, Whole], hidden: frozenset[str], today: date
) -> Snapshot:
    root = root_of(one.row)
    whole = known.get(root) if root is not None else None
    child = one.row.child
    return Snapshot(
        key=one.row.pk,
        person=f"person:{one.row.person_id}" if one.row.person_id else "",
        name=one.name,
        is_child=one.row.role == ScopeRole.CHILD,
        part=PARTS[one.row.role],
        birth_date=(child.birth_date if child else None)
        or (whole.person.birth_date if whole else None),
        age=one.age,
        address=_address(whole, hidden, today) if whole else _written(one, hidden),
        nhs_number=_nhs_number(whole) or (child.nhs_number if child else ""),
    )


def _address(whole: Whole, hidden: frozenset[str], today: date) -> str:
    """Where they live now; nothing where any home of theirs now is protected."""
    now = [one for one in whole.addresses if one.holds_on(today)]
    flags = {one.code for one in whole.flags if one.holds_on(today)}
    if PersonFlag.Code.PROTECTED_IDENTITY in flags or any(_is_hidden(a, hidden) for a in now):
        return ""
    main = [one for one in now if one.kind == Address.Kind.MAIN] or now
    return _said(main[-1].lines, main[-1].postcode) if main else ""


def _written(one: Asked, hidden: frozenset[str]) -> str:
    """As the sender wrote it, unless a protected home could be behind it."""
    child = one.row.child
    return "" if child is None or hidden else _said(child.address, child.postcode)


def _protected_places(people: Iterable[Whole], today: date) -> frozenset[str]:
    homes = (home for one in people for home in one.addresses if home.holds_on(today))
    return frozenset(home.place for home in homes if home.confidential)


def _is_hidden(address: Address, hidden: frozenset[str]) -> bool:
    return address.confidential or address.place in hidden


def _nhs_number(whole: Whole | None) -> str:
    numbers = whole.identifiers if whole else []
    mine = [one.value for one in numbers if one.kind == Identifier.Kind.NHS_NUMBER]
    return mine[-1] if mine else ""


def _said(lines: str, postcode: str) -> str:
    return ", ".join(filter(None, [lines, postcode]))
