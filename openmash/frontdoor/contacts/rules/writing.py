"""When the sender may still write (P1; e-MARF §4 A3)."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from openmash.frontdoor.contacts.rules.sending import Safety
from openmash.frontdoor.contacts.states import OPEN, ContactState


def why_not_writable(state: str, unfinished: bool, finished_at: datetime | None) -> str | None:
    """A draft is written freely; what went before it was done, until its writer has finished."""
    if state == ContactState.DRAFT or (unfinished and finished_at is None and state in OPEN):
        return None
    if state == ContactState.WITHDRAWN:
        return "You withdrew this draft. Start again, and we will listen"
    return "This has been sent, so what you wrote stays as it was. You can add something to it"


def why_not_addable(state: str) -> str | None:
    """Something can be added to what was sent until the hub has closed it."""
    if state in OPEN:
        return None
    return "This is closed. If there is something new, send it as a new worry"


def why_no_files(state: str) -> str | None:
    """Files come with a draft, and with what was sent until the hub has closed it."""
    return None if state == ContactState.DRAFT else why_not_addable(state)


def why_not_taken_off(*, others: int, sent: bool, written: bool) -> str | None:
    """A worry is about a child; and what the hub has read of one does not vanish (§9.7)."""
    if not others:
        return "A worry is about at least one child. Add the other child first"
    if sent and written:
        return "The hub has read about this child, so they stay on the worry. Say what is wrong instead"
    return None


class Turn(StrEnum):
    """How what is said about danger has changed since it was sent."""

    OVER = "over"
    AGAIN = "again"


def turn_of(before: str, now: str) -> Turn | None:
    """Danger said to be over, or said again; nothing else about safety is an alarm (§4 A3)."""
    if before == now or Safety.NOT_SAFE not in {before, now}:
        return None
    return Turn.AGAIN if now == Safety.NOT_SAFE else Turn.OVER
