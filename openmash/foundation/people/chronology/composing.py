"""Putting a chronology together from everybody who has lines to give."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Q

from openmash.core.actor import Actor
from openmash.core.text import shorten
from openmash.foundation.people.access import visible_to
from openmash.foundation.people.chronology.lines import LONGEST, Line, Roots, Written, providers
from openmash.foundation.people.chronology.rules import mask
from openmash.foundation.people.models import Address, Person
from openmash.foundation.people.rules import may_see_protected_address


@dataclass(frozen=True)
class Entry:
    """A line as it is shown once, and everybody it belongs to."""

    line: Line
    people: tuple[uuid.UUID, ...]


@dataclass(frozen=True)
class Chronology:
    """Everything this reader may read of these people, in no order yet."""

    names: dict[uuid.UUID, str]
    entries: tuple[Entry, ...]
    roots: Roots
    secrets: tuple[str, ...]  # protected addresses, to be kept out of prints for others


def compose(people: Iterable[uuid.UUID], *, by: Actor) -> Chronology:
    """The lines of these human beings from all of their records. The caller has checked access.

    The same item on the same day and of the same kind is one line, whoever it is about
    (`data.md` §4). A fixed number of queries, however many lines there are.
    """
    roots, names = _records(people, by)
    secrets = secrets_of(roots, by=by)
    hidden = () if may_see_protected_address(by.role) else secrets
    found = (line for one in providers() for line in one.lines(roots, by))
    lines = [_fitting(line, hidden) for line in found if line.person in names]
    return Chronology(names, _merged(lines, names), roots, secrets)


def behind(chronology: Chronology, *, by: Actor) -> list[Written]:
    """What people wrote behind the lines, as far as this reader may read it."""
    hidden = () if may_see_protected_address(by.role) else chronology.secrets
    parts = [one.behind for one in providers() if one.behind is not None]
    return [
        replace(written, text=mask(written.text, hidden))
        for part in parts
        for written in part(chronology.roots, by)
    ]


def household(person: Person, *, by: Actor) -> list[uuid.UUID]:
    """Everybody who lives or lived at the same door at the same time, this person first.

    A protected address takes no part for whoever may not see it: to share one would give it away.
    """
    here = Address.objects.filter(partnership_id=by.partnership, in_error_at=None).exclude(place="")
    if not may_see_protected_address(by.role):
        here = here.filter(confidential=False)
    mine = list(here.filter(person__root_id=person.root_id))
    doors = Q(pk__in=[])
    for address in mine:
        doors |= Q(place=address.place) & _overlaps(address.starts_on, address.ends_on)
    seen = (
        visible_to(by).filter(addresses__in=here.filter(doors)) if mine else Person.objects.none()
    )
    others = set(seen.values_list("root_id", flat=True)) - {person.root_id}
    return [person.root_id, *sorted(others)]


def _overlaps(starts: date | None, ends: date | None) -> Q:
    """Living there on one day at least; a day that nobody knows shuts nobody out."""
    until = Q(starts_on=None) | Q(starts_on__lt=ends) if ends else Q()
    since = Q(ends_on=None) | Q(ends_on__gt=starts) if starts else Q()
    return until & since


def _records(
    people: Iterable[uuid.UUID], by: Actor
) -> tuple[dict[uuid.UUID, uuid.UUID], dict[uuid.UUID, str]]:
    rows = visible_to(by).filter(root_id__in=set(people)).order_by("birth_date", "id")
    known = list(rows.values_list("pk", "root_id", "display_name"))
    return (
        {key: root for key, root, _ in known},
        {root: name for key, root, name in known if key == root},
    )


def secrets_of(records: Iterable[uuid.UUID], *, by: Actor) -> tuple[str, ...]:
    """How the protected addresses of these people may stand in a sentence.

    One that was entered in error may be somebody else's: it is kept out of prints too.
    """
    rows = Address.objects.filter(
        partnership_id=by.partnership, person__in=list(records), confidential=True
    )
    found: set[str] = set()
    for lines, postcode in rows.values_list("lines", "postcode"):
        found |= {lines, lines.split(",")[0], postcode}
    return tuple(sorted((one for one in found if len(one) > 4), key=len, reverse=True))


def _fitting(line: Line, hidden: tuple[str, ...]) -> Line:
    text = shorten(mask(line.text, hidden), LONGEST)
    return replace(line, text=text, source=mask(line.source, hidden))


def _merged(lines: Iterable[Line], names: dict[uuid.UUID, str]) -> tuple[Entry, ...]:
    together: dict[tuple[str, date, str], list[Line]] = {}
    for line in lines:
        together.setdefault((line.key, line.day, line.kind), []).append(line)
    return tuple(_entry(same, list(names)) for same in together.values())


def _entry(same: list[Line], order: list[uuid.UUID]) -> Entry:
    """The weightiest of the same lines speaks for all; what holds one back holds all back."""
    first = max(same, key=lambda one: (one.significance, one.recorded_at))
    holds = frozenset(hold for one in same for hold in one.holds)
    whose = {one.person for one in same}
    line = replace(first, holds=holds, unnamed=any(one.unnamed for one in same))
    return Entry(line, tuple(key for key in order if key in whose))
