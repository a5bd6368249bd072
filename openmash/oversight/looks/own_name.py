"""Somebody opened a record with their own surname: information governance is told, and asks them."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, time, timedelta
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.urls import reverse

from openmash.core.actor import Actor
from openmash.core.names import words_of
from openmash.core.working_time import LONDON, london_day
from openmash.foundation.access.holdings import council
from openmash.foundation.access.models import ReadLog
from openmash.foundation.access.reading import Action
from openmash.foundation.access.roles import Role
from openmash.foundation.ledger.commands import record
from openmash.foundation.ledger.models import Event
from openmash.foundation.people.models import PersonName
from openmash.foundation.reference.queries import number
from openmash.foundation.tasks.commands import Wanted, raise_task
from openmash.oversight.looks.events import LooksEvent
from openmash.oversight.looks.states import Why

KIND, HOUR = "looks.own_name", "looks-names-compared-at-hour"
FIRST_TIME = timedelta(days=2)


def compare_names(*, by: Actor) -> int:
    """Once a day: a task for each record that a reader of their own surname has opened since.

    The names stay in the database: task and address say which record and nothing else.
    """
    due = datetime.combine(london_day(by.at), time(number(by.partnership, HOUR)), LONDON)
    if by.at < due or _compared(by).filter(at__gte=due).exists():
        return 0
    last = _compared(by).order_by("-at").values_list("at", flat=True).first()
    readers = _readers(last or by.at - FIRST_TIME, by)
    found = sorted(_of_their_own_name(readers))
    for key in found:
        raise_task(_wanted(key, by), by=by)
    subject = f"partnership:{by.partnership}"
    record(
        LooksEvent.NAMES_COMPARED,
        by=by,
        subject=subject,
        facts={"records": len(readers), "found": len(found)},
    )
    return len(found)


def _compared(by: Actor) -> QuerySet[Event]:
    return Event.objects.filter(partnership=by.partnership, name=LooksEvent.NAMES_COMPARED)


def _readers(since: datetime, by: Actor) -> dict[str, set[str]]:
    """Who opened or printed which record, by name."""
    rows = ReadLog.objects.filter(
        partnership=by.partnership, subject__startswith="person:",
        action__in=[Action.VIEW, Action.PRINT], at__gte=since, at__lte=by.at,
    ).exclude(user__startswith="system:")  # fmt: skip
    readers: dict[str, set[str]] = defaultdict(set)
    for subject, name in rows.values_list("subject", "user_name").distinct():
        readers[subject.partition(":")[2]].add(name)
    return readers


def _of_their_own_name(readers: dict[str, set[str]]) -> set[str]:
    names = PersonName.objects.filter(person_id__in=list(readers)).values_list(
        "person_id", "family"
    )
    return {
        str(key)
        for key, family in names
        if set(words_of(family)) & {words_of(name)[-1] for name in readers[str(key)]}
    }


def _wanted(key: str, by: Actor) -> Wanted:
    path = f"{reverse('who_looked')}?{urlencode({'of': key, 'why': str(Why.ROUTINE)})}"
    return Wanted(
        KIND, "Somebody opened a record with their own surname. Ask them why", f"person:{key}", path,
        for_agency=council(by.partnership), for_role=Role.IG_AUD,
    )  # fmt: skip
