"""Contacts by the name of a child: as the sender wrote it, or as the register knows who was linked."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import QuerySet

from openmash.core.actor import Actor
from openmash.core.names import words_of
from openmash.foundation.people.access import visible_to
from openmash.foundation.people.models import PersonName
from openmash.frontdoor.contacts.models import ContactChild


def called(wanted: Sequence[str], among: QuerySet[Any], by: Actor) -> list[uuid.UUID]:
    """Those of these contacts in which each word begins a word of a child's name.

    Compared here, without accents: the tray holds what is open, and no extension of the database is
    needed.
    """
    children = ContactChild.objects.filter(
        contact__in=among.order_by().values("pk"), removed_at=None
    )
    rows = list(children.values_list("contact_id", "name", "person_id"))
    known = _names_of({person for _, _, person in rows if person}, by)
    words: dict[uuid.UUID, set[str]] = defaultdict(set)
    for contact, name, person in rows:
        words[contact].update(words_of(name))
        words[contact] |= known.get(person, set()) if person else set()
    return [contact for contact, its in words.items() if _begin(wanted, its)]


def _begin(wanted: Sequence[str], words: Iterable[str]) -> bool:
    return all(any(word.startswith(start) for word in words) for start in wanted)


def _names_of(people: Iterable[uuid.UUID], by: Actor) -> dict[uuid.UUID, set[str]]:
    """The words of every true name of these people, as far as this reader may know of them."""
    seen = visible_to(by).filter(pk__in=list(people))
    found: dict[uuid.UUID, set[str]] = defaultdict(set)
    names = PersonName.objects.filter(person__in=seen, in_error_at=None)
    for person, given, family in names.values_list("person_id", "given", "family"):
        found[person].update(words_of(f"{given} {family}"))
    return found
