"""Looks that stand out, found from the read log and the ledger, for information governance."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q

from openmash.core.actor import Actor
from openmash.core.working_time import LONDON, london_day
from openmash.foundation.access.models import Agency, ReadLog
from openmash.foundation.access.reading import Action, log_read
from openmash.foundation.access.roles import REFERRERS
from openmash.foundation.ledger.models import Event
from openmash.foundation.reference.queries import calendars_of, closed_until, number
from openmash.oversight.looks.queries import audits
from openmash.oversight.looks.standing_out import Opening, Standing, stand_out

DAYS, LONGEST = 7, 31
MOST, PART_DAYS = "looks-many-in-a-day", "looks-part-days"


@dataclass(frozen=True)
class StandingOut:
    """The answer: which days, what is ordinary here, and what stands out."""

    since: date
    until: date
    most: int
    part_days: int
    standing: tuple[Standing, ...]
    agencies: dict[str, str]


def looks_that_stand_out(since: date | None, until: date | None, *, by: Actor) -> StandingOut:
    """Of these days, at most a month; of the last week where none are named. That it was asked is logged.

    Raises `NotAllowed` for everybody but an auditor. No word of a record is read on the way.
    """
    audits(by)
    last = until or london_day(by.at)
    first = max(since or last - timedelta(days=DAYS - 1), last - timedelta(days=LONGEST - 1))
    days = number(by.partnership, PART_DAYS)
    openings, parts = list(_openings(first, last, by)), _parts(first, last, days, by)
    calendars = list(calendars_of(by.partnership))
    most = number(by.partnership, MOST)
    found = stand_out(
        openings,
        is_closed=lambda at: closed_until(calendars, at) is not None,
        has_part=lambda user, record: (user, record) in parts,
        most=most,
    )
    log_read(Action.VIEW, by=by, subject="looks:standing_out", about=[])
    agencies = dict(Agency.objects.values_list("code", "name"))
    return StandingOut(first, last, most, days, tuple(found), agencies)


def _between(first: date, last: date) -> dict[str, datetime]:
    after = last + timedelta(days=1)
    return {
        "at__gte": datetime.combine(first, time.min, LONDON),
        "at__lt": datetime.combine(after, time.min, LONDON),
    }


def _openings(first: date, last: date, by: Actor) -> Iterator[Opening]:
    """What people opened or printed of somebody; a sender reads what they sent, which is no look."""
    rows = ReadLog.objects.filter(
        Q(subject__startswith="person:") | Q(subject__startswith="contact:"),
        partnership=by.partnership,
        action__in=[Action.VIEW, Action.PRINT],
        **_between(first, last),
    ).exclude(Q(user__startswith="system:") | Q(role__in=REFERRERS))
    fields = ("user", "user_name", "role", "agency", "at", "subject", "about")
    for user, name, role, agency, at, subject, about in rows.values_list(*fields).iterator():
        people = frozenset(one for one in (subject, *about) if one.startswith("person:"))
        if people:
            is_record = subject.startswith("person:")
            yield Opening(user, name, role, agency, at, people, is_record)


def _parts(first: date, last: date, days: int, by: Actor) -> set[tuple[str, str]]:
    """Who did something about whom, so many days before or after, besides looking."""
    around = timedelta(days=days)
    rows = Event.objects.filter(
        partnership=by.partnership, **_between(first - around, last + around)
    )
    rows = rows.exclude(user__startswith="system:").exclude(about=[])
    found: set[tuple[str, str]] = set()
    for user, subject, about in rows.values_list("user", "subject", "about").iterator():
        found |= {(user, one) for one in (subject, *about) if one.startswith("person:")}
    return found
