"""Where each contact stands in the tray: its band by time, and what is due first within it.

Read once for everything that is open, a line each; what the page shows of it is loaded after.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db.models import QuerySet

from openmash.core.actor import Actor
from openmash.foundation.clocks.models import ClockRun
from openmash.frontdoor.contacts.models import Contact, Feedback
from openmash.frontdoor.contacts.queries.tray_filters import midnight
from openmash.frontdoor.contacts.queries.tray_rows import ACKNOWLEDGE
from openmash.frontdoor.contacts.states import ARRIVED, SENDER_WAITS, UNDECIDED

ONE_HOUR = timedelta(hours=1)
OVER = 7  # the band of what is closed or put away
NEVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Placed:
    """A contact as the tray orders it."""

    key: uuid.UUID
    state: str
    in_danger: bool
    sign: str
    rag: str
    holder: uuid.UUID | None
    submitted_at: datetime | None
    agency: str
    agency_name: str
    subjects: tuple[str, ...]  # what its clocks run for: itself, and the answers a sender waits for
    next_due: datetime | None = None  # the next clock a person can do something about
    is_over: bool = False  # closed or put away, and nobody waits for an answer

    def band(self, at: datetime) -> int:
        """Danger stays on top until a person has taken it and judged it: taking alone helps no child."""
        due = self.next_due or NEVER
        reasons = (
            self._is_unjudged and self.in_danger,
            self._is_unjudged and self.sign,
            due <= at + ONE_HOUR,
            not self.rag and self.state in ARRIVED,
            not self.rag and self.state in UNDECIDED,
            due < midnight(at),
            not self.is_over,
        )
        return next((band for band, fits in enumerate(reasons) if fits), OVER)

    @property
    def _is_unjudged(self) -> bool:
        return self.state in UNDECIDED and (self.holder is None or not self.rag)


COLUMNS = ("pk", "state", "immediate_danger", "sign", "rag", "assigned_to_id", "submitted_at",
           "sender_agency_id", "sender_agency__name")  # fmt: skip


def in_order(contacts: QuerySet[Contact], by: Actor) -> list[Placed]:
    """These contacts in the order of the tray; three queries, however many they are."""
    rows: list[tuple[Any, ...]] = list(contacts.order_by().values_list(*COLUMNS))
    subjects = _subjects([row[0] for row in rows])
    dues = _next_dues(subjects)
    placed = [Placed(*(*row, subjects[row[0]], dues.get(row[0]))) for row in rows]
    return sorted(placed, key=lambda one: _place(one, by.at))


def _place(one: Placed, at: datetime) -> tuple[Any, ...]:
    return one.band(at), one.next_due or NEVER, one.submitted_at or NEVER, one.key


def _subjects(keys: Sequence[uuid.UUID]) -> dict[uuid.UUID, tuple[str, ...]]:
    """The contact, and its answers whose sender asked or disagreed (C41)."""
    found: dict[uuid.UUID, tuple[str, ...]] = {key: (f"contact:{key}",) for key in keys}
    waiting = Feedback.objects.filter(contact__in=keys, state__in=SENDER_WAITS)
    for key, contact in waiting.values_list("pk", "contact_id"):
        found[contact] += (f"feedback:{key}",)
    return found


def _next_dues(subjects: Mapping[uuid.UUID, Iterable[str]]) -> dict[uuid.UUID, datetime]:
    """The soonest clock of each."""
    owner = {subject: key for key, some in subjects.items() for subject in some}
    runs = ClockRun.objects.filter(subject__in=owner, stopped_at=None).exclude(code=ACKNOWLEDGE)
    found: dict[uuid.UUID, datetime] = {}
    for subject, due in runs.values_list("subject", "due_at"):
        found[owner[subject]] = min(due, found.get(owner[subject], due))
    return found
