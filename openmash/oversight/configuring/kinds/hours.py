"""The hours of the hub: when it opens, when it closes on each weekday, and days it does not open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, time
from typing import Any

from django.db.models import QuerySet

from openmash.core.actor import Actor
from openmash.core.dates import read_date, say_day
from openmash.core.working_time import WorkingCalendar, london_day
from openmash.foundation.reference.commands import Hours, publish_hours
from openmash.foundation.reference.models import Calendar
from openmash.foundation.ui.fields import GovField, LongTextField, TimeField
from openmash.oversight.configuring.kinds.base import (
    Content,
    Lines,
    Reasons,
    Thing,
    none_such,
    to_come,
)

OF, NAME = "hours", "Hours of the hub"
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
DAY_FIELDS = tuple(name.lower() for name in WEEKDAYS)
_THIS_CENTURY = date(2020, 1, 1)  # a year of two numbers is of this century
PARTS = {"opens", "closes", "extra_closures"}


class OfHours:
    """A content is the opening time, seven closing times, and the days closed besides bank holidays."""

    note = (
        "A clock that runs already keeps the hours it began with. The emergency duty team is named on"
        " every form while the hub is closed."
    )

    def things(self, *, by: Actor) -> list[Thing]:
        """The one there is, as it holds today."""
        return [Thing(OF, NAME, NAME, _content(_now(by)))]

    def whole(self, of: str) -> str:
        """There is one."""
        return of

    def latest(self, of: str, *, by: Actor) -> Content:
        """The last version."""
        self.name(of, by=by)
        return _content(_versions(by)[0])

    def name(self, of: str, *, by: Actor) -> str:
        """There is one."""
        if of != OF:
            raise none_such("calendar")
        return NAME

    def fields(self, of: str, content: Content) -> dict[str, GovField]:
        """A time to open, and one to close for each weekday."""
        closes = {
            field: TimeField(
                f"Closes on {name}",
                required=False,
                hint="Empty: not open that day" if not n else "",
            )
            for n, (field, name) in enumerate(zip(DAY_FIELDS, WEEKDAYS, strict=True))
        }
        return {
            "opens": TimeField("Opens at", missing="Write when the hub opens, like 8:45am"),
            **closes,
            "extra_closures": LongTextField(
                "Days on which it does not open",
                required=False,
                rows=4,
                hint="One on each line, like 24 December 2026. Bank holidays are known.",
            ),
        }

    def initial(self, of: str, content: Content) -> dict[str, Any]:
        """Times and days as people type them."""
        closures = [say_date_in(one) for one in content["extra_closures"]]
        times = {
            field: _time(said) for field, said in zip(DAY_FIELDS, content["closes"], strict=True)
        }
        return {
            "opens": _time(content["opens"]),
            **times,
            "extra_closures": "\n".join(closures),
        }

    def read(self, of: str, said: Mapping[str, Any], content: Content) -> Content:
        """Days that cannot be read stay as they were typed, and are refused by name."""
        typed = [line.strip() for line in str(said["extra_closures"] or "").splitlines()]
        return {
            "opens": f"{said['opens']:%H:%M}",
            "closes": [f"{said[day]:%H:%M}" if said[day] else None for day in DAY_FIELDS],
            "extra_closures": sorted(_day(line) for line in typed if line),
        }

    def why_not(self, of: str, content: Content, before: Content) -> Reasons:
        """Hours that close before they open, a week without a day, days that are none."""
        if content.keys() != PARTS or len(content["closes"]) != len(WEEKDAYS):
            yield "", "Hours are an opening time, seven closing times, and the days it is closed"
            return
        opens = _time(content["opens"])
        if opens is None:
            yield "opens", f"“{content['opens']}” is no time"
        else:
            yield from _why_not_closed(opens, content["closes"])
        if not any(content["closes"]):
            yield DAY_FIELDS[0], "The hub has to be open on at least one day of the week"
        for day in content["extra_closures"]:
            if _iso(day) is None:
                no = f"“{day}” is no date, or not on that weekday. Write it like 24 December 2026"
                yield "extra_closures", no

    def lines(self, of: str, content: Content) -> Lines:
        """One line for each weekday, and one for each day it is closed."""
        opens = content["opens"]
        days = [
            (name, f"{opens} to {close}" if close else "not open")
            for name, close in zip(WEEKDAYS, content["closes"], strict=True)
        ]
        closed = [
            ("Also closed on " + say_date_in(day), "closed") for day in content["extra_closures"]
        ]
        return [*days, *closed]

    def write(self, of: str, content: Content, day: date, *, by: Actor) -> None:
        """The next version."""
        opens = _time(content["opens"]) or time()
        closes, closures = tuple(content["closes"]), tuple(content["extra_closures"])
        WorkingCalendar("", frozenset(), opens, tuple(_time(one) for one in closes))  # or it raises
        publish_hours(Hours(opens, closes, closures), holds_from=day, by=by)

    def hold_on(self, of: str, *, by: Actor) -> None:
        """The hours of today once more, from the first day that something was to come."""
        if coming := to_come(_versions(by), london_day(by.at)):
            self.write(of, _content(_now(by)), coming[0].valid_from, by=by)


def _why_not_closed(opens: time, closes: Sequence[Any]) -> Reasons:
    for field, name, said in zip(DAY_FIELDS, WEEKDAYS, closes, strict=True):
        close = _time(said)
        if said is not None and close is None:
            yield field, f"{name}: “{said}” is no time"
        elif close is not None and close <= opens:
            yield field, f"{name}: it would close at {said}, before it opens at {opens:%H:%M}"


def say_date_in(day: str) -> str:
    """A kept day in words; what is none, as it is."""
    found = _iso(day)
    return say_day(found, with_year=True) if found else day


def _versions(by: Actor) -> QuerySet[Calendar]:
    return Calendar.objects.filter(partnership_id=by.partnership).order_by("-version")


def _now(by: Actor) -> Calendar:
    rows, today = list(_versions(by)), london_day(by.at)
    return next((one for one in rows if one.valid_from <= today), rows[-1])


def _content(row: Calendar) -> Content:
    return {
        "opens": f"{row.opens:%H:%M}",
        "closes": list(row.closes),
        "extra_closures": sorted(row.extra_closures),
    }


def _time(said: Any) -> time | None:
    try:
        return time.fromisoformat(said) if isinstance(said, str) else None
    except ValueError:
        return None


def _iso(day: Any) -> date | None:
    try:
        return date.fromisoformat(day)
    except (TypeError, ValueError):
        return None


def _day(typed: str) -> str:
    """As it is kept; what is no date, or has the wrong weekday, as it was typed."""
    found = read_date(typed, today=_THIS_CENTURY, years_ahead=79)
    return found.value.isoformat() if found.value and not found.problem else typed
