"""Reading what the partnership has set up."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import lru_cache

from django.db.models import QuerySet

from openmash.core.working_time import (
    LONDON,
    WorkingCalendar,
    bank_holidays_in_england,
    london_day,
)
from openmash.foundation.reference.models import (
    Calendar,
    FormVersion,
    Guidance,
    Partnership,
    RuleSetting,
)


@dataclass(frozen=True)
class DatedCalendar:
    """A working calendar and the version a clock run keeps."""

    version: int
    calendar: WorkingCalendar


def partnership(code: str) -> Partnership:
    """The partnership with this code."""
    return Partnership.objects.get(pk=code)


def partnerships() -> list[Partnership]:
    """Every partnership of this deployment, by name."""
    return list(Partnership.objects.order_by("name"))


def calendar_on(code: str, day: date) -> DatedCalendar:
    """The hub's hours in force on a day; the oldest ones for days before the first (P0.1)."""
    return in_force(calendars_of(code), day)


def calendars_of(code: str) -> QuerySet[Calendar]:
    """Every version of the hub's hours, the latest first; there are few."""
    return Calendar.objects.filter(partnership_id=code).order_by("-version")


def in_force(versions: Iterable[Calendar], day: date) -> DatedCalendar:
    """Which of these versions, the latest first, a day goes by."""
    rows = list(versions)
    row = next((one for one in rows if one.valid_from <= day), rows[-1])
    closures = tuple(date.fromisoformat(closed) for closed in row.extra_closures)
    return DatedCalendar(
        row.version, _calendar(row.version, row.opens, tuple(row.closes), closures)
    )


def closed_until(versions: Iterable[Calendar], at: datetime) -> datetime | None:
    """When the hub opens again; None while it is open (P18, L88)."""
    rows = list(versions)
    is_open = in_force(rows, london_day(at)).calendar.is_open(at)
    return None if is_open else next_opening(rows, at)


def next_opening(versions: Iterable[Calendar], at: datetime) -> datetime:
    """The moment itself when the hub is open then, else the next time it opens: by the hours of that
    day, which may be newer than those of today."""
    rows, today = list(versions), london_day(at)
    opening = in_force(rows, today).calendar.next_opening(at)
    newer = [one.valid_from for one in rows if today < one.valid_from <= london_day(opening)]
    if not newer:
        return opening
    return next_opening(rows, datetime.combine(min(newer), time.min, LONDON))


@lru_cache(maxsize=32)
def _calendar(
    version: int, opens: time, closes: tuple[str | None, ...], closures: tuple[date, ...]
) -> WorkingCalendar:
    return WorkingCalendar(
        version=str(version),
        holidays=bank_holidays_in_england() | frozenset(closures),
        opens=opens,
        closes=tuple(time.fromisoformat(c) if c else None for c in closes),
    )


def guidance_on(code: str, day: date) -> Guidance:
    """The threshold guidance in force on a day (L11)."""
    versions = Guidance.objects.filter(partnership_id=code)
    row = versions.filter(valid_from__lte=day).order_by("-version").first()
    return row or versions.order_by("version")[0]


def form_on(code: str, form: str, day: date) -> FormVersion:
    """The version of a form a new answer is given to."""
    versions = FormVersion.objects.filter(partnership_id=code, form=form)
    row = versions.filter(valid_from__lte=day).order_by("-version").first()
    return row or versions.order_by("version")[0]


def forms_on(code: str, prefix: str, day: date) -> list[FormVersion]:
    """The versions in force of all forms whose name begins so, in the order they were published."""
    versions = FormVersion.objects.filter(partnership_id=code, form__startswith=prefix)
    latest: dict[str, FormVersion] = {}
    for row in versions.order_by("version", "form"):
        if row.valid_from <= day or row.form not in latest:
            latest[row.form] = row
    return list(latest.values())


def setting(code: str, key: str) -> object:
    """A local number or choice; `KeyError` when the partnership has none."""
    found = RuleSetting.objects.filter(partnership_id=code, key=key).first()
    if found is None:
        raise KeyError(key)
    value: object = found.value
    return value


def settings_of(code: str, keys: Iterable[str]) -> dict[str, object]:
    """Several local numbers or choices at once; one that the partnership does not have is not there."""
    return {row.key: row.value for row in settings_rows(code, keys)}


def settings_rows(code: str, keys: Iterable[str]) -> QuerySet[RuleSetting]:
    """The same as rows, to be asked for with other questions."""
    return RuleSetting.objects.filter(partnership_id=code, key__in=list(keys))


def number(code: str, key: str) -> int:
    """A local number, such as how many contacts make the service manager sign (P7)."""
    value = setting(code, key)
    if not isinstance(value, int):
        raise TypeError(f"{key} is not a whole number")
    return value
