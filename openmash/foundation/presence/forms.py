"""Until when somebody is here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from openmash.foundation.presence.queries import say_time
from openmash.foundation.ui.fields import SelectField
from openmash.foundation.ui.forms import Form


class UntilForm(Form):
    """One of the next half-hours."""

    until = SelectField("Until when are you here?", (), missing="Choose a time", first="Choose")

    def __init__(self, times: Sequence[datetime], data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        choices = [(one.isoformat(), say_time(one)) for one in times]
        self.fields["until"].choices = choices  # type: ignore[attr-defined]  # a select
