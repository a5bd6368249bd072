"""Who may know of a restricted contact, and who can be named (`roles.md` §4)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from openmash.core.actor import Actor
from openmash.foundation.access.holdings import held_at
from openmash.foundation.access.matrix import MATRIX, Reach
from openmash.foundation.access.models import User
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.roles import ROLE_NAMES, Role
from openmash.foundation.ledger.queries import latest
from openmash.frontdoor.contacts.events import ContactEvent
from openmash.frontdoor.contacts.models import Contact
from openmash.frontdoor.contacts.rules.restricting import Known
from openmash.frontdoor.contacts.states import CONTACT, UNDECIDED

# The hub, and those who deal with what is restricted.
NAMEABLE = tuple(
    role
    for role, row in MATRIX.items()
    if role is not Role.SYSTEM
    and (row.get(P.CONTACT_READ) == Reach.HUB or row.get(P.CONTACT_RESTRICT) == Reach.ATTACHED)
)


@dataclass(frozen=True)
class Nameable:
    """Somebody who can be named, with every role they act in here."""

    user: str
    name: str
    roles: frozenset[str]

    @property
    def words(self) -> str:
        """Their roles as people say them."""
        return ", ".join(sorted(ROLE_NAMES[Role(role)] for role in self.roles))


def nameable(by: Actor) -> list[Nameable]:
    """Everybody in this partnership who can be named, by name."""
    held = held_at(by.at).filter(partnership_id=by.partnership, role__in=NAMEABLE)
    roles: dict[str, set[str]] = defaultdict(set)
    names: dict[str, str] = {}
    for user, name, role in held.values_list("user", "user__name", "role"):
        roles[str(user)].add(role)
        names[str(user)] = name
    found = [Nameable(user, names[user], frozenset(held)) for user, held in roles.items()]
    return sorted(found, key=lambda one: (one.name, one.user))


def known_of(contact: Contact) -> Known:
    """What the rule needs to know of the contact."""
    asked = latest(contact.partnership_id, contact.subject, ContactEvent.ENQUIRY_OPENED)
    return Known(
        state=contact.state,
        possible=contact.state in CONTACT["restrict"].sources,
        restricted=contact.readers is not None,
        was_enquired=contact.in_enquiry or asked is not None,
        in_danger=contact.immediate_danger and contact.state in UNDECIDED,
        holder=str(contact.assigned_to_id or ""),
        writes=str(contact.taken_by_id or "") if contact.is_being_written else "",
    )


def names_of_readers(contact: Contact) -> list[str]:
    """The names of those who may know of it; none where it is not restricted."""
    if not contact.readers:
        return []
    rows = User.objects.filter(pk__in=contact.readers).order_by("name")
    return list(rows.values_list("name", flat=True))
