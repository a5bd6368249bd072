"""Keeping what people are found by true to what is said of them: the one place where keys are made."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable

from django.db import transaction
from django.db.models import Prefetch, QuerySet

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

# What was entered in error finds nobody.
STANDING = (
    Prefetch("names", PersonName.objects.filter(in_error_at=None).order_by("recorded_at", "id")),
    Prefetch("identifiers", Identifier.objects.filter(in_error_at=None)),
    Prefetch("addresses", Address.objects.filter(in_error_at=None)),
    Prefetch("contact_points", ContactPoint.objects.filter(in_error_at=None)),
)


@transaction.atomic
def keep_findable(*people: Person, by: Actor) -> None:
    """Make these records findable by everything said of them now; a restricted one by nothing.

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
    cards, keys = [], []
    for person in _as_they_stand(records):
        card = _card_of(person)
        gone = set(before.get(person.pk, ())) - set(card.keys)
        if gone:
            _keys_of(person).filter(key__in=gone).delete()
        cards.append(card)
        keys += [_key(person, key) for key in card.keys if key not in before.get(person.pk, ())]
    PersonCard.objects.bulk_create(
        cards, update_conflicts=True, unique_fields=["person"], update_fields=["said", "keys"]
    )
    PersonKey.objects.bulk_create(keys, ignore_conflicts=True)


def _as_they_stand(records: Collection[uuid.UUID]) -> QuerySet[Person]:
    return Person.objects.filter(pk__in=records).order_by("pk").prefetch_related(*STANDING)


def _card_of(person: Person) -> PersonCard:
    facts = facts_of(
        person,
        person.names.all(),
        person.identifiers.all(),
        person.addresses.all(),
        person.contact_points.all(),
    )
    keys = stored_keys(facts) if person.readers is None else frozenset()
    here = person.partnership_id
    return PersonCard(person=person, partnership_id=here, said=pack(facts), keys=sorted(keys))


def _keys_of(person: Person) -> QuerySet[PersonKey]:
    return PersonKey.objects.filter(partnership_id=person.partnership_id, person=person)


def _key(person: Person, key: int) -> PersonKey:
    return PersonKey(partnership_id=person.partnership_id, key=key, person=person)
