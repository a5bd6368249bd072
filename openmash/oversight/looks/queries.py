"""Who looked at a record, read from the read log and the ledger, which nobody can change."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from django.db.models import Q

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
    subjects = _records(f"person:{asked.key}", by)
    everything = sorted(_all(subjects, by), key=lambda one: one.at, reverse=True)
    fitting = [one for one in everything if _fits(one, asked)]
    why = replace(by, reason=WHY_WORDS[asked.why])
    log_read(Action.VIEW, by=why, subject=f"looks:{asked.key}", about=sorted(subjects))
    agencies = dict(Agency.objects.values_list("code", "name"))
    return Found(
        looks=tuple(fitting[:MOST]),
        people=tuple(_people(everything)),
        records=len(subjects),
        more=len(fitting) > MOST,
        agencies=agencies,
    )


def _records(subject: str, by: Actor) -> set[str]:
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


def _all(subjects: set[str], by: Actor) -> Iterator[Look]:
    about = Q()
    for one in subjects:
        about |= Q(about__contains=[one]) | Q(subject=one)
    tried = Q()
    for one in subjects:
        tried |= Q(
            action=Action.REFUSED, subject__startswith=f"path:/people/{one.partition(':')[2]}"
        )
    for row in ReadLog.objects.filter(about | tried, partnership=by.partnership):
        yield _read(row)
    for event in Event.objects.filter(about, partnership=by.partnership):
        if not event.user.startswith("system:"):
            yield _changed(event)


def _read(row: ReadLog) -> Look:
    emergency = "opened_in_emergency" in (row.facts or {})
    return Look(row.at, row.user, row.user_name, row.role, row.agency, DID[row.action],
                row.subject, reason=row.reason or "", in_emergency=emergency)  # fmt: skip


def _changed(event: Event) -> Look:
    """What was done, and not why: the reason of an act tells of the case, and is not for an auditor."""
    return Look(event.at, event.user, event.user_name, event.role, event.agency, Did.CHANGED,
                event.subject, kind_of(event.name).sentence)  # fmt: skip


def _fits(one: Look, asked: Asked) -> bool:
    since = datetime.combine(asked.since, time.min, LONDON) if asked.since else None
    until = datetime.combine(asked.until + timedelta(1), time.min, LONDON) if asked.until else None
    return (
        asked.user in ("", one.user)
        and asked.did in ("", one.did)
        and (since is None or one.at >= since)
        and (until is None or one.at < until)
    )


def _people(looks: Iterable[Look]) -> list[Person]:
    """By person, role and agency, whoever did most first."""
    rows: dict[tuple[str, str, str], list[Look]] = {}
    for one in looks:
        rows.setdefault((one.user, one.role, one.agency), []).append(one)
    people = [
        Person(
            user, mine[0].name, role, agency, mine[-1].at, mine[0].at, Counter(x.did for x in mine)
        )
        for (user, role, agency), mine in rows.items()
    ]
    return sorted(people, key=lambda one: (-sum(one.counts.values()), one.name))
