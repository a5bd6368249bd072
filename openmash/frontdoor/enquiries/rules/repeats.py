"""What has been reported about a child again and again: the sums behind trigger T7 (P5, L66).

Days of reports, never a score: whoever reads why a practice is asked can count them again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from openmash.core.dates import say_date


class What(StrEnum):
    """What was reported."""

    HIGH_RISK = "high_risk"
    ABUSE = "abuse"
    MISSING = "missing"


@dataclass(frozen=True)
class Limit:
    """How many reports, within how many days: reference data of the partnership."""

    reports: int
    days: int


@dataclass(frozen=True)
class Report:
    """One thing that one contact reports of one child."""

    child: str
    what: What
    day: date


@dataclass(frozen=True)
class Repeat:
    """Reports of one kind that together are a reason, oldest first."""

    what: What
    days: tuple[date, ...]
    within: int

    @property
    def as_kept(self) -> dict[str, object]:
        """As a request to a practice keeps it."""
        days = [day.isoformat() for day in self.days]
        return {"what": self.what.value, "days": days, "within": self.within}


def repeats(
    reports: Iterable[Report], limits: Mapping[What, Limit], sent: date
) -> tuple[Repeat, ...]:
    """Each kind of which one child has enough reports within so many days of each other.

    Those count that came in the same days before the worry was `sent`, and all since. A day counts
    whole: 90 days apart is within 90 days, 91 is not. Brothers and sisters are counted each for
    themselves, and what is the same for two is said once.
    """
    by_child: dict[tuple[str, What], list[date]] = {}
    for one in reports:
        by_child.setdefault((one.child, one.what), []).append(one.day)
    found = (_repeat(what, days, limits[what], sent) for (_, what), days in by_child.items())
    kept = dict.fromkeys(one for one in found if one is not None)
    return tuple(sorted(kept, key=lambda one: (list(What).index(one.what), one.days)))


def read_kept(kept: Iterable[Mapping[str, object]]) -> Iterator[Repeat]:
    """What a request to a practice keeps, as it was."""
    for one in kept:
        days = one["days"]
        assert isinstance(days, list)
        within = one["within"]
        assert isinstance(within, int)
        read = tuple(date.fromisoformat(str(day)) for day in days)
        yield Repeat(What(str(one["what"])), read, within)


def has_more(now: Iterable[Repeat], before: Iterable[Repeat]) -> bool:
    """Whether something has been reported since; that a report was taken back is no new reason."""
    return bool(_days(now) - _days(before))


def say_repeat(one: Repeat) -> str:
    """The reason in words, with its days, to be counted again by whoever reads it."""
    days = ", ".join(_said(day, times) for day, times in Counter(one.days).items())
    if one.what == What.HIGH_RISK:
        return f"domestic abuse of high risk was reported: {days}"
    called = "domestic abuse" if one.what == What.ABUSE else "going missing"
    return f"{called} was reported {_times(len(one.days))} within {one.within} days: {days}"


def _repeat(what: What, days: list[date], limit: Limit, sent: date) -> Repeat | None:
    """The latest reports that lie close enough together."""
    span = timedelta(days=limit.days)
    known = sorted(day for day in days if day >= sent - span)
    for last in sorted(set(known), reverse=True):
        together = tuple(day for day in known if last - span <= day <= last)
        if len(together) >= limit.reports:
            return Repeat(what, together, limit.days)
    return None


def _days(repeats_of: Iterable[Repeat]) -> Counter[tuple[What, date]]:
    """Two children with the same report do not make it two."""
    most: Counter[tuple[What, date]] = Counter()
    for one in repeats_of:
        most |= Counter((one.what, day) for day in one.days)
    return most


def _said(day: date, times: int) -> str:
    return say_date(day) if times == 1 else f"{say_date(day)} ({_times(times)})"


def _times(number: int) -> str:
    return {1: "once", 2: "twice"}.get(number, f"{number} times")
