"""What follows by itself: a child who asks to be rung is rung (e-MARF §7, L104)."""

from __future__ import annotations

from openmash.core.actor import Actor
from openmash.foundation.access.holdings import council
from openmash.foundation.access.roles import Role
from openmash.foundation.ledger.models import Event
from openmash.foundation.ledger.reacting import on
from openmash.foundation.tasks.commands import Wanted, raise_task
from openmash.frontdoor.contacts.events import ContactEvent
from openmash.frontdoor.contacts.models import Contact
from openmash.frontdoor.contacts.queries.feedback import wants_to_be_rung


@on(ContactEvent.SUBMITTED)
def ring_the_young_person(event: Event, by: Actor) -> None:
    """They wrote because they want to talk: a social worker has it before them at once."""
    contact = Contact.objects.get(pk=event.subject.partition(":")[2])
    if contact.channel != Contact.Channel.YOUNG_FORM or not wants_to_be_rung(contact):
        return
    wanted = Wanted(
        kind="ring_the_young_person",
        title=f"{contact.reference}: a young person asks to be rung. Read first when it is safe",
        about=contact.subject,
        path=contact.hub_path,
        due_at=contact.submitted_at,
        for_agency=council(contact.partnership_id),
        for_role=Role.MASH_SW,
    )
    raise_task(wanted, by=by)
