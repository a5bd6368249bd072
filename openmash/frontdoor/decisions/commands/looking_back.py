"""Health looked back at a decision made before it had read, and the picture is another (P6)."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Max, Q, QuerySet

from openmash.core.actor import Actor
from openmash.foundation.access.roles import Role
from openmash.foundation.tasks.commands import Wanted, raise_task
from openmash.frontdoor.contacts.models import Contact
from openmash.frontdoor.contacts.queries.screening import agency_of
from openmash.frontdoor.contacts.states import ContactState
from openmash.frontdoor.decisions.commands.deciding import STILL_TO_DECIDE, reopen
from openmash.frontdoor.decisions.commands.following import PICTURE_CHANGED
from openmash.frontdoor.decisions.models import ThresholdDecision
from openmash.frontdoor.enquiries.models import HealthEmergency
from openmash.frontdoor.enquiries.states.health import Verdict

# Read by everyone who reads the contact: what the practitioner said of it is for those who read health.
REASON = "Health looked back, and the picture is another"
# Elsewhere nothing can be opened: while the sender is being told it is tried again when they were.
OPENS_AGAIN = STILL_TO_DECIDE | {ContactState.FEEDBACK_SENT, ContactState.CLOSED}


@transaction.atomic
def picture_changed(contact: Contact, *, by: Actor) -> None:
    """Every decision made before health said so is open again, and a manager is told.

    The manager's task stands until it is decided anew, whether or not it could be opened.
    """
    contact = Contact.objects.select_for_update().get(pk=contact.pk)
    overtaken = _overtaken(contact)
    _tell_manager(contact, "health changes the picture, decide anew", by)
    if contact.state in OPENS_AGAIN:
        for decision in overtaken.order_by("child__position"):
            reopen(decision, REASON, by=by)


@transaction.atomic
def try_again(contact: Contact, *, by: Actor) -> None:
    """The sender has been told: what health changed meanwhile is opened now."""
    if _overtaken(contact).exists():
        picture_changed(contact, by=by)


@transaction.atomic
def signature_taken_back(contact: Contact, *, by: Actor) -> None:
    """A child was decided on by it while others wait: a manager looks at that decision again."""
    if ThresholdDecision.objects.filter(contact=contact, decided_at__isnull=False).exists():
        _tell_manager(contact, "health took a signature back, look at what is decided", by)


def _overtaken(contact: Contact) -> QuerySet[ThresholdDecision]:
    """What was decided before a practitioner said that it changes the picture; never what came after."""
    said = HealthEmergency.objects.filter(
        Q(enquiry__contact=contact) | Q(enquiry__contact__duplicate_of=contact),
        verdict=Verdict.CHANGES,
    )
    last = said.aggregate(last=Max("reviewed_at"))["last"]
    return (
        ThresholdDecision.objects.filter(contact=contact, decided_at__lte=last)
        if last
        else (ThresholdDecision.objects.none())
    )


def _tell_manager(contact: Contact, words: str, by: Actor) -> None:
    raise_task(
        Wanted(
            kind=PICTURE_CHANGED,
            title=f"{contact.reference}: {words}",
            about=contact.subject,
            path=f"{contact.hub_path}decision/",
            for_agency=agency_of(Role.MASH_MGR, by=by),
            for_role=Role.MASH_MGR,
        ),
        by=by,
    )
