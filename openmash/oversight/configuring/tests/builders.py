"""Changes of reference data, by the real commands."""

from __future__ import annotations

from datetime import date
from typing import Any

from openmash.core.working_time import london_day
from openmash.oversight.configuring import commands as do
from openmash.oversight.configuring.models import Change
from openmash.oversight.configuring.states import Kind
from tests.fixtures import Enter

WHY = "The partnership decided it in November"


def new(of: str, content: dict[str, Any], day: date, kind: Kind = Kind.SETTING) -> do.NewChange:
    return do.NewChange(kind, of, content, WHY, day)


def a_draft(enter: Enter, of: str = "link-days", value: Any = 5, day: date | None = None) -> Change:
    """A draft by Col; from today on unless said otherwise."""
    col = enter("col")
    content = {"value": value, "source": "Decided here"}
    return do.draft(new(of, content, day or london_day(col.at)), by=col)


def a_proposed(
    enter: Enter, of: str = "link-days", value: Any = 5, day: date | None = None
) -> Change:
    """The same, put before a second person."""
    one = a_draft(enter, of, value, day)
    return do.propose(one, by=enter("col"))
