"""Pure rules of the involvement register: what is stale, what is wrong, whom nobody has named yet."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date, datetime, timedelta

from openmash.core.dates import age_on
from openmash.core.working_time import london_day

SCHOOL_AGE = range(5, 16)


def is_stale(since: date, heard_at: datetime, ends_on: date | None, today: date, days: int) -> bool:
    """Whether it is so long since somebody said so that it has to be asked again.

    `heard_at` is when it was recorded or last confirmed; what has ended does not grow stale.
    """
    running = since <= today and (ends_on is None or ends_on > today)
    return running and london_day(heard_at) < today - timedelta(days=days)


def why_not_involved(service: str, starts_on: date, ends_on: date | None) -> Iterator[str]:
    """What is wrong with saying that somebody works with a person."""
    if not service.strip():
        yield "Say which service works with them"
    if ends_on is not None and ends_on < starts_on:
        yield "It ends before it begins"


def nobody_named(
    kind: str, birth: date | None, open_kinds: Collection[str], today: date
) -> Iterator[str]:
    """Whom we would ask and cannot, for nobody has said who it is: a gap, not an answer."""
    if kind == "adult":
        return
    age = age_on(birth, today) if birth else None
    if age in SCHOOL_AGE and "school" not in open_kinds:
        yield "School: nobody has said which"
    if (age is None or age < 5) and "health" not in open_kinds:
        yield "Health visitor or midwife: nobody has said who"
