"""When the sender may still write (P1; e-MARF §4 A3)."""

from __future__ import annotations

from datetime import datetime

from openmash.frontdoor.contacts.states import OPEN, ContactState


def why_not_writable(state: str, danger: bool, finished_at: datetime | None) -> str | None:
    """A draft is written freely; what went at once in danger, until its writer has finished."""
    if state == ContactState.DRAFT or (danger and finished_at is None and state in OPEN):
        return None
    if state == ContactState.WITHDRAWN:
        return "You withdrew this draft. Start again, and we will listen"
    return "This has been sent, so what you wrote stays as it was. You can add something to it"


def why_not_addable(state: str) -> str | None:
    """Something can be added to what was sent until the hub has closed it."""
    if state in OPEN:
        return None
    return "This is closed. If there is something new, send it as a new worry"
