"""What an agency is told of the people it is asked about: kept with the question (P3, `roles.md` §3).

A protected address never leaves, and none that would give it away; an NHS number is for health alone.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from openmash.core.actor import Actor
from openmash.core.working_time import london_day
from openmash.foundation.people.models import Address, Identifier, PersonFlag
from openmash.foundation.people.whole import Whole, wholes
from openmash.frontdoor.enquiries.models import ScopePerson
from openmash.frontdoor.enquiries.queries.page import Asked, is_unseen, root_of
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


@dataclass(frozen=True)
class _Guarded:
    """What of the homes of everybody asked about must not leave."""

    places: frozenset[str]  # homes that are confidential, and those of whoever is protected
    someone_flagged: bool
    someone_unseen: (
        bool  # a record that the asker may not know of: perhaps protected, and living there
    )

    @property
    def anything(self) -> bool:
        """Whether a protected home could be behind words that name no known place."""
        return bool(self.places) or self.someone_flagged or self.someone_unseen


def snapshots(scope: Iterable[Asked], *, by: Actor) -> dict[str, Snapshot]:
    """Everybody who is asked about and whom this asker may know of, by key."""
    people = [one for one in scope if one.row.removed_at is None]
    roots = {root for one in people if (root := root_of(one.row)) is not None}
    known = wholes(roots, by=by)
    today = london_day(by.at)
    guarded = _guarded(people, known, today)
    return {str(one.row.pk): _snapshot(one, known, guarded, today) for one in people}


def _snapshot(
    one: Asked, known: Mapping[uuid.UUID, Whole], guarded: _Guarded, today: date
) -> Snapshot:
    root = root_of(one.row)
    whole = known.get(root) if root is not None else None
    unseen = is_unseen(one.row, known)
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
        address=_address(whole, guarded, today) if whole else _written(one, guarded),
        nhs_number=_nhs_number(whole) or (child.nhs_number if child and not unseen else ""),
    )


def _address(whole: Whole, guarded: _Guarded, today: date) -> str:
    """Where they live now; nothing where any home of theirs now is protected."""
    now = _homes(whole, today)
    if guarded.someone_unseen or any(one.place in guarded.places for one in now):
        return ""
    main = [one for one in now if one.kind == Address.Kind.MAIN] or now
    return _said(main[-1].lines, main[-1].postcode) if main else ""


def _written(one: Asked, guarded: _Guarded) -> str:
    """As the sender wrote it, unless a protected home could be behind it."""
    child = one.row.child
    return "" if child is None or guarded.anything else _said(child.address, child.postcode)


def _guarded(people: Sequence[Asked], known: Mapping[uuid.UUID, Whole], today: date) -> _Guarded:
    """What must not leave with anybody's card, since whoever shares a home shares its protection."""
    flagged = [one for one in known.values() if _is_protected(one, today)]
    places = {home.place for one in flagged for home in _homes(one, today)}
    places |= {
        home.place for one in known.values() for home in _homes(one, today) if home.confidential
    }
    unseen = any(is_unseen(one.row, known) for one in people) or _left_out(people)
    return _Guarded(frozenset(places), bool(flagged), unseen)


def _left_out(people: Sequence[Asked]) -> bool:
    """Whether an adult is asked about of whom this asker is not even told that they are."""
    rows = ScopePerson.objects.filter(enquiry__in={one.row.enquiry_id for one in people})
    adults = rows.filter(removed_at=None, child=None)
    return adults.exclude(pk__in=[one.row.pk for one in people]).exists()


def _is_protected(whole: Whole, today: date) -> bool:
    flags = (one for one in whole.flags if one.holds_on(today))
    return any(one.code == PersonFlag.Code.PROTECTED_IDENTITY for one in flags)


def _homes(whole: Whole, today: date) -> list[Address]:
    return [one for one in whole.addresses if one.holds_on(today)]


def _nhs_number(whole: Whole | None) -> str:
    numbers = whole.identifiers if whole else []
    mine = [one.value for one in numbers if one.kind == Identifier.Kind.NHS_NUMBER]
    return mine[-1] if mine else ""


def _said(lines: str, postcode: str) -> str:
    return ", ".join(filter(None, [lines, postcode]))
