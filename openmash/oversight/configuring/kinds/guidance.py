"""The threshold guidance: what each level is called and means, and its descriptors (L11, P7)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import QuerySet

from openmash.core.actor import Actor
from openmash.core.working_time import london_day
from openmash.foundation.reference.commands import publish_guidance
from openmash.foundation.reference.models import Guidance
from openmash.foundation.reference.queries import guidance_on
from openmash.oversight.configuring.kinds.base import (
    Content,
    Thing,
    none_such,
    to_come,
)
from openmash.oversight.configuring.kinds.wording import Worded

GROUP = "Levels of need, with their descriptors"


class OfGuidance(Worded):
    """A content is one level: `{"level": …, "descriptors": […]}`."""

    note = (
        "A decision keeps the version it was begun with. Outcomes of a level, and which worries a"
        " descriptor answers, are parts of the product."
    )

    def things(self, *, by: Actor) -> list[Thing]:
        """Each level as it holds today."""
        row = guidance_on(by.partnership, london_day(by.at))
        return [
            Thing(of, _name(level), GROUP, _part(row.content, of))
            for level in row.content["levels"]
            for of in (str(level["n"]),)
        ]

    def whole(self, of: str) -> str:
        """All levels are one guidance."""
        return ""

    def latest(self, of: str, *, by: Actor) -> Content:
        """Of the last version."""
        row = _versions(by).first()
        known = row and of in {str(one["n"]) for one in row.content["levels"]}
        if row is None or not known:
            raise none_such("level")
        return _part(row.content, of)

    def name(self, of: str, *, by: Actor) -> str:
        """As the level is called."""
        return _name(self.latest(of, by=by)["level"])

    def write(self, of: str, content: Content, day: date, *, by: Actor) -> None:
        """The next version of the whole, with this level changed."""
        row = _versions(by)[0]
        whole = dict(row.content)
        whole["levels"] = [
            content["level"] if str(one["n"]) == of else one for one in whole["levels"]
        ]
        changed = {one["id"]: one for one in content["descriptors"]}
        whole["descriptors"] = [changed.get(one["id"], one) for one in whole["descriptors"]]
        publish_guidance(row.name, whole, holds_from=day, by=by)

    def hold_on(self, of: str, *, by: Actor) -> None:
        """The version of today once more, from the first day that something was to come."""
        today = london_day(by.at)
        if coming := to_come(_versions(by), today):
            now = guidance_on(by.partnership, today)
            publish_guidance(now.name, now.content, holds_from=coming[0].valid_from, by=by)


def _versions(by: Actor) -> QuerySet[Guidance]:
    return Guidance.objects.filter(partnership_id=by.partnership).order_by("-version")


def _name(level: Mapping[str, Any]) -> str:
    return f"Level {level['n']}: {level['name']}"


def _part(whole: Mapping[str, Any], of: str) -> Content:
    level = next(one for one in whole["levels"] if str(one["n"]) == of)
    own = [one for one in whole["descriptors"] if str(one["level"]) == of]
    return {"level": level, "descriptors": own}
