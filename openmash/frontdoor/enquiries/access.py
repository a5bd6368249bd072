"""Who sees which enquiry: whoever may see its contact, and holds the part of the hub for it.

A question to an agency is seen there by whoever holds an answering role, and nothing else of the enquiry.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from django.db.models import Q, QuerySet

from openmash.core.actor import Actor
from openmash.core.lifecycle import Move
from openmash.core.refusals import NotAllowed, NotFound
from openmash.foundation.access.matrix import reach_of
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.permits import Permit, permit
from openmash.foundation.access.reading import Action, log_read
from openmash.foundation.access.roles import SERVICES, Role
from openmash.foundation.access.rules import RecordFacts
from openmash.frontdoor.contacts.access import about_of as contact_about
from openmash.frontdoor.contacts.access import get_contact
from openmash.frontdoor.contacts.access import record_facts as contact_facts
from openmash.frontdoor.contacts.models import Contact
from openmash.frontdoor.enquiries.models import AgencyCheck, MashEnquiry
from openmash.frontdoor.enquiries.states import CHECK, ENQUIRY


def record_facts(enquiry: MashEnquiry) -> RecordFacts:
    """An enquiry is as near or far as its contact."""
    return contact_facts(enquiry.contact)


def about_of(enquiry: MashEnquiry) -> list[str]:
    """Whom an event in an enquiry is about: the enquiry, its contact, and the people of it."""
    return [enquiry.subject, *contact_about(enquiry.contact)]


def permitted_step(enquiry: MashEnquiry, name: str, by: Actor) -> tuple[Move, Permit]:
    """A step in the life of an enquiry, with this actor's permit to take it."""
    step = ENQUIRY[name]
    return step, permit(by, step.permission, record_facts(enquiry))


def in_turn_with_decisions(enquiry: MashEnquiry) -> Contact:
    """Whoever decides at this moment locks the same contact: one of the two sees the other."""
    own = enquiry.contact
    return Contact.objects.select_for_update().get(pk=own.duplicate_of_id or own.pk)


def permit_health_list(by: Actor) -> None:
    """The list is for those who write what health information means, as far as each may read."""
    if reach_of(by.role, P.HEALTH_WRITE) is None:
        raise NotAllowed("This list is for health practitioners")


def get_enquiry(by: Actor, reference: str, permission: P = P.ENQUIRY_READ) -> MashEnquiry:
    """The enquiry about a contact; the look is logged with the contact. Nothing where none is."""
    contact = get_contact(by, reference, permission)
    if permission != P.ENQUIRY_READ:
        permit(by, P.ENQUIRY_READ, contact_facts(contact))
    found = MashEnquiry.objects.filter(contact=contact).first()
    if found is None:
        raise NotFound("There is no enquiry about this")
    found.contact = contact
    return found


def request_facts(check: AgencyCheck) -> RecordFacts:
    """A question is addressed to those who answer for the agency, and to whom it was handed there."""
    return RecordFacts(
        partnership=check.partnership_id,
        in_hub=True,
        addressed_users=frozenset(
            str(one) for one in (check.for_user_id, check.open_link_id) if one
        ),
        addressed_roles=frozenset((check.agency_id, role) for role in check.for_roles),
    )


def answering_step(check: AgencyCheck, name: str, by: Actor) -> tuple[Move, Permit]:
    """A step that an agency takes with a question, with this actor's permit to take it."""
    step = CHECK[name]
    return step, permit(by, step.permission, request_facts(check))


def may_answer(role: str, for_roles: Iterable[str]) -> bool:
    """Whether a question for these roles may be put into the hands of somebody in this one: each service
    of an agency answers for itself."""
    return bool(reach_of(role, P.CHECK_ANSWER)) and role not in SERVICES - set(for_roles)


def requests_to(by: Actor) -> QuerySet[AgencyCheck]:
    """The questions to this actor's agency that they may answer; agrees with the rule by test."""
    if reach_of(by.role, P.CHECK_ANSWER) is None:
        return AgencyCheck.objects.none()
    if by.role == Role.LINK:  # no list: the one question of the link
        return AgencyCheck.objects.filter(
            open_link__id=by.user, partnership_id=by.partnership, agency_id=by.agency
        )
    mine = Q(for_user__id=by.user) | Q(for_roles__contains=[by.role])
    return AgencyCheck.objects.filter(mine, partnership_id=by.partnership, agency_id=by.agency)


def get_request(by: Actor, key: uuid.UUID, *, looks: bool = True) -> AgencyCheck:
    """A question for somebody of the agency that was asked; every look is logged. Else nothing.

    A page that saves while somebody types looks at nothing new: a line for each field would bury the
    looks that matter.
    """
    found = requests_to(by).select_related("agency", "form").filter(pk=key).first()
    if found is None:
        raise NotFound("There is no such question for you")
    permit(by, P.CHECK_ANSWER, request_facts(found))
    if looks:
        log_read(Action.VIEW, by=by, subject=found.subject, about=found.about)
    return found
