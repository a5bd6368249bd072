"""The second lock: what the database itself lets this actor's transaction see.

The settings are local to the transaction (never to the connection, which is re-used), so code
outside a transaction, or without an actor, sees nothing at all.
"""

from __future__ import annotations

import uuid

from django.db import connection

from openmash.core.actor import Actor
from openmash.foundation.access.hours import waits_for_hours
from openmash.foundation.access.matrix import Reach, reach_of
from openmash.foundation.access.permissions import Permission


def act_as(by: Actor) -> None:
    """Tell the database, for this transaction only, who acts."""
    who = (by.partnership, by.user, by.agency, by.role)
    _set(*who, row_reach(by.role), row_writes(by), by.at.isoformat(), "")


def act_as_nobody() -> None:
    """Take the actor away again; what follows sees nothing."""
    _set("", "", "", "", "", "", "", "")


def act_on_opened(root: uuid.UUID) -> None:
    """The rest of this transaction also sees one record that was opened in an emergency, and changes
    nothing in the register (`roles.md` §4)."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('openmash.opened', %s, true)", [str(root)])


def row_reach(role: str) -> str:
    """`hub` for roles that read every contact of the partnership, `register` for those that read
    every person and no contact, else `own`."""
    if reach_of(role, Permission.CONTACT_READ) == Reach.HUB:
        return "hub"
    return "register" if reach_of(role, Permission.PERSON_READ) == Reach.HUB else "own"


def row_writes(by: Actor) -> str:
    """`no` for who acts only while the hub is closed, at an hour when it is open; else `yes`."""
    return "yes" if by.out_of_hours or not waits_for_hours(by.role) else "no"


SETTINGS = ("partnership", "user", "agency", "role", "reach", "writes", "at", "opened")
SET_ALL = "SELECT " + ", ".join(f"set_config('openmash.{one}', %s, true)" for one in SETTINGS)


def _set(*values: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(SET_ALL, values)
