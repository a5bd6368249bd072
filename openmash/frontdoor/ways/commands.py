"""Taking what somebody without an account sends, and what they add to it (P1, §9)."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction

from openmash.core.actor import Actor
from openmash.core.refusals import refuse_if
from openmash.core.text import clean
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.permits import permit
from openmash.foundation.ledger.commands import record
from openmash.frontdoor.contacts.access import own_facts
from openmash.frontdoor.contacts.commands.drafting import begin
from openmash.frontdoor.contacts.commands.sending import (
    LATER,
    add_later,
    say_danger_later,
    submit_whole,
)
from openmash.frontdoor.contacts.emarf.filled import Filled, load
from openmash.frontdoor.contacts.events import ContactEvent
from openmash.frontdoor.contacts.models import Answer, Contact, ContactChild
from openmash.frontdoor.contacts.rules.sending import Safety, missing_from_outside
from openmash.frontdoor.ways.models import Arrival
from openmash.frontdoor.ways.queries import digest_now
from openmash.frontdoor.ways.writing import what_changed

KEPT = timedelta(days=1)


@transaction.atomic
def receive(message: Filled, source: str, *, much: bool = False, by: Actor) -> Contact:
    """Keep a whole message and send it; the same page sent again is the same contact.

    What was changed on it before it was sent again is added to the contact, and danger said only
    then calls people as at first.

    `source` is where it came from, kept as a digest; `much` that much was sent from there within the
    hour, which stands beside it and stops nothing.
    """
    permit(by, P.CONTACT_START, own_facts(by))
    refuse_if(missing_from_outside(message.facts))
    message.contact.much_sent = much
    contact, is_new = keep(message, by=by)
    if not is_new:
        return _sent_again(contact, message, by)
    contact = submit_whole(contact, by=by)
    _note_arrival(source, by)
    return contact


def keep(message: Filled, *, by: Actor) -> tuple[Contact, bool]:
    """Write a message down as a draft under its key; the one that is there, if its page is known.

    The caller holds the permit to begin one.
    """
    contact, is_new = begin(message.contact, by=by)
    if is_new:
        ContactChild.objects.bulk_create(message.children)
        Answer.objects.bulk_create(one for one in message.answers.values() if one.value)
        record(ContactEvent.STARTED, by=by, subject=contact.subject)
    return contact, is_new


@transaction.atomic
def add(contact: Contact, text: str, *, by: Actor) -> Contact:
    """Add something to what was sent; the same words pressed twice stand there once."""
    last = contact.answers.filter(child=None, question=LATER).values_list("value", flat=True)
    said = clean(text).strip()
    if said and str(last.first() or "").endswith(f": {said}"):
        return contact
    return add_later(contact, text, by=by)


def _sent_again(contact: Contact, message: Filled, by: Actor) -> Contact:
    if changed := what_changed(load(contact, message.today), message):
        contact = add(contact, f"The form was sent again, and said:\n{changed}", by=by)
    if message.facts.safety == Safety.NOT_SAFE:
        contact = say_danger_later(contact, by=by)
    return contact


def _note_arrival(source: str, by: Actor) -> None:
    """Counted for an hour, and gone within a day of the next that arrives."""
    here = Arrival.objects.filter(partnership_id=by.partnership)
    here.filter(at__lt=by.at - KEPT).delete()
    Arrival.objects.create(
        partnership_id=by.partnership, source=digest_now(source, by.at), at=by.at
    )
