"""What was said before of somebody's birth, death and sex, and who put it right."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain
from typing import cast

from openmash.core.actor import Actor
from openmash.core.dates import say_date
from openmash.foundation.ledger.queries import TimelineEntry, each_time
from openmash.foundation.people.access import visible_to
from openmash.foundation.people.events import PeopleEvent
from openmash.foundation.people.models import Person

DAYS = {"birth_date": "born", "expected_birth_date": "due", "death_date": "died"}


@dataclass(frozen=True)
class Correction:
    """One correction, in words."""

    now: str
    before: str
    who: str
    at: datetime
    source: str


def corrections_of(person: Person, *, by: Actor) -> list[Correction]:
    """What was corrected on any record of this person, latest first. The caller has checked access."""
    records = visible_to(by).filter(root_id=person.root_id)
    subjects = [one.subject for one in records]
    told = each_time(by.partnership, subjects, PeopleEvent.CORRECTED)
    latest_first = sorted(chain(*told.values()), key=lambda one: one.at, reverse=True)
    return [_in_words(one) for one in latest_first]


def _in_words(entry: TimelineEntry) -> Correction:
    before, after = (cast(Mapping[str, object], entry.facts[when]) for when in ("before", "after"))
    now = ", ".join(_say(after))
    return Correction(
        now=now[0].upper() + now[1:],
        before=", ".join(_say(before)),
        who=entry.who,
        at=entry.at,
        source=str(entry.facts["source"]),
    )


def _say(values: Mapping[str, object]) -> Iterator[str]:
    for column, value in values.items():
        if column == "sex":
            yield f"sex {Person.Sex(str(value)).label.casefold()}"
        elif column == "birth_date_estimated":
            yield "birth date estimated" if value else "birth date certain"
        else:
            yield f"{DAYS[column]} {_day(value)}"


def _day(value: object) -> str:
    return say_date(date.fromisoformat(str(value))) if value else "on no known day"
