"""Being named in a contact is a fact about a person, which a join counts and a split can move."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from openmash.core.actor import Actor
from openmash.foundation.merging.facts import Fact, register
from openmash.frontdoor.contacts.access import visible_to
from openmash.frontdoor.contacts.models import ContactChild


class NamedInContact:
    """Who a child named in a contact is; nobody is shown a contact they may not read."""

    code = "contact"
    label = "Contacts they are named in"
    counted = True

    def of(self, records: Iterable[uuid.UUID], by: Actor) -> list[Fact]:
        """The contacts within this reader's reach that name one of these records."""
        rows = ContactChild.objects.filter(
            person_id__in=list(records), removed_at=None, contact__in=visible_to(by)
        )
        ordered = rows.select_related("contact").order_by("linked_at", "pk")
        return [self._fact(child) for child in ordered]

    def move(self, fact: uuid.UUID, giver: uuid.UUID, taker: uuid.UUID) -> bool:
        """Only who the child is changes, not what the sender wrote."""
        mine = ContactChild.objects.filter(pk=fact, person_id=giver)
        return mine.update(person_id=taker) == 1

    def clash(self, fact: uuid.UUID, taker: uuid.UUID) -> str:
        """A contact may name a person twice: twins are named so until somebody knows better."""
        return ""

    def _fact(self, child: ContactChild) -> Fact:
        words = f"Named in {child.contact.reference}"
        key, at = child.person_id, child.linked_at
        if key is None or at is None:
            raise LookupError("a child that was found by its person has one")
        return Fact(self.code, child.pk, key, words, child.contact.sender_name, at)


register(NamedInContact())
