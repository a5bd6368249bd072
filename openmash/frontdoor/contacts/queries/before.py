"""What the hub has heard before about the same children, in twelve months (P1 R3)."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from openmash.core.actor import Actor
from openmash.core.names import place_key, words_of
from openmash.frontdoor.contacts.access import visible_to
from openmash.frontdoor.contacts.models import Contact, ContactChild
from openmash.frontdoor.contacts.states import ContactState

TWELVE_MONTHS = timedelta(days=365)
MOST_SHOWN = 20


@dataclass(frozen=True)
class Mention:
    """A child named in some contact."""

    contact: uuid.UUID
    child: uuid.UUID
    person: uuid.UUID | None
    name: tuple[str, ...]
    born: object
    at: datetime


def counts(children: Iterable[ContactChild], *, by: Actor) -> dict[uuid.UUID, int]:
    """For each contact of these children, how many earlier ones are about one of them; one query."""
    mine = [child for child in children if child.contact.submitted_at]
    if not mine:
        return {}
    said = [_mention(child) for child in _mentions(mine, by)]
    found: dict[uuid.UUID, set[uuid.UUID]] = defaultdict(set)
    for child in mine:
        one = _mention(child)
        found[one.contact] |= {m.contact for m in said if m.at < one.at and _is_same(m, one)}
    return {contact: len(others - {contact}) for contact, others in found.items()}


def earlier_contacts(contact: Contact, children: list[ContactChild], *, by: Actor) -> list[Contact]:
    """Other contacts about the same children, newest first, whatever became of them."""
    mine = [_mention(child) for child in children]
    same = {
        child.contact_id
        for child in _mentions(children, by)
        if any(_is_same(_mention(child), one) for one in mine)
    }
    others = visible_to(by).filter(pk__in=same - {contact.pk}).select_related("sender_agency")
    return list(others.order_by("-submitted_at")[:MOST_SHOWN])


def at_same_address(contact: Contact, children: list[ContactChild], *, by: Actor) -> list[Contact]:
    """Contacts about other children at the same house (P1 R3)."""
    houses = {(child.address, child.postcode.upper()) for child in children if child.postcode}
    if not houses:
        return []
    near = _recent(by).filter(postcode__in=[code for _, code in houses]).exclude(contact=contact)
    keys = {one.contact_id for one in near if any(_same_house(one, house) for house in houses)}
    others = visible_to(by).filter(pk__in=keys).select_related("sender_agency")
    return list(others.order_by("-submitted_at")[:MOST_SHOWN])


def _mentions(children: list[ContactChild], by: Actor) -> list[ContactChild]:
    people = {child.person.root_id for child in children if child.person}
    births = {child.birth_date for child in children if child.birth_date}
    same = Q(person__root_id__in=people) | Q(birth_date__in=births)
    return list(_recent(by).filter(same).select_related("contact", "person"))


def _recent(by: Actor) -> QuerySet[ContactChild]:
    sent = visible_to(by).exclude(state=ContactState.IN_ERROR)
    recent = sent.filter(submitted_at__gte=by.at - TWELVE_MONTHS)
    return ContactChild.objects.filter(
        partnership_id=by.partnership, removed_at=None, contact__in=recent
    )


def _mention(child: ContactChild) -> Mention:
    return Mention(
        contact=child.contact_id,
        child=child.pk,
        person=child.person.root_id if child.person else None,
        name=tuple(sorted(words_of(child.name))),
        born=child.birth_date,
        at=child.contact.submitted_at or child.contact.started_at,
    )


def _is_same(one: Mention, two: Mention) -> bool:
    """The same linked person; or, while nobody has linked both, the same name and birth date."""
    if one.person and two.person:
        return one.person == two.person
    return bool(one.name) and one.name == two.name and one.born is not None and one.born == two.born


def _same_house(one: ContactChild, house: tuple[str, str]) -> bool:
    mine = place_key(one.address, one.postcode)
    return bool(mine) and mine == place_key(*house)
