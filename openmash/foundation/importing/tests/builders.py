"""Imports at every stage, reached by the commands of the product."""

from __future__ import annotations

import csv
import io
import uuid
from collections.abc import Iterable, Sequence

from openmash.core.actor import Actor
from openmash.foundation.importing.commands import NewColumns, NewFile, check, receive, start
from openmash.foundation.importing.fields import guess
from openmash.foundation.importing.models import Import
from openmash.foundation.importing.queries import counts_of
from openmash.foundation.importing.working import go_on

WEEKLY = "Weekly extract"
HEADINGS = (
    "LAchildID",
    "Forename",
    "Surname",
    "DOB",
    "Gender",
    "NHS number",
    "NHS status",
    "Address",
    "Postcode",
    "Team",
    "Worker",
    "Start date",
    "End date",
)
ISLA = ("BR1", "Isla", "Tarrant", "14/03/2019", "F", "9990000018", "01", "14 Mill Row", "ZZ1 4AR",
        "Children in need", "Dev Whitlock", "01/09/2026", "")  # fmt: skip


def a_file(rows: Iterable[Sequence[str]], headings: Sequence[str] = HEADINGS) -> bytes:
    """The rows as a council would send them."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows([headings, *rows])
    return text.getvalue().encode()


def received(by: Actor, content: bytes, source: str = WEEKLY) -> Import:
    """A file that has come in from the council."""
    new = NewFile("brackenford-council", source, "extract.csv", content)
    return receive(new, key=uuid.uuid4(), by=by)


def is_checked(by: Actor, content: bytes, *, full: bool = False, source: str = WEEKLY) -> Import:
    """A file whose every row was compared."""
    one = received(by, content, source)
    columns = guess(one.headings, one.source.columns)
    check(one, NewColumns(columns, month_first=False, full_extract=full), by=by)
    return worked_on(one, by)


def is_imported(by: Actor, content: bytes, *, full: bool = False, source: str = WEEKLY) -> Import:
    """A file that was written into the register."""
    one = is_checked(by, content, full=full, source=source)
    start(one, endings_agreed=one.endings or None, by=by)
    return worked_on(one, by)


def worked_on(one: Import, by: Actor) -> Import:
    """The worker has done what there was to do."""
    go_on(one.pk, partnership=by.partnership, now=lambda: by.at)
    return Import.objects.select_related("source__agency").get(pk=one.pk)


def outcomes(one: Import) -> dict[str, int]:
    """How many rows of each outcome, those without any left out."""
    counts = counts_of(one)
    wanted = ("new", "changed", "nothing", "rejected")
    return {outcome: counts[outcome] for outcome in wanted if counts[outcome]}
