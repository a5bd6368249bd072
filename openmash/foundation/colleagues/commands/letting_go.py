"""Whoever loses a role holds nothing by name any longer: each thing goes back, or to one colleague."""

from __future__ import annotations

from dataclasses import replace

from openmash.core.actor import Actor, system_actor
from openmash.foundation.access.row_security import act_as
from openmash.foundation.colleagues.events import ColleagueEvent
from openmash.foundation.colleagues.held import Leaving, shelves
from openmash.foundation.ledger.commands import record


def let_go(leaving: Leaving, to: str = "", *, by: Actor) -> int:
    """Put back, or pass on to `to`, what they hold for the roles they lose; how many things.

    It is done as the system, with the reason of whoever said so, in the same transaction: an agency's
    lead cannot read what it is.
    """
    itself = system_actor("colleagues.let_go", partnership=by.partnership, at=by.at)
    itself = replace(itself, reason=by.reason)
    act_as(itself)
    done = sum(shelf.let_go(leaving, to, by=itself) for shelf in shelves())
    act_as(by)
    if done:
        facts: dict[str, object] = {"things": done, "agency": leaving.agency}
        facts |= {"to": f"user:{to}"} if to else {}
        record(ColleagueEvent.LET_GO, by=by, subject=f"user:{leaving.user}", facts=facts)
    return done
