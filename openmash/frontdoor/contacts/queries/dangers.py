"""How many children are in danger now, for every page of the hub: numbers that name nobody (P1)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from openmash.core.actor import Actor
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.permits import permit
from openmash.foundation.access.rules import RecordFacts
from openmash.foundation.together import Column, Count, Question, ask
from openmash.foundation.ui.shell import Dangers
from openmash.frontdoor.contacts.access import visible_to
from openmash.frontdoor.contacts.states import UNDECIDED


@dataclass(frozen=True)
class AskedDangers:
    """What is asked of the worries with immediate danger; every page asks it with its other numbers."""

    all: Count
    untaken: Count
    latest: Column[datetime]

    @property
    def questions(self) -> tuple[Question[Any], ...]:
        """To be asked together with others."""
        return (self.all, self.untaken, self.latest)

    @property
    def told(self) -> Dangers:
        """The answers."""
        ask(*self.questions)
        latest = "".join(one.isoformat() for one in self.latest.answer)
        return Dangers(self.all.answer, self.untaken.answer, latest)


def dangers(*, by: Actor) -> AskedDangers:
    """Undecided worries with immediate danger, those nobody has taken, and when the last came."""
    permit(by, P.CONTACT_READ, RecordFacts(partnership=by.partnership, in_hub=True))
    found = visible_to(by).filter(
        immediate_danger=True, state__in=UNDECIDED, submitted_at__isnull=False
    )
    return AskedDangers(
        all=Count(found),
        untaken=Count(found.filter(assigned_to=None)),
        latest=Column(found.order_by("-submitted_at")[:1], "submitted_at"),
    )
