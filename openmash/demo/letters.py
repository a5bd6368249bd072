"""What reached the mailboxes of agencies without an account, so that their part can be played, too."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from openmash.demo.cast import PARTNERSHIPS
from openmash.foundation.access.row_security import act_as, act_as_nobody
from openmash.foundation.messaging.commands import delivering_actor
from openmash.foundation.messaging.models import PostBox

MOST = 20


@dataclass(frozen=True)
class Letter:
    """One message as it arrived, in lines."""

    to: str
    heading: str
    lines: tuple[str, ...]
    at: datetime


def letters(*, at: datetime) -> list[Letter]:
    """The latest that hold a link to answer by, in any partnership of the story."""
    found: list[Letter] = []
    for one in PARTNERSHIPS:
        act_as(delivering_actor(partnership=one.code, at=at))
        arrived = PostBox.objects.exclude(letter="").select_related("message").order_by("-id")
        found += [
            Letter(
                box.message.to_address,
                box.message.heading,
                tuple(line for line in box.letter.splitlines() if line),
                box.delivered_at,
            )
            for box in arrived[:MOST]
        ]
    act_as_nobody()
    return found
