"""Keeping what people are found by true to what is said of them: the one place where keys are made."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from openmash.core.actor import Actor
from openmash.core.finding import stored_keys
from openmash.core.names import place_key
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.permits import permit
from openmash.foundation.people.access import record_facts, register_facts
from openmash.foundation.people.cards import facts_of, pack
from openmash.foundation.people.models import Address, Person, PersonCard, PersonKey


@transaction.atomic
def keep_findable(person: Person, *, by: Actor) -> None:
    """Make this record findable by everything said of it now; a restricted one by nothing.

    Called by every command that adds, corrects, restricts or releases. No event: nothing new is said.
    """
    permit(by, P.PERSON_WRITE, record_facts(person))
    _file(person)


@transaction.atomic
def refile(people: Iterable[Person], *, by: Actor) -> None:
    """The same for many records after an upgrade, with their doors; done by the system alone."""
    permit(by, P.PERSON_READ, register_facts(by))
    for person in people:
        for address in person.addresses.all():
            place = place_key(address.lines, address.postcode, address.uprn)
            if place != address.place:
                Address.objects.filter(pk=address.pk).update(place=place)
        _file(person)


def _file(person: Person) -> None:
    facts = facts_of(
        person,
        person.names.order_by("recorded_at", "id"),
        person.identifiers.all(),
        person.addresses.all(),
        person.contact_points.all(),
    )
    keys = stored_keys(facts) if person.readers is None else frozenset()
    held = PersonCard.objects.filter(person=person).values_list("keys", flat=True).first()
    before = frozenset(held or ())
    PersonCard.objects.update_or_create(
        person=person,
        defaults={
            "partnership_id": person.partnership_id,
            "said": pack(facts),
            "keys": sorted(keys),
        },
    )
    mine = PersonKey.objects.filter(partnership_id=person.partnership_id, person=person)
    mine.filter(key__in=before - keys).delete()
    PersonKey.objects.bulk_create(
        (
            PersonKey(partnership_id=person.partnership_id, key=key, person=person)
            for key in sorted(keys - before)
        ),
        ignore_conflicts=True,
    )
