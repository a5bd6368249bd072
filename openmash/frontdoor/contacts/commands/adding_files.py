"""Files that a sender puts to a worry: with the draft, or with what was sent already."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from openmash.core.actor import Actor
from openmash.core.refusals import refuse_if
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.permits import permit
from openmash.foundation.files import commands as files
from openmash.foundation.ledger.commands import record
from openmash.frontdoor.contacts.access import record_facts
from openmash.frontdoor.contacts.commands.sending import locked
from openmash.frontdoor.contacts.events import ContactEvent
from openmash.frontdoor.contacts.models import Contact
from openmash.frontdoor.contacts.rules.writing import why_no_files


@transaction.atomic
def add_files(contact: Contact, new: Sequence[files.NewFile], *, by: Actor) -> int:
    """Keep files with a worry, all or none; how many were new.

    A draft’s go with it when it is sent. What was sent gets them at once, and the hub is told.
    """
    contact = locked(contact, by=by)
    permit(by, P.CONTACT_WRITE, record_facts(contact))
    refuse_if(filter(None, [why_no_files(contact.state)]))
    added = files.add_files(contact.subject, new, by=by)
    if added and contact.submitted_at is not None:
        record(ContactEvent.ADDED_TO, by=by, subject=contact.subject, facts={"files": added})
    return added
