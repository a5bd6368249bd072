"""What the lower parts are lent by the higher ones, in one place."""

from __future__ import annotations

from openmash.core.actor import Actor
from openmash.foundation.access.holdings import council
from openmash.foundation.access.roles import Role
from openmash.foundation.access.row_security import act_as
from openmash.foundation.ledger.running import GivenUp, wire
from openmash.foundation.tasks.commands import Wanted, raise_task


def wire_up() -> None:
    """Called once, when the product starts."""
    wire(enter=act_as, on_give_up=ask_a_person)


def ask_a_person(given_up: GivenUp, by: Actor) -> None:
    """A reaction that failed three times becomes a task for the hub's managers."""
    raise_task(
        Wanted(
            kind="reaction_failed",
            title="Something did not happen by itself: find out what, and do it by hand",
            about=f"{given_up.event.subject}/{given_up.event.pk}/{given_up.reaction}",
            path="/tasks/",
            for_agency=council(by.partnership),
            for_role=Role.MASH_MGR,
        ),
        by=by,
    )
