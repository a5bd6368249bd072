"""Who sees and makes which decision, and who says what their agency thinks of it."""

from __future__ import annotations

import uuid

from django.db.models import Q, QuerySet

from openmash.core.actor import Actor
from openmash.core.refusals import NotFound
from openmash.foundation.access.matrix import reach_of
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.permits import permit
from openmash.foundation.access.reading import Action, log_read
from openmash.foundation.access.rules import RecordFacts
from openmash.frontdoor.contacts.access import get_contact
from openmash.frontdoor.contacts.access import record_facts as contact_facts
from openmash.frontdoor.contacts.models import Contact
from openmash.frontdoor.decisions.models import ThresholdDecision, ViewAsked


def record_facts(decision: ThresholdDecision) -> RecordFacts:
    """A decision belongs to the hub; who recommended may not decide."""
    return RecordFacts(
        partnership=decision.partnership_id, in_hub=True, recommended_by=decision.recommended_by
    )


def get_contact_to_decide(by: Actor, reference: str, permission: P = P.DECISION_READ) -> Contact:
    """The contact whose decision page this actor opens; the look is logged."""
    contact = get_contact(by, reference)
    permit(by, permission, contact_facts(contact))
    return contact


def asked_facts(asked: ViewAsked) -> RecordFacts:
    """It is addressed to whoever answers for the agency, and to its health practitioners."""
    return RecordFacts(
        partnership=asked.partnership_id,
        addressed_users=frozenset(asked.for_users),
        addressed_roles=frozenset((asked.agency_id, role) for role in asked.for_roles),
    )


def views_asked_of(by: Actor) -> QuerySet[ViewAsked]:
    """What this actor's agency is asked and they may answer; agrees with the rule by test."""
    if reach_of(by.role, P.VIEW_GIVE) is None:
        return ViewAsked.objects.none()
    mine = Q(for_users__contains=[by.user]) | Q(for_roles__contains=[by.role])
    return ViewAsked.objects.filter(mine, partnership_id=by.partnership, agency_id=by.agency)


def get_asked(by: Actor, key: uuid.UUID) -> ViewAsked:
    """What somebody's agency is asked; every look is logged. Else nothing."""
    found = views_asked_of(by).select_related("agency").filter(pk=key).first()
    if found is None:
        raise NotFound("There is nothing like that for you")
    permit(by, P.VIEW_GIVE, asked_facts(found))
    log_read(Action.VIEW, by=by, subject=f"viewasked:{found.pk}", about=found.about)
    return found
