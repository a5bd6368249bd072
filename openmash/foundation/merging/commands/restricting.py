"""Restricting who may know of a human being, changing who, and lifting it (`roles.md` §4)."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable

from django.db import transaction
from django.db.models import QuerySet

from openmash.core.actor import Actor
from openmash.core.refusals import MovedMeanwhile, refuse_if
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.permits import permit
from openmash.foundation.ledger.commands import record
from openmash.foundation.merging import rules
from openmash.foundation.merging.commands.beings import hold, settle_readers
from openmash.foundation.merging.commands.joining import close_proposals
from openmash.foundation.merging.events import MergingEvent
from openmash.foundation.merging.queries.readers import possible_readers
from openmash.foundation.merging.queries.sides import Being
from openmash.foundation.people.access import record_facts
from openmash.foundation.people.models import Person, Restriction

SOURCE = "Restricted by the hub"


@transaction.atomic
def restrict(
    person: Person,
    marker: str,
    readers: Collection[str],
    because: str,
    *,
    by: Actor,
    knowingly: bool = False,
) -> None:
    """From now on only the named people may know of this human being, on every record of them.

    Whoever restricts is one of them. Workers on a case who are not named are shut out only
    `knowingly`. Records joined later bring their own readers: only who is named for all reads on.
    """
    (being,) = hold([person.pk], by=by)
    permit(by, P.PERSON_RESTRICT, record_facts(being.root))
    free = _free(being)
    refuse_if([*_problems(being, marker, readers, because, knowingly, by), *_already(free)])
    close_proposals(being.keys, "Restricted meanwhile", by=by)
    for key in free:
        _write(key, marker, readers, because.strip(), by)
    _settle(MergingEvent.RESTRICTED, being, marker, by)


@transaction.atomic
def change_readers(
    held: Restriction, readers: Collection[str], because: str, *, by: Actor, knowingly: bool = False
) -> None:
    """Name others for a restriction: the old one is kept as history and a new one takes its place."""
    being, alike = _hold_restriction(held, by)
    marker = held.marker
    refuse_if(_problems(being, marker, readers, because, knowingly, by))
    keys = list(alike.values_list("person_id", flat=True))
    _end(alike, because.strip(), by)
    for key in keys:
        _write(key, marker, readers, because.strip(), by)
    _settle(MergingEvent.READERS_CHANGED, being, marker, by)


@transaction.atomic
def lift(held: Restriction, because: str, *, by: Actor) -> None:
    """The reason for a restriction is gone: it is lifted on every record it was put on."""
    being, alike = _hold_restriction(held, by)
    refuse_if(rules.short_reason(because))
    _end(alike, because.strip(), by)
    _settle(MergingEvent.LIFTED, being, held.marker, by)


def _hold_restriction(held: Restriction, by: Actor) -> tuple[Being, QuerySet[Restriction]]:
    """The human being, and the restriction on each record it was put on at one time."""
    root = Person.objects.values_list("root_id", flat=True).get(pk=held.person_id)
    (being,) = hold([root], by=by)
    permit(by, P.PERSON_RESTRICT, record_facts(being.root))
    alike = _holding(being).filter(marker=held.marker, readers=held.readers, because=held.because)
    if not alike.filter(pk=held.pk).exists():
        raise MovedMeanwhile("Somebody has lifted or changed this restriction meanwhile")
    return being, alike


def _holding(being: Being) -> QuerySet[Restriction]:
    return Restriction.objects.filter(person_id__in=being.keys, lifted_at=None)


def _free(being: Being) -> list[uuid.UUID]:
    held = set(_holding(being).values_list("person_id", flat=True))
    return [key for key in being.keys if key not in held]


def _already(free: Collection[uuid.UUID]) -> Iterable[str]:
    if not free:
        yield "This person is restricted already: change who may know, or lift it first"


def _problems(
    being: Being, marker: str, readers: Collection[str], because: str, knowingly: bool, by: Actor
) -> Iterable[str]:
    is_identity = marker == Restriction.Marker.IDENTITY
    can_read = {str(one.pk) for one in possible_readers(by)}
    yield from rules.short_reason(because)
    yield from rules.why_not_restricted(readers, by.user, is_identity, can_read)
    left = rules.readers_of_all([being.side.readers, readers]) or frozenset()
    if not knowingly:
        yield from rules.shut_out(being.side, left)


def _write(key: uuid.UUID, marker: str, readers: Collection[str], because: str, by: Actor) -> None:
    Restriction.objects.create(
        person_id=key,
        marker=Restriction.Marker(marker),
        readers=sorted(set(readers)),
        because=because,
        partnership_id=by.partnership,
        source=SOURCE,
        recorded_at=by.at,
        recorded_by=by.name,
    )


def _end(alike: QuerySet[Restriction], because: str, by: Actor) -> None:
    alike.update(lifted_at=by.at, lifted_by=by.name, lifted_because=because)


def _settle(event: MergingEvent, being: Being, marker: str, by: Actor) -> None:
    settle_readers([being.root.pk], by=by)
    about = [f"person:{key}" for key in being.keys]
    facts = {"marker": marker}
    record(event, by=by, subject=being.root.subject, about=about, facts=facts)
