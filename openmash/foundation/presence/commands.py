"""Saying that one is on duty, and that one is not any more."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models.functions import Least

from openmash.core.actor import Actor
from openmash.core.refusals import refuse_if
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.permits import may, permit
from openmash.foundation.access.rules import RecordFacts
from openmash.foundation.ledger.commands import record
from openmash.foundation.presence.events import PresenceEvent
from openmash.foundation.presence.models import Presence
from openmash.foundation.presence.rules import why_not_until


@transaction.atomic
def come(until: datetime, *, by: Actor) -> Presence:
    """I am here until then, for my agency and in my role; said again, the new time counts."""
    permit(by, P.PRESENCE_SAY, _own(by))
    refuse_if(why_not_until(until, by.at))
    _end(by)
    here = Presence(
        partnership_id=by.partnership,
        user_id=by.user,
        agency_id=by.agency,
        role=by.role,
        starts_at=by.at,
        until=until,
    )
    here.save(force_insert=True)
    facts: dict[str, object] = {"until": until.isoformat(), "agency": by.agency}
    record(PresenceEvent.CAME, by=by, subject=f"user:{by.user}", facts=facts)
    return here


@transaction.atomic
def leave(*, by: Actor) -> None:
    """I am not here any more, in whatever role I said so; nothing where I had not."""
    if may(by, P.PRESENCE_SAY, _own(by)) and _end(by):
        record(PresenceEvent.LEFT, by=by, subject=f"user:{by.user}")


def _end(by: Actor) -> int:
    """What was over by itself ends when it was over."""
    stands = Presence.objects.filter(
        partnership_id=by.partnership, user__id=by.user, ends_at=None, starts_at__lte=by.at
    )
    return stands.update(ends_at=Least("until", by.at))


def _own(by: Actor) -> RecordFacts:
    return RecordFacts(partnership=by.partnership, author=by.user)
