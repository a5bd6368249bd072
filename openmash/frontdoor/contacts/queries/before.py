"""What the hub has heard about the same children: twelve months before a worry came, and since (P1 R3).

The one place that says which contacts count. The tray, the contact's page and the decision ask here;
the months run backwards from when the worry was received, so that the answer does not change while
somebody thinks about it.
"""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from openmash.core.actor import Actor
from openmash.core.names import place_key, words_of
from openmash.foundation.access.reading import Action, log_read
from openmash.foundation.people.models import Person
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
    since = min(since_when(child.contact) for child in mine)
    said = [_mention(child) for child in _mentions(mine, since, by)]
    found: dict[uuid.UUID, set[uuid.UUID]] = defaultdict(set)
    for child in mine:
        one = _mention(child)
        found[one.contact] |= {m.contact for m in said if _is_before(m, one) and _is_same(m, one)}
    return {contact: len(others - {contact}) for contact, others in found.items()}


def earlier_contacts(contact: Contact, children: list[ContactChild], *, by: Actor) -> list[Contact]:
    """Other contacts about the same children, newest first, whatever became of them."""
    same = {theirs.contact_id for _, theirs in same_children(contact, children, by=by)}
    others = visible_to(by).filter(pk__in=same).select_related("sender_agency")
    return list(others.order_by("-submitted_at")[:MOST_SHOWN])


def shares_child(one: Iterable[ContactChild], two: Iterable[ContactChild]) -> bool:
    """Whether a child of the first contact is a child of the second, as far as anybody knows."""
    others = [_mention(child) for child in two]
    return any(_is_same(_mention(child), other) for child in one for other in others)


def same_children(
    contact: Contact, children: Iterable[ContactChild], *, by: Actor
) -> list[tuple[ContactChild, ContactChild]]:
    """Each child of this contact beside the same child in another one, newest contact first."""
    mine = list(children)
    others = _mentions(mine, since_when(contact), by)
    pairs = [
        (one, other)
        for other in others
        for one in mine
        if other.contact_id != contact.pk and _is_same(_mention(other), _mention(one))
    ]
    return sorted(pairs, key=lambda pair: _mention(pair[1]).at, reverse=True)


def note_looking_back(contact: Contact, shown: Iterable[uuid.UUID], *, by: Actor) -> None:
    """Write down whose other contacts stood on this contact's page: each shows a line about a child."""
    keys = sorted(set(shown))
    if not keys:
        return
    children = ContactChild.objects.filter(contact__in=keys, removed_at=None, person__isnull=False)
    people = sorted(set(children.values_list("person_id", flat=True)))
    about = [*(f"contact:{key}" for key in keys), *(f"person:{key}" for key in people)]
    log_read(Action.LIST, by=by, subject=contact.subject, about=about)


def since_when(contact: Contact) -> datetime:
    """From when on contacts about the same children count for this one."""
    return (contact.submitted_at or contact.started_at) - TWELVE_MONTHS


def at_same_address(contact: Contact, children: list[ContactChild], *, by: Actor) -> list[Contact]:
    """Contacts about other children at the same house (P1 R3)."""
    houses = {(child.address, child.postcode.upper()) for child in children if child.postcode}
    if not houses:
        return []
    near = (
        _since(since_when(contact), by)
        .filter(postcode__in=[code for _, code in houses])
        .exclude(contact=contact)
    )
    keys = {one.contact_id for one in near if any(_same_house(one, house) for house in houses)}
    keys -= {one.pk for one in earlier_contacts(contact, children, by=by)}
    others = visible_to(by).filter(pk__in=keys).select_related("sender_agency")
    return list(others.order_by("-submitted_at")[:MOST_SHOWN])


def _mentions(children: list[ContactChild], since: datetime, by: Actor) -> list[ContactChild]:
    """By everybody whom the register holds for one of them, and by birth date: an index for each."""
    roots = {child.person.root_id for child in children if child.person}
    people = list(Person.objects.filter(root__in=roots).values_list("pk", flat=True))
    births = {child.birth_date for child in children if child.birth_date}
    same = Q(person__in=people) | Q(birth_date__in=births)
    rows = _since(since, by).filter(same).order_by("position", "id")
    return list(rows.select_related("contact", "contact__sender_agency", "person"))


def _since(since: datetime, by: Actor) -> QuerySet[ContactChild]:
    sent = visible_to(by).exclude(state=ContactState.IN_ERROR)
    recent = sent.filter(submitted_at__gt=since)
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


def _is_before(one: Mention, two: Mention) -> bool:
    return two.at - TWELVE_MONTHS < one.at < two.at


def _same_house(one: ContactChild, house: tuple[str, str]) -> bool:
    mine = place_key(one.address, one.postcode)
    return bool(mine) and mine == place_key(*house)
