"""Settings: local numbers, choices and words, each with its source."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from openmash.core.actor import Actor
from openmash.foundation.reference.commands import hold_setting_on, publish_setting
from openmash.foundation.reference.models import RuleSetting
from openmash.foundation.ui.fields import GovField, TextField
from openmash.oversight.configuring.kinds.base import (
    SOURCE,
    Content,
    Lines,
    Reasons,
    Thing,
    none_such,
)
from openmash.oversight.configuring.kinds.catalogue import SETTINGS


class OfSettings:
    """A content is `{"value": …, "source": …}`."""

    note = "It counts for everything that is done from that day on, also in work under way."

    def things(self, *, by: Actor) -> list[Thing]:
        """Those that the partnership has, as they hold today."""
        rows = {row.key: row for row in RuleSetting.objects.filter(partnership_id=by.partnership)}
        return [
            Thing(key, entry.name, entry.group, _content(rows[key]))
            for key, entry in SETTINGS.items()
            if key in rows
        ]

    def whole(self, of: str) -> str:
        """Each has its own values."""
        return of

    def latest(self, of: str, *, by: Actor) -> Content:
        """The value that goes on without an end."""
        row = RuleSetting.versions.filter(
            partnership_id=by.partnership, key=of, valid_until=None
        ).first()
        if row is None or of not in SETTINGS:
            raise none_such("setting")
        return _content(row)

    def name(self, of: str, *, by: Actor) -> str:
        """Its name in the catalogue."""
        if of not in SETTINGS:
            raise none_such("setting")
        return SETTINGS[of].name

    def fields(self, of: str, content: Content) -> dict[str, GovField]:
        """Those of its shape, and where the value comes from."""
        entry = SETTINGS[of]
        source = TextField(
            "Where it comes from",
            missing="Say where it comes from",
            hint="A policy, a page of guidance, a decision of the partnership.",
        )
        return {**entry.shape.fields(entry.name, content["value"]), "source": source}

    def initial(self, of: str, content: Content) -> dict[str, Any]:
        """The value and its source."""
        return {**SETTINGS[of].shape.initial(content["value"]), "source": content["source"]}

    def read(self, of: str, said: Mapping[str, Any], content: Content) -> Content:
        """The value that was typed."""
        value = SETTINGS[of].shape.read(said, content["value"])
        return {"value": value, "source": said["source"]}

    def why_not(self, of: str, content: Content, before: Content) -> Reasons:
        """What its shape says, and that it has a source."""
        if content.keys() != {"value", "source"}:
            yield "", "A setting is a value and its source"
            return
        yield from SETTINGS[of].shape.why_not(content["value"], before["value"])
        if not isinstance(content["source"], str) or not content["source"].strip():
            yield "source", "Say where it comes from"

    def lines(self, of: str, content: Content) -> Lines:
        """The value in words, and where it comes from."""
        shape = SETTINGS[of].shape
        return [*shape.lines(content["value"]), (SOURCE, str(content["source"]))]

    def write(self, of: str, content: Content, day: date, *, by: Actor) -> None:
        """Let it hold from that day on."""
        publish_setting(of, content["value"], content["source"], holds_from=day, by=by)

    def hold_on(self, of: str, *, by: Actor) -> None:
        """The value of today without an end."""
        hold_setting_on(of, by=by)


def _content(row: RuleSetting) -> Content:
    return {"value": row.value, "source": row.source}
