"""Playing the cast's days through the real commands, each act at its own time.

What is played here has happened, so its clocks, ledger, reads and feedback are true. The half year
before is played so, too, but once: `past/again.py` adds its rows anew for the other weeks.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

from django.db import transaction

from openmash.core.actor import Actor, system_actor
from openmash.core.working_time import ONE_DAY, london_day
from openmash.demo.acts import WORKED, write_and_send
from openmash.demo.cast import actor
from openmash.demo.stories import STORIES, Story
from openmash.foundation.access.row_security import act_as
from openmash.foundation.ledger.running import react_to_pending
from openmash.foundation.messaging.commands import deliver_queued
from openmash.frontdoor.contacts.commands.drafting import Spent
from openmash.frontdoor.contacts.models import Contact

T = TypeVar("T")
WEEK = 24 * 7


@dataclass(frozen=True)
class Play:
    """A demonstration that ends at `now`; acts are placed so many hours before it."""

    now: datetime

    def at(self, hours: float) -> datetime:
        """The moment so many hours before the demonstration begins; in the last week, a day that the
        hub does not work is no day."""
        days = int(hours // 24) if hours < WEEK else 0
        moment, left = self.now, days
        while left:
            moment -= ONE_DAY
            left -= WORKED.is_working_day(london_day(moment))
        return moment - timedelta(hours=hours - 24 * days)

    def worked(self, hours: float, *, days: int = 1) -> float:
        """The same number of hours, or so many days more that the hub works on the day it falls on,
        and on those that follow."""
        while not all(self._is_worked(hours - 24 * later) for later in range(days)):
            hours += 24
        return hours

    def _is_worked(self, hours: float) -> bool:
        return WORKED.is_working_day(london_day(self.at(hours)))

    def act(
        self,
        key: str,
        hours: float,
        do: Callable[[Actor], T],
        *,
        partnership: str | None = None,
        reason: str = "",
    ) -> T:
        """Let one of the cast do one thing, then let what follows by itself follow."""
        by = actor(key, at=self.at(hours), partnership=partnership, reason=reason)
        return self.let(by, do)

    def let(self, by: Actor, do: Callable[[Actor], T]) -> T:
        """The same of anybody, at their own time."""
        done = self.let_alone(by, do)
        self.follow(by.partnership, by.at)
        return done

    def let_alone(self, by: Actor, do: Callable[[Actor], T]) -> T:
        """Only what they do: what follows by itself waits, as when a part has stopped."""
        with transaction.atomic():
            act_as(by)
            return do(by)

    def sends(self, which: str | Story, hours: float) -> str:
        """A sender writes and sends a worry; its reference."""
        story = STORIES[which] if isinstance(which, str) else which
        return self.act(
            story.sender, hours, lambda by: _write(story, by), partnership=story.partnership
        )

    def on(
        self,
        reference: str,
        key: str,
        hours: float,
        do: Callable[[Contact, Actor], object],
        *,
        reason: str = "",
    ) -> None:
        """Let one of the cast do something with a contact."""
        self.act(key, hours, lambda by: do(_found(reference, by), by), reason=reason)

    def follow(self, partnership: str, at: datetime) -> None:
        """What follows by itself: reactions, and messages that leave."""
        react_to_pending(at=at, partnership=partnership)
        deliver_queued(by=system_actor("messaging", partnership=partnership, at=at))

    def settle(self, partnership: str, at: datetime) -> None:
        """The same until nothing waits any more: also what follows a message that has left."""
        self.follow(partnership, at)
        while react_to_pending(at=at, partnership=partnership):
            self.follow(partnership, at)


def _write(story: Story, by: Actor) -> str:
    spent = Spent(seconds=340, inputs=12)
    return write_and_send(uuid.uuid4(), story.children, story.said, spent, minutes=6, by=by)


def _found(reference: str, by: Actor) -> Contact:
    return Contact.objects.get(partnership_id=by.partnership, reference=reference)
