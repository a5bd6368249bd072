"""Keeping what people are found by true to what is said of them: the one place where keys are made."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from typing import TypeVar

from django.db import connection, transaction
from django.db.models import QuerySet

from openmash.core.actor import Actor
from openmash.core.finding import stored_keys
from openmash.core.names import place_key
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.permits import permit
from openmash.foundation.people.access import record_facts, register_facts
from openmash.foundation.people.cards import facts_of, pack
from openmash.foundation.people.models import (
    Address,
    ContactPoint,
    Identifier,
    Person,
    PersonCard,
    PersonKey,
    PersonName,
)

Said = TypeVar("Said", PersonName, Identifier, Address, ContactPoint)


@transaction.atomic
def keep_findable(*people: Person, by: Actor) -> None:
    """Make these records findable by everything said of them now; a restricted or withdrawn one by nothing.

    Called by every command that adds, corrects, moves, restricts or releases. No event: nothing new
    is said.
    """
    for person in people:
        permit(by, P.PERSON_WRITE, record_facts(person))
    file_anew([person.pk for person in people])


@transaction.atomic
def refile(people: Iterable[Person], *, by: Actor) -> None:
    """The same for many records after an upgrade, with their doors; done by the system alone."""
    permit(by, P.PERSON_READ, register_facts(by))
    records = list(people)
    for address in Address.objects.filter(person__in=records):
        place = place_key(address.lines, address.postcode, address.uprn)
        if place != address.place:
            Address.objects.filter(pk=address.pk).update(place=place)
    file_anew([person.pk for person in records])


def file_anew(records: Collection[uuid.UUID]) -> None:
    """Read these records as they stand now, and make their cards and keys: a few statements, however
    many records. Whoever calls holds the permit."""
    before = dict(PersonCard.objects.filter(person__in=records).values_list("person_id", "keys"))
    cards = list(_cards_of(records))
    for card in cards:
        gone = set(before.get(card.person_id, ())) - set(card.keys)
        if gone:
            _keys_of(card).filter(key__in=gone).delete()
    PersonCard.objects.bulk_create(
        cards, update_conflicts=True, unique_fields=["person"], update_fields=["said", "keys"]
    )
    _unfold_keys(cards)


def _unfold_keys(cards: Collection[PersonCard]) -> None:
    """Every key of these cards as a row of its own. Twenty for each record: the database unfolds
    them, for building them one by one took longer than everything else an import writes."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO people_personkey (partnership_id, key, person_id)"
            " SELECT partnership_id, unnest(keys), person_id FROM people_personcard"
            " WHERE person_id = ANY(%s) ON CONFLICT DO NOTHING",
            [[card.person_id for card in cards]],
        )


def _cards_of(records: Collection[uuid.UUID]) -> Iterator[PersonCard]:
    names, identifiers = _standing(PersonName, records), _standing(Identifier, records)
    addresses, points = _standing(Address, records), _standing(ContactPoint, records)
    for person in Person.objects.filter(pk__in=records).order_by("pk"):
        one = person.pk
        facts = facts_of(person, names[one], identifiers[one], addresses[one], points[one])
        keys = stored_keys(facts) if _is_found(person) else frozenset()
        here = person.partnership_id
        yield PersonCard(person=person, partnership_id=here, said=pack(facts), keys=sorted(keys))


def _is_found(person: Person) -> bool:
    return person.readers is None and person.withdrawn_at is None


def _standing(table: type[Said], records: Collection[uuid.UUID]) -> dict[uuid.UUID, list[Said]]:
    """By record, oldest first; what was entered in error finds nobody."""
    found: dict[uuid.UUID, list[Said]] = defaultdict(list)
    rows = table.objects.filter(person__in=records, in_error_at=None)
    for row in rows.order_by("recorded_at", "id"):
        found[row.person_id].append(row)
    return found


def _keys_of(card: PersonCard) -> QuerySet[PersonKey]:
    return PersonKey.objects.filter(partnership_id=card.partnership_id, person_id=card.person_id)
