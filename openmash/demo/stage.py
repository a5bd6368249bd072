"""The stage before anybody enters: partnerships, clocks, guidance, forms, agencies and people."""

from __future__ import annotations

from datetime import datetime

from openmash.core.actor import system_actor
from openmash.demo.cast import PARTNERSHIPS, assemble
from openmash.foundation.access.row_security import act_as
from openmash.foundation.clocks.commands import seed_definitions
from openmash.foundation.reference.commands import set_up
from openmash.frontdoor.enquiries.commands.desks import NewDesk, keep_desk
from openmash.web.set_up import set_up_front_door

# Who hears first when an agency is asked, who stands in, and who leads there.
DESKS = (
    NewDesk("st-oswins", "education", first="ruth@openmash.example"),
    NewDesk("midshire-police", "police", "MASH research desk", first="dana@openmash.example"),
    NewDesk("brackenford-health", "health_community", first="nell@openmash.example"),
    NewDesk("fernhill-surgery", "gp", first="osei@openmash.example"),
    NewDesk("the-lantern", "substance_misuse", first="gil@openmash.example"),
    NewDesk("midshire-probation", "probation", first="wes@openmash.example"),
    NewDesk(
        "brackenford-council",
        "social_care",
        "Children’s social care",
        first="dev@openmash.example",
        phone="01632 960330",
    ),
    NewDesk("brackenford-council", "youth_justice", "Youth justice", first="ivy@openmash.example"),
    NewDesk("brackenford-council", "adult_social_care", "Adult social care", phone="01632 960331"),
    NewDesk("brackenford-council", "housing", "Housing", phone="01632 960332"),
)


def build(*, at: datetime) -> None:
    """Set both partnerships up and assemble the cast, inside the caller's transaction."""
    for identity in PARTNERSHIPS:
        by = system_actor("set-up", partnership=identity.code, at=at)
        act_as(by)
        set_up(identity, by=by)
        seed_definitions(by=by)
        set_up_front_door(by=by)
    assemble(at=at)


def put_up_desks(*, at: datetime) -> None:
    """Where Brackenford's agencies are asked, inside the caller's transaction."""
    by = system_actor("set-up", partnership="brackenford", at=at)
    act_as(by)
    for desk in DESKS:
        keep_desk(desk, by=by)
