"""The stage before anybody enters: partnerships, clocks, guidance, forms, agencies and people."""

from __future__ import annotations

from datetime import datetime

from openmash.core.actor import system_actor
from openmash.demo.cast import PARTNERSHIPS, assemble
from openmash.foundation.access.row_security import act_as
from openmash.foundation.clocks.commands import seed_definitions
from openmash.foundation.reference.commands import set_up
from openmash.web.set_up import set_up_front_door


def build(*, at: datetime) -> None:
    """Set both partnerships up and assemble the cast, inside the caller's transaction."""
    for identity in PARTNERSHIPS:
        by = system_actor("set-up", partnership=identity.code, at=at)
        act_as(by)
        set_up(identity, by=by)
        seed_definitions(by=by)
        set_up_front_door(by=by)
    assemble(at=at)
