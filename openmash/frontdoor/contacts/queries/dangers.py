"""How many children are in danger now, for every page of the hub: numbers that name nobody (P1)."""

from __future__ import annotations

from django.db.models import Count, Max, Q

from openmash.core.actor import Actor
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.permits import permit
from openmash.foundation.access.rules import RecordFacts
from openmash.foundation.ui.shell import Dangers
from openmash.frontdoor.contacts.access import visible_to
from openmash.frontdoor.contacts.states import UNDECIDED


def dangers(*, by: Actor) -> Dangers:
    """Undecided worries with immediate danger, those nobody has taken, and when the last came."""
    permit(by, P.CONTACT_READ, RecordFacts(partnership=by.partnership, in_hub=True))
    found = visible_to(by).filter(immediate_danger=True, state__in=UNDECIDED)
    counted = found.aggregate(
        all=Count("pk"),
        untaken=Count("pk", filter=Q(assigned_to=None)),
        latest=Max("submitted_at"),
    )
    latest = counted["latest"]
    return Dangers(counted["all"], counted["untaken"], latest.isoformat() if latest else "")
