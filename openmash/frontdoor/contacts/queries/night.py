"""What the emergency duty team did, until somebody of the day has gone on with it (P18, L91)."""

from __future__ import annotations

from collections.abc import Iterable

from openmash.core.actor import Actor
from openmash.foundation.access.roles import HUB, Role
from openmash.foundation.ledger.queries import TimelineEntry, last_of_each
from openmash.frontdoor.contacts.models import Contact

ACTS_ON_IT = HUB | {Role.DUTY_SW}


def from_the_night(contacts: Iterable[Contact], by: Actor) -> dict[str, TimelineEntry]:
    """By subject, what the team did last, where nobody else has acted since. One query for all."""
    last = last_of_each(by.partnership, [one.subject for one in contacts], ACTS_ON_IT)
    return {subject: entry for subject, entry in last.items() if entry.role == Role.EDT}
