"""Who sees which contact. The only way a view gets one is `get_contact` or `get_own_contact`."""

from __future__ import annotations

import uuid

from django.db.models import Q, QuerySet

from openmash.core.actor import Actor
from openmash.core.lifecycle import Move
from openmash.core.refusals import NotFound
from openmash.foundation.access.matrix import Reach, reach_of
from openmash.foundation.access.models import Attachment
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.permits import Permit, permit
from openmash.foundation.access.reading import Action, log_read
from openmash.foundation.access.roles import HUB, Role
from openmash.foundation.access.rules import RecordFacts
from openmash.foundation.together import Column, ask
from openmash.frontdoor.contacts.models import Contact
from openmash.frontdoor.contacts.states import CONTACT, ContactState

# What every page of a contact names: asked for together with it.
WITH = ("form_version", "sender_agency", "sender", "taken_by", "assigned_to")
UNSENT = (ContactState.DRAFT, ContactState.WITHDRAWN)


def record_facts(contact: Contact) -> RecordFacts:
    """What access needs to know of a contact. A draft is its writer's alone: not yet in the hub."""
    return facts_with(contact, attached_to(contact))


def attached_to(contact: Contact) -> Column[uuid.UUID]:
    """Who is attached to a contact, to be asked alone or with other questions."""
    rows = Attachment.objects.filter(
        partnership_id=contact.partnership_id, subject=contact.subject, ends_at=None
    )
    return Column(rows, "user")


def facts_with(contact: Contact, attached: Column[uuid.UUID]) -> RecordFacts:
    """The same where those who are attached were asked for with other questions."""
    return RecordFacts(
        partnership=contact.partnership_id,
        author=contact.author,
        in_hub=contact.state not in UNSENT,
        attached_users=frozenset(str(key) for key in attached.answer),
        named_readers=named_readers(contact),
        goes_on_by_itself=True,
    )


def named_readers(contact: Contact) -> frozenset[str] | None:
    """Who alone may know of it, where it is restricted: those who are named, and whoever sent it.

    Whoever answered the telephone is of the hub, and named like everybody there (`roles.md` §4).
    """
    if contact.readers is None:
        return None
    sender = contact.sender_id or contact.public_key
    return frozenset(contact.readers) | ({str(sender)} if sender else set())


def permitted_step(contact: Contact, name: str, by: Actor) -> tuple[Move, Permit]:
    """A step in the life of a contact, with this actor's permit to take it; refused without one."""
    step = CONTACT[name]
    return step, permit(by, step.permission, record_facts(contact))


def own_facts(by: Actor) -> RecordFacts:
    """The facts of a contact that does not exist yet, about to be written by this actor."""
    return RecordFacts(partnership=by.partnership, author=by.user)


def visible_to(by: Actor, permission: P = P.CONTACT_READ) -> QuerySet[Contact]:
    """The contacts within this actor's reach of a permission; agrees with `rule` by test."""
    contacts = Contact.objects.filter(partnership_id=by.partnership)
    match reach_of(by.role, permission):
        case Reach.HUB:
            return _known_to(by, contacts).exclude(state__in=UNSENT)
        case Reach.OUT_OF_HOURS if by.out_of_hours:
            return _known_to(by, contacts).exclude(state__in=UNSENT)
        case Reach.ATTACHED:
            mine = Attachment.objects.filter(
                partnership_id=by.partnership, user_id=by.user, ends_at=None
            ).values_list("subject", flat=True)
            keys = [s.partition(":")[2] for s in mine if s.startswith("contact:")]
            return _known_to(by, contacts).filter(pk__in=keys)
        case Reach.OWN:
            return contacts.filter(**own(by))
        case _:
            return contacts.none()


def _known_to(by: Actor, contacts: QuerySet[Contact]) -> QuerySet[Contact]:
    """Without those that are restricted to others."""
    if by.role == Role.SYSTEM:
        return contacts
    return contacts.filter(Q(readers=None) | Q(readers__contains=[by.user]))


def own(by: Actor) -> dict[str, str]:
    """What picks out this person's own contacts: their account, or the secret they hold.

    At the hub it is the calls they took.
    """
    if by.role == Role.PUBLIC:
        return {"public_key": by.user}
    return {"taken_by__id" if by.role in HUB else "sender__id": by.user}


def get_contact(by: Actor, reference: str, permission: P = P.CONTACT_READ) -> Contact:
    """Load a contact for the hub or an attached worker, and write the read log.

    Absent and not to be known look the same (`NotFound`); seen but not permitted is `NotAllowed`.
    """
    contact = _visible(by, reference, P.CONTACT_READ)
    attached, linked = attached_to(contact), _linked(contact)
    ask(attached, linked)
    permit(by, permission, facts_with(contact, attached))
    about = [f"person:{key}" for key in linked.answer]
    log_read(Action.VIEW, by=by, subject=contact.subject, about=about)
    return contact


def get_own_contact(by: Actor, reference: str, permission: P = P.CONTACT_FOLLOW) -> Contact:
    """Load a worry for the person who writes or sent it, and write the read log once it was sent.

    Everybody else finds nothing. A draft is in nobody's hands but its writer's, whose browser asks
    for it at every field: a line for each would say nothing, and bury the looks that matter.
    """
    contact = _visible(by, reference, P.CONTACT_FOLLOW)
    permit(by, permission, record_facts(contact))
    if contact.submitted_at is not None:
        log_read(Action.VIEW, by=by, subject=contact.subject, about=people_of(contact))
    return contact


def people_of(contact: Contact) -> list[str]:
    """The linked people of a contact, as the read log names them."""
    return [f"person:{key}" for key in _linked(contact).answer]


def about_of(contact: Contact) -> list[str]:
    """Whom an event or a task about a contact is about, beside its subject."""
    return [contact.subject, *people_of(contact)]


def _visible(by: Actor, reference: str, permission: P) -> Contact:
    found = visible_to(by, permission).filter(reference=reference.strip().upper())
    contact = found.select_related(*WITH).first()
    if contact is None:
        raise NotFound("There is nothing for you under this reference")
    return contact


def _linked(contact: Contact) -> Column[uuid.UUID]:
    return Column(contact.children.filter(person__isnull=False, removed_at=None), "person")
