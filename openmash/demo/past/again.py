"""Letting what was played once have happened again: the same acts in other weeks, about others.

Every row that the commands wrote is added once more, as the application and by its own rights, with
keys, days and words of its own: row-level security, constraints and triggers hold as for any row, and
the ledger digests and chains each event and each look. No second place has to know how a row is made.
"""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.apps import apps
from django.db import connection, models

from openmash.core.dates import MONTHS
from openmash.core.working_time import LONDON
from openmash.foundation.ledger.models import Link
from openmash.foundation.people.models import PersonCard, PersonKey

APPS = (
    "people",
    "contacts",
    "decisions",
    "clocks",
    "tasks",
    "messaging",
    "sharing",
    "ledger",
    "access",
)
KEPT_ELSEWHERE = {"ledger_link", "contacts_restrictedcontact", "access_user", "access_agency",
                  "access_roleholding", "access_registration", "clocks_clockdefinition"}  # fmt: skip
AT_ONCE = 40
KEY = r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
MOMENT = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?\+\d\d:\d\d"
DAY = r"\d{4}-\d\d-\d\d"
SAID = rf"\d{{1,2}} (?:{'|'.join(MONTHS).title()})(?: \d{{4}})?"

Seen = Mapping[type[models.Model], set[object]]


@dataclass(frozen=True)
class Again:
    """Once more, so many weeks later, with these words in the place of the story's."""

    weeks: int
    words: Mapping[str, str]


@dataclass(frozen=True)
class Story:
    """The rows of what was played, table by table, cut where a copy has something of its own."""

    tables: Sequence[tuple[type[models.Model], Sequence[str]]]
    own: frozenset[str]
    year: int


def seen() -> Seen:
    """Which rows there are now; taken before the story is played."""
    return {one: set(one._default_manager.values_list("pk", flat=True)) for one in _tables()}


def story_since(before: Seen, words: Iterable[str], year: int) -> Story:
    """What was written since; `words` are texts that differ each time."""
    cut = re.compile(rf"({'|'.join([*map(_whole, words), KEY, MOMENT, DAY, SAID])})")
    places = dict(Link.objects.values_list("entry", "position"))  # the order of the chains
    tables: list[tuple[type[models.Model], list[str]]] = []
    own: set[str] = set()
    for table in _tables():
        new = (row for row in table._default_manager.order_by("pk") if row.pk not in before[table])
        rows = sorted(new, key=lambda row: places.get(row.pk, 0))
        own |= {str(row.pk) for row in rows}
        if rows:
            content = json.dumps(
                [_columns(row) for row in rows], default=_plain, ensure_ascii=False
            )
            tables.append((table, cut.split(content[1:-1])))
    return Story(tuple(tables), frozenset(own), year)


def happen_again(story: Story, times: Sequence[Again]) -> int:
    """Add the rows of each time, inside the caller's transaction; how many there were."""
    made = 0
    for first in range(0, len(times), AT_ONCE):
        some = [_changing(story, one) for one in times[first : first + AT_ONCE]]
        for table, parts in story.tables:
            content = ", ".join("".join(_varied(parts, change)) for change in some)
            made += _insert(table, f"[{content}]")
    return made


def _varied(parts: Sequence[str], change: Callable[[str], str]) -> Iterator[str]:
    for place, part in enumerate(parts):
        yield change(part) if place % 2 else part


def _changing(story: Story, one: Again) -> Callable[[str], str]:
    salt, later = str(uuid.uuid4()), timedelta(weeks=one.weeks)

    def change(mark: str) -> str:
        if mark in one.words:
            return one.words[mark]
        if re.fullmatch(KEY, mark):
            return str(uuid.uuid5(uuid.NAMESPACE_OID, mark + salt)) if mark in story.own else mark
        if re.fullmatch(MOMENT, mark):
            local = datetime.fromisoformat(mark).astimezone(LONDON).replace(tzinfo=None) + later
            return local.replace(tzinfo=LONDON).isoformat()
        if re.fullmatch(DAY, mark):
            return (date.fromisoformat(mark) + later).isoformat()
        day, month, *year = mark.split()
        said = (
            date(int(year[0]) if year else story.year, MONTHS.index(month.casefold()) + 1, int(day))
            + later
        )
        return " ".join([f"{said.day} {said:%B}", *([str(said.year)] if year else [])])

    return change


def _tables() -> list[type[models.Model]]:
    """People first, and a child’s words last: what is said of somebody is let in where they are seen."""
    every = [table for label in APPS for table in apps.get_app_config(label).get_models()]
    found_by = (PersonCard, PersonKey)  # made anew from what is said
    kept = [t for t in every if t._meta.db_table not in KEPT_ELSEWHERE and t not in found_by]
    place = {"people_person": 0, "people_voice": 2}
    return sorted(kept, key=lambda table: place.get(table._meta.db_table, 1))


def _written(table: type[models.Model]) -> list[models.Field]:  # type: ignore[type-arg]  # of any kind
    counted = (models.AutoField, models.BigAutoField)
    return [
        field
        for field in table._meta.concrete_fields
        if not field.generated and not isinstance(field, counted)
    ]


def _columns(row: models.Model) -> dict[str, object]:
    return {str(field.column): getattr(row, field.attname) for field in _written(type(row))}


def _insert(table: type[models.Model], content: str) -> int:
    name = table._meta.db_table
    names = ", ".join(f'"{field.column}"' for field in _written(table))
    with connection.cursor() as cursor:
        cursor.execute(
            f'INSERT INTO "{name}" ({names})'  # noqa: S608  # names of our own models only
            f' SELECT {names} FROM jsonb_populate_recordset(NULL::"{name}", %s)',
            [content],
        )
        return int(cursor.rowcount)


def _whole(word: str) -> str:
    return rf"\b{re.escape(word)}\b"


def _plain(value: object) -> str:
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, uuid.UUID):
        return str(value)
    raise TypeError(f"{type(value).__name__} has no place in a row")
