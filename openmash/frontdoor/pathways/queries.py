"""The special pathways of a contact."""

from __future__ import annotations

from django.db.models import QuerySet

from openmash.core.actor import Actor
from openmash.core.refusals import NotFound
from openmash.foundation.access.permissions import Permission as P
from openmash.frontdoor.contacts.access import get_contact
from openmash.frontdoor.contacts.models import Contact
from openmash.frontdoor.pathways.kinds import RESTRICTED
from openmash.frontdoor.pathways.models import SpecialPathway
from openmash.frontdoor.pathways.states import PathwayState


def pathways_of(contact: Contact) -> QuerySet[SpecialPathway]:
    """Every one that was not taken back, in the order they were noted."""
    kept = SpecialPathway.objects.filter(contact=contact).exclude(state=PathwayState.TAKEN_BACK)
    return kept.order_by("noted_at", "id")


def kinds_of(contact: Contact) -> set[str]:
    """Which apply now."""
    running = SpecialPathway.objects.filter(contact=contact, state=PathwayState.OPEN)
    return set(running.values_list("kind", flat=True))


def kept_restricted(contact: Contact) -> bool:
    """Whether a pathway was noted, and not taken back, that only named people may know of."""
    return pathways_of(contact).filter(kind__in=list(RESTRICTED)).exists()


def get_pathway(by: Actor, reference: str, kind: str) -> SpecialPathway:
    """The guarded loader: an open pathway of a contact, to be ended or taken back."""
    contact = get_contact(by, reference, P.PATHWAY_KEEP)
    one = SpecialPathway.objects.filter(contact=contact, kind=kind, state=PathwayState.OPEN).first()
    if one is None:
        raise NotFound("There is no such pathway here, or it has ended")
    return one
