"""Files that come with a worry: read by whoever may read it, written by whoever writes it."""

from __future__ import annotations

from django.urls import reverse

from openmash.core.actor import Actor
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.files.belonging import Owner, register
from openmash.frontdoor.contacts.access import people_of, record_facts
from openmash.frontdoor.contacts.models import Contact

READS = frozenset({P.CONTACT_READ, P.CONTACT_FOLLOW})


def find(key: str, by: Actor) -> Owner | None:
    """A worry, as far as its files have to know it."""
    contact = Contact.objects.filter(pk=key, partnership_id=by.partnership).first()
    if contact is None:
        return None
    return Owner(
        facts=record_facts(contact),
        reads=READS,
        writes=P.CONTACT_WRITE,
        reference=contact.reference,
        about=tuple(people_of(contact)),
        path=_page(contact, by),
        with_hub=contact.submitted_at is not None,
    )


def _page(contact: Contact, by: Actor) -> str:
    """The sender goes back to what they write or follow, everybody else to the hub's page."""
    if str(contact.sender_id) != by.user:
        return f"{reverse('contact', args=[contact.reference])}#files"
    page = "worry_tasks" if contact.submitted_at is None else "worry_status"
    return reverse(page, args=[contact.reference])


register("contact", find)
