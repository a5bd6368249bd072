"""Who may know of a restricted contact, and who can be named (`roles.md` §4)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch

from openmash.core.actor import Actor
from openmash.foundation.access.holdings import held_at
from openmash.foundation.access.matrix import MATRIX, Reach
from openmash.foundation.access.models import User
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.reading import Action, log_read
from openmash.foundation.access.roles import ROLE_NAMES, Role
from openmash.foundation.ledger.queries import latest
from openmash.frontdoor.contacts.access import visible_to
from openmash.frontdoor.contacts.events import ContactEvent
from openmash.frontdoor.contacts.models import Contact, ContactChild
from openmash.frontdoor.contacts.queries.tray_rows import names_of
from openmash.frontdoor.contacts.rules.restricting import Known
from openmash.frontdoor.contacts.states import CONTACT, STATE_WORDS, ContactState

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


@dataclass(frozen=True)
class Line:
    """A restricted contact, for somebody who may know of it."""

    reference: str
    children: str
    worry: str
    sender: str
    received_at: datetime | None
    state: str


def restricted_to(by: Actor) -> list[Line]:
    """Every contact that is restricted to this person among others, newest first; the look is logged."""
    rows = visible_to(by).exclude(readers=None).select_related("sender_agency")
    children = ContactChild.objects.filter(removed_at=None).order_by("position")
    found = list(
        rows.prefetch_related(Prefetch("children", children)).order_by("-submitted_at", "id")
    )
    about = [one.subject for one in found]
    log_read(Action.LIST, by=by, subject="list:restricted", about=about)
    return [_line(one) for one in found]


def _line(contact: Contact) -> Line:
    return Line(
        contact.reference,
        names_of(list(contact.children.all())),
        contact.worry_line,
        contact.sender_agency.name,
        contact.submitted_at,
        STATE_WORDS[ContactState(contact.state)],
    )


def known_of(contact: Contact) -> Known:
    """What the rule needs to know of the contact."""
    asked = latest(contact.partnership_id, contact.subject, ContactEvent.ENQUIRY_OPENED)
    return Known(
        state=contact.state,
        possible=contact.state in CONTACT["restrict"].sources,
        restricted=contact.readers is not None,
        was_enquired=contact.in_enquiry or asked is not None,
        writes=str(contact.taken_by_id or "") if contact.is_being_written else "",
    )


def names_of_readers(contact: Contact) -> list[str]:
    """The names of those who may know of it; none where it is not restricted."""
    if not contact.readers:
        return []
    rows = User.objects.filter(pk__in=contact.readers).order_by("name")
    return list(rows.values_list("name", flat=True))
