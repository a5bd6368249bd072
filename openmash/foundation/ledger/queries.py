"""Reading the ledger."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import OuterRef, QuerySet, Subquery

from openmash.core.events import kind_of
from openmash.foundation.ledger.models import Event, Link


@dataclass(frozen=True)
class TimelineEntry:
    """One line of a timeline."""

    at: datetime
    sentence: str
    who: str
    role: str
    reason: str
    by_itself: bool
    name: str = ""
    facts: Mapping[str, object] = field(default_factory=dict)


def timeline(partnership: str, subjects: Iterable[str]) -> list[TimelineEntry]:
    """Everything that happened to these subjects, oldest first. The caller has checked access."""
    return entries(events_of(partnership, subjects))


def events_of(partnership: str, subjects: Iterable[str]) -> QuerySet[Event]:
    """The events of these subjects, oldest first. The caller has checked access."""
    rows = Event.objects.filter(partnership=partnership, subject__in=list(subjects))
    # What happened at one moment stands in the order of the chain.
    place = Subquery(Link.objects.filter(entry=OuterRef("pk")).values("position")[:1])
    return rows.order_by("at", place.asc(nulls_last=True), "id")


def entries(events: Iterable[Event]) -> list[TimelineEntry]:
    """Events as the lines of a timeline."""
    return [_entry(event) for event in events]


def latest(partnership: str, subject: str, name: str) -> TimelineEntry | None:
    """The last time this happened to this subject. The caller has checked access."""
    rows = Event.objects.filter(partnership=partnership, subject=subject, name=name)
    last = rows.order_by("-at", "-id").first()
    return _entry(last) if last else None


def each_time(
    partnership: str, subjects: Iterable[str], name: str
) -> dict[str, list[TimelineEntry]]:
    """Every time this happened to each of these subjects, oldest first.

    The caller has checked access.
    """
    rows = Event.objects.filter(partnership=partnership, subject__in=list(subjects), name=name)
    found: dict[str, list[TimelineEntry]] = defaultdict(list)
    for event in rows.order_by("at", "id"):
        found[event.subject].append(_entry(event))
    return found


def last_of_each(
    partnership: str, subjects: Iterable[str], roles: Iterable[str]
) -> dict[str, TimelineEntry]:
    """The last thing done to each of these subjects in one of these roles.

    The caller has checked access.
    """
    rows = Event.objects.filter(partnership=partnership, subject__in=list(subjects))
    last = rows.filter(role__in=list(roles)).order_by("subject", "-at", "-id").distinct("subject")
    return {event.subject: _entry(event) for event in last}


def _entry(event: Event) -> TimelineEntry:
    sentence = kind_of(event.name).sentence
    return TimelineEntry(
        at=event.at,
        sentence=sentence,
        who=event.user_name,
        role=event.role,
        reason=event.reason or "",
        by_itself=event.user.startswith("system:"),
        name=event.name,
        facts=event.facts or {},
    )
