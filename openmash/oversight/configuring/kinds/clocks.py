"""Clocks: how long something may take, and when it turns amber before that."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import QuerySet

from openmash.core.actor import Actor
from openmash.core.working_time import Length, Unit, london_day
from openmash.foundation.clocks.commands import definition_on, publish_definition
from openmash.foundation.clocks.models import ClockDefinition
from openmash.foundation.ui.fields import GovField, IntegerField, SelectField, TextField
from openmash.oversight.configuring.kinds.base import (
    SOURCE,
    Content,
    Lines,
    Reasons,
    Thing,
    counted,
    none_such,
    to_come,
)

UNITS: dict[str, str] = {
    Unit.WORKING_DAYS: "working days",
    Unit.WORKING_MINUTES: "minutes of open hours",
    Unit.ELAPSED_MINUTES: "minutes, day and night",
    Unit.ELAPSED_HOURS: "hours, day and night",
    Unit.CALENDAR_DAYS: "days, weekends too",
    Unit.MONTHS: "months",
}
LONGEST = 10_000
PARTS = {"amount", "unit", "ideal_amount", "ideal_unit", "source"}


class OfClocks:
    """A content is a length with its unit, the amber point before it, and the source."""

    note = "A clock that runs already keeps the time it began with."

    def things(self, *, by: Actor) -> list[Thing]:
        """Every clock as it holds today, by its code."""
        today = london_day(by.at)
        found: dict[str, ClockDefinition] = {}
        rows = ClockDefinition.objects.filter(partnership_id=by.partnership)
        for row in rows.order_by("code", "version"):
            if row.valid_from <= today or row.code not in found:
                found[row.code] = row
        return [
            Thing(code, f"{code} {row.name}", "Clocks", _content(row))
            for code, row in found.items()
        ]

    def whole(self, of: str) -> str:
        """Each has its own versions."""
        return of

    def latest(self, of: str, *, by: Actor) -> Content:
        """The last version."""
        return _content(self._last(of, by))

    def name(self, of: str, *, by: Actor) -> str:
        """Its code and name."""
        return f"{of} {self._last(of, by).name}"

    def fields(self, of: str, content: Content) -> dict[str, GovField]:
        """How long, the amber point, and the source."""
        units = list(UNITS.items())
        return {
            "amount": IntegerField("How long it may take", missing="Write how long", width=5),
            "unit": SelectField("Counted in", units, missing="Choose what it is counted in"),
            "ideal_amount": IntegerField(
                "Amber after",
                required=False,
                hint="Empty: amber when it is due. 0 working days is the same working day.",
                width=5,
            ),
            "ideal_unit": SelectField("Amber counted in", units, required=False, first="Not used"),
            "source": TextField("Where it comes from", missing="Say where it comes from"),
        }

    def initial(self, of: str, content: Content) -> dict[str, Any]:
        """As it stands."""
        return dict(content)

    def read(self, of: str, said: Mapping[str, Any], content: Content) -> Content:
        """An amber point without a number is none."""
        ideal = said["ideal_amount"]
        return {
            "amount": said["amount"],
            "unit": said["unit"],
            "ideal_amount": ideal,
            "ideal_unit": said["ideal_unit"] if ideal is not None else "",
            "source": said["source"],
        }

    def why_not(self, of: str, content: Content, before: Content) -> Reasons:
        """A clock of nothing would be late at once; amber comes before red."""
        if content.keys() != PARTS:
            yield "", f"A clock has {', '.join(sorted(PARTS))}, and nothing else"
            return
        amount, ideal = content["amount"], content["ideal_amount"]
        if type(amount) is not int or not 1 <= amount <= LONGEST:
            yield (
                "amount",
                f"{of}: write a whole number from 1 to {LONGEST:,}: nothing is done in no time",
            )
        if content["unit"] not in UNITS:
            yield "unit", f"{of}: choose what it is counted in"
        if ideal is not None and (type(ideal) is not int or not 0 <= ideal <= LONGEST):
            yield "ideal_amount", f"{of}: amber is a whole number from 0 to {LONGEST:,}, or empty"
        if ideal is not None and content["ideal_unit"] not in UNITS:
            yield "ideal_unit", f"{of}: choose what amber is counted in"
        both = type(ideal) is int and type(amount) is int
        if both and content["ideal_unit"] == content["unit"] and ideal > amount:
            yield "ideal_amount", f"{of}: amber comes before it is late, not after"
        if not isinstance(content["source"], str) or not content["source"].strip():
            yield "source", f"{of}: say where it comes from"

    def lines(self, of: str, content: Content) -> Lines:
        """In words."""
        return [
            ("May take", _said(content["amount"], content["unit"])),
            ("Amber after", _said(content["ideal_amount"], content["ideal_unit"])),
            (SOURCE, str(content["source"])),
        ]

    def write(self, of: str, content: Content, day: date, *, by: Actor) -> None:
        """The next version."""
        ideal, unit = content["ideal_amount"], content["ideal_unit"]
        publish_definition(
            of,
            Length(content["amount"], Unit(content["unit"])),
            Length(ideal, Unit(unit)) if ideal is not None else None,
            content["source"],
            holds_from=day,
            by=by,
        )

    def hold_on(self, of: str, *, by: Actor) -> None:
        """The version of today once more, from the first day that something was to come."""
        if coming := to_come(_versions(of, by), london_day(by.at)):
            now = definition_on(by.partnership, of, by.at)
            self.write(of, _content(now), coming[0].valid_from, by=by)

    def _last(self, of: str, by: Actor) -> ClockDefinition:
        row = _versions(of, by).first()
        if row is None:
            raise none_such("clock")
        return row


def _versions(of: str, by: Actor) -> QuerySet[ClockDefinition]:
    rows = ClockDefinition.objects.filter(partnership_id=by.partnership, code=of)
    return rows.order_by("-version")


def _said(amount: Any, unit: Any) -> str:
    return "when it is due" if amount is None else counted(amount, UNITS.get(unit, unit))


def _content(row: ClockDefinition) -> Content:
    return {
        "amount": row.amount,
        "unit": row.unit,
        "ideal_amount": row.ideal_amount,
        "ideal_unit": row.ideal_unit,
        "source": row.source,
    }
