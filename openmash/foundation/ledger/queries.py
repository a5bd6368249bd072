"""Reading the ledger."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from openmash.core.events import kind_of
from openmash.foundation.ledger.models import Event


@dataclass(frozen=True)
class TimelineEntry:
    """One line of a timeline."""

    at: datetime
    sentence: str
    who: str
    role: str
    reason: str
    by_itself: bool


def timeline(partnership: str, subjects: Iterable[str]) -> list[TimelineEntry]:
    """Everything that happened to these subjects, oldest first. The caller has checked access."""
    rows = Event.objects.filter(partnership=partnership, subject__in=list(subjects))
    return [_entry(event) for event in rows.order_by("at", "id")]


def latest(partnership: str, subject: str, name: str) -> TimelineEntry | None:
    """The last time this happened to this subject. The caller has checked access."""
    rows = Event.objects.filter(partnership=partnership, subject=subject, name=name)
    last = rows.order_by("-at", "-id").first()
    return _entry(last) if last else None


def _entry(event: Event) -> TimelineEntry:
    sentence = kind_of(event.name).sentence
    return TimelineEntry(
        at=event.at,
        sentence=sentence,
        who=event.user_name,
        role=event.role,
        reason=event.reason or "",
        by_itself=event.user.startswith("system:"),
    )
