"""Reading what the partnership has set up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from functools import lru_cache

from openmash.core.working_time import WorkingCalendar, bank_holidays_in_england
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
    versions = Calendar.objects.filter(partnership_id=code)
    row = versions.filter(valid_from__lte=day).order_by("-version").first()
    row = row or versions.order_by("version")[0]
    closures = tuple(date.fromisoformat(closed) for closed in row.extra_closures)
    return DatedCalendar(
        row.version, _calendar(row.version, row.opens, tuple(row.closes), closures)
    )


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


def setting(code: str, key: str) -> object:
    """A local number or choice; `KeyError` when the partnership has none."""
    found = RuleSetting.objects.filter(partnership_id=code, key=key).first()
    if found is None:
        raise KeyError(key)
    value: object = found.value
    return value


def number(code: str, key: str) -> int:
    """A local number, such as how many contacts make the service manager sign (P7)."""
    value = setting(code, key)
    if not isinstance(value, int):
        raise TypeError(f"{key} is not a whole number")
    return value
