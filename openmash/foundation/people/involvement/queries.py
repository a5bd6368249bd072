"""Reading the involvement register: open to whom, whom we ask, who must attend."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from openmash.core.actor import Actor
from openmash.core.dates import say_date
from openmash.core.refusals import NotFound
from openmash.core.working_time import london_day
from openmash.foundation.people.access import visible_to
from openmash.foundation.people.involvement.rules import is_stale, nobody_named
from openmash.foundation.people.models import Involvement, Person
from openmash.foundation.people.whole import roots_of
from openmash.foundation.reference.queries import number

STALE_AFTER = "involvement-stale-after-days"


@dataclass(frozen=True)
class Works:
    """Somebody who works or worked with a person, as the register page shows it."""

    key: uuid.UUID
    person: uuid.UUID
    kind: str
    kind_words: str
    agency: str
    agency_name: str
    service: str
    worker: str
    starts_on: date
    ends_on: date | None
    source: str
    heard_on: date
    heard_from: str
    stale: bool
    is_now: bool


@dataclass(frozen=True)
class ToAsk:
    """An agency and service to ask about these people, and every reason for it."""

    agency: str
    agency_name: str
    service: str
    phone: str
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Attendee:
    """A worker who has to be at the table, or the service that has to say who comes."""

    name: str
    agency: str
    agency_name: str
    service: str
    user: uuid.UUID | None
    about: tuple[str, ...]


def register_of(people: Iterable[uuid.UUID], *, by: Actor) -> list[Works]:
    """Everybody who works or worked with these people, those of now first, newest first."""
    found = [works for works, _ in _read(people, by)]
    return sorted(found, key=lambda one: (one.is_now, one.starts_on), reverse=True)


def whom_to_ask(people: Iterable[uuid.UUID], *, by: Actor) -> list[ToAsk]:
    """Whom to ask about these people, each agency and service once, with every reason (L46, P3).

    Those who work with them now come first; then those who did: they know what was.
    """
    found = _read(people, by)
    names = _names({works.person for works, _ in found}, by)
    together: dict[tuple[str, str], list[tuple[Works, Involvement]]] = {}
    for works, row in found:
        together.setdefault((works.agency, works.service.casefold()), []).append((works, row))
    ordered = sorted(together.values(), key=_soonest)
    return [_to_ask(same, names, london_day(by.at)) for same in ordered]


def not_named(people: Iterable[uuid.UUID], *, by: Actor) -> list[str]:
    """Whom we would ask and cannot yet: for a child of school age no school is known, and so on."""
    roots = set(roots_of(people, by=by).values())
    kinds: dict[uuid.UUID, set[str]] = {key: set() for key in roots}
    for works, _ in _read(roots, by):
        if works.is_now:
            kinds[works.person].add(works.kind)
    return [
        f"{one.display_name}: {gap}"
        for one in visible_to(by).filter(pk__in=roots).order_by("birth_date", "id")
        for gap in nobody_named(one.kind, one.birth_date, kinds[one.pk], london_day(by.at))
    ]


def who_must_attend(people: Iterable[uuid.UUID], *, by: Actor) -> list[Attendee]:
    """The workers of today, each once, with name and agency; a service whose worker nobody knows
    is there too, for it has to say who comes (P10)."""
    found = [(works, row) for works, row in _read(people, by) if works.is_now]
    names = _names({works.person for works, _ in found}, by)
    together: dict[tuple[str, str], list[tuple[Works, Involvement]]] = {}
    for works, row in found:
        who = works.worker.casefold() or f"?{works.service.casefold()}"
        together.setdefault((works.agency, who), []).append((works, row))
    return [_attendee(same, names) for _, same in sorted(together.items())]


def get_involvement(person: Person, key: uuid.UUID, *, by: Actor) -> Involvement:
    """One row of the register of this human being, on whichever record it stands. The caller has
    got the person, which logs the look."""
    records = visible_to(by).filter(root_id=person.root_id)
    rows = Involvement.objects.filter(pk=key, person__in=records, in_error_because="")
    found = rows.select_related("person", "agency", "worker").first()
    if found is None:
        raise NotFound("There is nothing like that in the register for you")
    return found


def _read(people: Iterable[uuid.UUID], by: Actor) -> list[tuple[Works, Involvement]]:
    roots = set(roots_of(people, by=by).values())
    rows = Involvement.objects.filter(
        partnership_id=by.partnership,
        person__in=visible_to(by).filter(root_id__in=roots),
        in_error_because="",
    )
    ordered = rows.select_related("person", "agency", "worker").order_by(
        "starts_on", "recorded_at", "person__display_name", "id"
    )
    today, days = london_day(by.at), number(by.partnership, STALE_AFTER)
    return [(_works(row, today, days), row) for row in ordered]


def _names(roots: Iterable[uuid.UUID], by: Actor) -> dict[uuid.UUID, str]:
    return dict(visible_to(by).filter(pk__in=set(roots)).values_list("pk", "display_name"))


def _works(row: Involvement, today: date, days: int) -> Works:
    heard = row.confirmed_at or row.recorded_at
    return Works(
        key=row.pk,
        person=row.person.root_id,
        kind=row.kind,
        kind_words=row.get_kind_display(),
        agency=row.agency_id,
        agency_name=row.agency.name,
        service=row.service,
        worker=row.worker.name if row.worker else row.worker_name,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        source=row.source,
        heard_on=london_day(heard),
        heard_from=row.confirmed_by if row.confirmed_at else row.recorded_by,
        stale=is_stale(row.starts_on, heard, row.ends_on, today, days),
        is_now=row.starts_on <= today and (row.ends_on is None or row.ends_on > today),
    )


def _reason(works: Works, name: str, today: date) -> str:
    if works.is_now:
        again = ", not confirmed for a long time" if works.stale else ""
        return f"works with {name} since {say_date(works.starts_on)}{again}"
    if works.starts_on > today:
        return f"begins to work with {name} on {say_date(works.starts_on)}"
    return f"worked with {name} until {say_date(works.ends_on or works.starts_on)}"


def _soonest(same: list[tuple[Works, Involvement]]) -> tuple[bool, str, str]:
    first = same[0][0]
    return (not any(one.is_now for one, _ in same), first.agency_name, first.service)


def _to_ask(
    same: list[tuple[Works, Involvement]], names: dict[uuid.UUID, str], today: date
) -> ToAsk:
    first, row = same[0]
    reasons = dict.fromkeys(_reason(one, names[one.person], today) for one, _ in same)
    return ToAsk(first.agency, first.agency_name, first.service, row.agency.phone, tuple(reasons))


def _attendee(same: list[tuple[Works, Involvement]], names: dict[uuid.UUID, str]) -> Attendee:
    first, row = same[0]
    about = tuple(dict.fromkeys(names[one.person] for one, _ in same))
    return Attendee(
        first.worker, first.agency, first.agency_name, first.service, row.worker_id, about
    )
