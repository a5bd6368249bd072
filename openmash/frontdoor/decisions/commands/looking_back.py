"""Health looked back at a decision made before it had read, and the picture is another (P6)."""

from __future__ import annotations

from django.db import transaction

from openmash.core.actor import Actor
from openmash.foundation.access.roles import Role
from openmash.foundation.tasks.commands import Wanted, raise_task
from openmash.frontdoor.contacts.models import Contact
from openmash.frontdoor.contacts.queries.screening import agency_of
from openmash.frontdoor.contacts.states import ContactState
from openmash.frontdoor.decisions.commands.deciding import reopen
from openmash.frontdoor.decisions.models import ThresholdDecision
from openmash.frontdoor.enquiries.models import MashEnquiry

PICTURE_CHANGED = "health.picture_changed"
# Read by everyone who reads the contact: what the practitioner said of it is for those who read health.
REASON = "Health looked back, and the picture is another"


@transaction.atomic
def picture_changed(enquiry: MashEnquiry, *, by: Actor) -> None:
    """Every decision of the contact is open again, and a manager is told.

    While the sender is just being told, nothing can be opened: the manager's task says what to do.
    """
    contact = Contact.objects.get(pk=enquiry.contact_id)
    _tell_manager(contact, by)
    if contact.state == ContactState.DECIDED:
        return
    decided = ThresholdDecision.objects.filter(contact=contact, decided_at__isnull=False)
    for decision in decided.order_by("child__position"):
        reopen(decision, REASON, by=by)


def _tell_manager(contact: Contact, by: Actor) -> None:
    raise_task(
        Wanted(
            kind=PICTURE_CHANGED,
            title=f"{contact.reference}: health changes the picture, decide anew",
            about=contact.subject,
            path=f"{contact.hub_path}decision/",
            for_agency=agency_of(Role.MASH_MGR, by=by),
            for_role=Role.MASH_MGR,
        ),
        by=by,
    )
