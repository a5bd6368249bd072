"""Whose people somebody keeps: those of their own agency; the technical administrator everybody's."""

from __future__ import annotations

import uuid

from django.db.models import QuerySet

from openmash.core.actor import Actor
from openmash.core.refusals import NotAllowed, NotFound
from openmash.foundation.access.holdings import council
from openmash.foundation.access.matrix import Reach, reach_of
from openmash.foundation.access.models import Agency, RoleHolding
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.permits import permit
from openmash.foundation.access.roles import Role
from openmash.foundation.access.rules import RecordFacts
from openmash.foundation.colleagues.models import Invitation
from openmash.foundation.colleagues.rules import Keeper, Place

KEEPERS = (Role.AGENCY_LEAD, Role.MASH_MGR, Role.SVC_MGR)


def record_facts(agency: str, by: Actor) -> RecordFacts:
    """The people of an agency are addressed to whoever keeps them there."""
    keepers = frozenset((agency, str(role)) for role in KEEPERS)
    return RecordFacts(partnership=by.partnership, in_hub=True, addressed_roles=keepers)


def keeper(by: Actor) -> Keeper:
    """This actor, as the rules know them."""
    return Keeper(by.user, by.role)


def must_keep(by: Actor) -> None:
    """Refuse whoever keeps nobody's access at all."""
    if reach_of(by.role, P.COLLEAGUE_READ) is None:
        raise NotAllowed("This page is for whoever looks after the people of an agency")


def agencies_of(by: Actor) -> QuerySet[Agency]:
    """The agencies of this partnership whose people this actor sees."""
    here = Agency.objects.filter(partnerships=by.partnership)
    match reach_of(by.role, P.COLLEAGUE_READ):
        case Reach.ANY:
            return here
        case Reach.ADDRESSED:
            return here.filter(code=by.agency)
        case _:
            return here.none()


def place_of(agency: Agency, by: Actor) -> Place:
    """An agency as the rules know it."""
    return Place(agency.code, agency.kind, agency.code == council(by.partnership))


def get_agency(by: Actor, code: str, permission: P = P.COLLEAGUE_READ) -> Agency:
    """The guarded loader: an agency that is not one's own looks absent."""
    must_keep(by)
    agency = agencies_of(by).filter(code=code).first()
    if agency is None:
        raise NotFound("You keep nobody’s access at this agency")
    permit(by, permission, record_facts(agency.code, by))
    return agency


def holdings_at(agency: str, by: Actor) -> QuerySet[RoleHolding]:
    """Every holding there in this partnership, past ones and suspended ones too."""
    rows = RoleHolding.objects.filter(agency_id=agency, partnership_id=by.partnership)
    return rows.select_related("user", "agency")


def invitations_of(by: Actor) -> QuerySet[Invitation]:
    """The invitations to agencies whose people this actor keeps."""
    rows = Invitation.objects.filter(partnership_id=by.partnership, agency__in=agencies_of(by))
    return rows.select_related("agency")


def get_invitation(by: Actor, key: uuid.UUID) -> Invitation:
    """The guarded loader of an invitation, for whoever may change it."""
    must_keep(by)
    found = invitations_of(by).filter(pk=key).first()
    if found is None:
        raise NotFound("There is no such invitation for you")
    permit(by, P.COLLEAGUE_KEEP, record_facts(found.agency_id, by))
    return found
