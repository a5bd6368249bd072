"""What every act on the people of an agency begins with: a permit, and a turn.

Two people who keep the same agency act one after the other: each sees what the other has done.
"""

from __future__ import annotations

from openmash.core.actor import Actor
from openmash.core.refusals import NotAllowed
from openmash.foundation.access.holdings import is_held_now
from openmash.foundation.access.models import Agency
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.permits import permit
from openmash.foundation.colleagues.access import place_of, record_facts
from openmash.foundation.colleagues.rules import Place


def in_turn(agency: str, *, by: Actor) -> Place:
    """The agency, locked until the end of the transaction, for whoever may keep its people."""
    permit(by, P.COLLEAGUE_KEEP, record_facts(agency, by))
    locked = lock(agency, by=by)
    if not is_held_now(by):  # ended by somebody else while we waited for our turn
        raise NotAllowed("You hold this role no longer")
    return place_of(locked, by)


def lock(agency: str, *, by: Actor) -> Agency:
    """The agency, for whoever acts on its people without being one who keeps them: its turn, too."""
    rows = Agency.objects.select_for_update(of=("self",))
    return rows.get(pk=agency, partnerships=by.partnership)
