"""Who imports: whoever keeps the register, for the whole partnership (`roles.md` §3)."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db.models import QuerySet

from openmash.core.actor import Actor
from openmash.core.refusals import NotFound
from openmash.foundation.access.holdings import held_at
from openmash.foundation.access.matrix import Reach, reach_of
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.permits import permit
from openmash.foundation.access.reading import Action, log_read
from openmash.foundation.access.rules import RecordFacts
from openmash.foundation.importing.models import Import


def record_facts(by: Actor) -> RecordFacts:
    """An import belongs to the partnership's register, whoever sent it."""
    return RecordFacts(partnership=by.partnership, in_hub=True)


def visible_to(by: Actor) -> QuerySet[Import]:
    """The imports of this partnership, for those who import."""
    imports = Import.objects.filter(partnership_id=by.partnership)
    if reach_of(by.role, P.PERSON_IMPORT) != Reach.HUB:
        return imports.none()
    return imports.select_related("source__agency", "for_user")


def get_import(by: Actor, key: uuid.UUID, *, looked: bool = True) -> Import:
    """Load an import and write the read log; absent and foreign look the same.

    A page that looks again by itself, at numbers only, is not a person looking.
    """
    permit(by, P.PERSON_IMPORT, record_facts(by))
    found = visible_to(by).filter(pk=key).first()
    if found is None:
        raise NotFound("There is no such import for you")
    if looked:
        log_read(Action.VIEW, by=by, subject=found.subject)
    return found


def working_actor(one: Import, *, at: datetime) -> Actor | None:
    """Whoever started it, as long as they hold the role: the worker writes in their name."""
    held = held_at(at).filter(
        user_id=one.for_user_id,
        partnership_id=one.partnership_id,
        agency_id=one.for_agency,
        role=one.for_role,
    )
    holding = held.select_related("user").first()
    if holding is None:
        return None
    return Actor(
        user=str(holding.user_id),
        name=holding.user.name,
        role=holding.role,
        agency=holding.agency_id,
        partnership=one.partnership_id,
        at=at,
        via="import",
        request_id=str(one.pk),
    )


def in_the_name_of(by: Actor) -> dict[str, object]:
    """The worker goes on as this person."""
    return {
        "for_user_id": by.user,
        "for_role": by.role,
        "for_agency": by.agency,
        "taken_at": by.at,
        "problem": "",
    }
