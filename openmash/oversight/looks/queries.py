"""Who looked at a record, read from the read log and the ledger, which nobody can change."""

from __future__ import annotations

import uuid
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any, TypeVar

from django.db.models import Count, Max, Min, Q, QuerySet

from openmash.core.actor import Actor
from openmash.core.dates import say_date
from openmash.core.events import kind_of
from openmash.core.working_time import LONDON
from openmash.foundation.access.models import Agency, ReadLog
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.permits import permit
from openmash.foundation.access.reading import Action, log_read
from openmash.foundation.access.rules import RecordFacts
from openmash.foundation.ledger.models import Event
from openmash.foundation.merging.events import MergingEvent
from openmash.oversight.looks.states import WHY_WORDS, Did, Why

Row = TypeVar("Row", ReadLog, Event)
MOST = 500  # lines on one page; the newest of those that fit
DID: dict[str, Did] = {
    Action.VIEW: Did.OPENED,
    Action.PRINT: Did.PRINTED,
    Action.LIST: Did.FOUND,
    Action.SEARCH: Did.FOUND,
    Action.REFUSED: Did.TRIED,
}


@dataclass(frozen=True)
class Asked:
    """Which record, why, and which of the lines."""

    key: uuid.UUID
    why: Why
    user: str = ""
    did: str = ""
    since: date | None = None
    until: date | None = None

    @property
    def as_query(self) -> dict[str, str]:
        """For an address: numbers, codes and days."""
        days = {
            name: say_date(day)
            for name, day in (("since", self.since), ("until", self.until))
            if day
        }
        chosen = {"who": self.user, "did": self.did}
        return {
            "of": str(self.key),
            "why": str(self.why),
            **days,
            **{k: v for k, v in chosen.items() if v},
        }


@dataclass(frozen=True)
class Look:
    """One line: who did what with which part of a record, when, and why."""

    at: datetime
    user: str
    name: str
    role: str
    agency: str
    did: Did
    subject: str
    sentence: str = ""  # what was done, where something was
    reason: str = ""  # of a look
    in_emergency: bool = False


@dataclass(frozen=True)
class Person:
    """Everybody who ever looked, whatever is shown of it."""

    user: str
    name: str
    role: str
    agency: str
    first: datetime
    last: datetime
    counts: Mapping[Did, int]


@dataclass(frozen=True)
class Found:
    """The answer."""

    looks: tuple[Look, ...]
    people: tuple[Person, ...]
    records: int  # that were joined into this one at some time, itself among them
    more: bool
    agencies: Mapping[str, str]


def audits(by: Actor) -> None:
    """Whether this is an auditor; raises `NotAllowed` for everybody else."""
    permit(by, P.LEDGER_AUDIT, RecordFacts(partnership=by.partnership, in_hub=True))


def who_looked(asked: Asked, *, by: Actor) -> Found:
    """Who opened, printed, found, tried and changed a record, newest first; the question is logged too.

    Raises `NotAllowed` for everybody but an auditor. What the record says is not read on the way.
    """
    audits(by)
    subjects = ever_joined(f"person:{asked.key}", by)
    reads, acts = _reads(subjects, by), _acts(subjects, by)
    wanted = [code for code, did in DID.items() if asked.did in ("", did)]
    shown = _lines(reads.filter(action__in=wanted), asked)
    done = _lines(acts, asked) if asked.did in ("", Did.CHANGED) else []
    found = [*map(_read, shown), *map(_changed, done)]
    found.sort(key=lambda one: one.at, reverse=True)
    why = replace(by, reason=WHY_WORDS[asked.why])
    people = tuple(_people([*_counted(reads, "action"), *_counted(acts)]))
    log_read(Action.VIEW, by=why, subject=f"looks:{asked.key}", about=sorted(subjects))
    return Found(
        looks=tuple(found[:MOST]),
        people=people,
        records=len(subjects),
        more=len(found) > MOST,
        agencies=dict(Agency.objects.values_list("code", "name")),
    )


def ever_joined(subject: str, by: Actor) -> set[str]:
    """The record, and every one that was ever joined with it: what was seen of one was seen of all."""
    found, todo = {subject}, [subject]
    while todo:
        joins = Event.objects.filter(
            partnership=by.partnership, name=MergingEvent.JOINED, about__contains=[todo.pop()]
        )
        for about in joins.values_list("about", flat=True):
            todo += [one for one in about if one not in found]
            found |= set(about)
    return found


def _reads(subjects: set[str], by: Actor) -> QuerySet[ReadLog]:
    tried = Q()
    for one in subjects:
        page = f"path:/people/{one.partition(':')[2]}"
        tried |= Q(action=Action.REFUSED, subject__startswith=page)
    return ReadLog.objects.filter(_about(subjects) | tried, partnership=by.partnership)


def _acts(subjects: set[str], by: Actor) -> QuerySet[Event]:
    """What people did; what followed by itself is nobody's look."""
    rows = Event.objects.filter(_about(subjects), partnership=by.partnership)
    return rows.exclude(user__startswith="system:")


def _about(subjects: set[str]) -> Q:
    about = Q()
    for one in subjects:
        about |= Q(about__contains=[one]) | Q(subject=one)
    return about


def _lines(rows: QuerySet[Row], asked: Asked) -> list[Row]:
    """The newest that fit what was chosen; one more than fit on a page, if there are more."""
    if asked.user:
        rows = rows.filter(user=asked.user)
    if asked.since:
        rows = rows.filter(at__gte=datetime.combine(asked.since, time.min, LONDON))
    if asked.until:
        after = asked.until + timedelta(days=1)
        rows = rows.filter(at__lt=datetime.combine(after, time.min, LONDON))
    return list(rows.order_by("-at", "-id")[: MOST + 1])


def _counted(rows: QuerySet[Any], *by_action: str) -> list[dict[str, Any]]:
    """How often each person did what, counted by the database however many lines there are."""
    counted = rows.order_by().values("user", "role", "agency", *by_action)
    return list(
        counted.annotate(times=Count("pk"), first=Min("at"), last=Max("at"), name=Max("user_name"))
    )


def _read(row: ReadLog) -> Look:
    emergency = "opened_in_emergency" in (row.facts or {})
    return Look(row.at, row.user, row.user_name, row.role, row.agency, DID[row.action],
                row.subject, reason=row.reason or "", in_emergency=emergency)  # fmt: skip


def _changed(event: Event) -> Look:
    """What was done, and not why: the reason of an act tells of the case, and is not for an auditor."""
    return Look(event.at, event.user, event.user_name, event.role, event.agency, Did.CHANGED,
                event.subject, kind_of(event.name).sentence)  # fmt: skip


def _people(counted: Iterable[dict[str, Any]]) -> list[Person]:
    """By person, role and agency, whoever did most first."""
    rows: dict[tuple[str, str, str], list[dict[str, Any]]] = defaultdict(list)
    for one in counted:
        rows[one["user"], one["role"], one["agency"]].append(one)
    people = [
        Person(
            user, mine[0]["name"], role, agency,
            first=min(one["first"] for one in mine),
            last=max(one["last"] for one in mine),
            counts=_times(mine),
        )
        for (user, role, agency), mine in rows.items()
    ]  # fmt: skip
    return sorted(people, key=lambda one: (-sum(one.counts.values()), one.name))


def _times(counted: Iterable[dict[str, Any]]) -> Counter[Did]:
    times: Counter[Did] = Counter()
    for one in counted:
        times[DID[one["action"]] if "action" in one else Did.CHANGED] += one["times"]
    return times
