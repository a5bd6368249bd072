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
from openmash.foundation.ui.fields import GovField
from openmash.oversight.configuring.kinds import wording
from openmash.oversight.configuring.kinds.base import (
    Content,
    Latest,
    Lines,
    Reasons,
    Thing,
    none_such,
)

GROUP = "Levels of need, with their descriptors"


class OfGuidance:
    """A content is one level: `{"level": …, "descriptors": […]}`."""

    note = (
        "A decision keeps the version it was begun with. Outcomes of a level, and which worries a"
        " descriptor answers, are parts of the product."
    )

    def things(self, *, by: Actor) -> list[Thing]:
        """Each level as it holds today."""
        row, last = guidance_on(by.partnership, london_day(by.at)), _versions(by)[0]
        coming = last.valid_from if last.pk != row.pk else None
        found = []
        for level in row.content["levels"]:
            part = _part(row.content, str(level["n"]))
            found.append(Thing(str(level["n"]), _name(level), GROUP, part, coming))
        return found

    def latest(self, of: str, *, by: Actor) -> Latest:
        """Of the last version."""
        row = _versions(by).first()
        known = row and of in {str(one["n"]) for one in row.content["levels"]}
        if row is None or not known:
            raise none_such("level")
        return Latest(_part(row.content, of), row.valid_from if row.version > 1 else None)

    def name(self, of: str, *, by: Actor) -> str:
        """As the level is called."""
        return _name(self.latest(of, by=by).content["level"])

    def fields(self, of: str, content: Content) -> dict[str, GovField]:
        """Its words, one by one."""
        return wording.fields(content)

    def initial(self, of: str, content: Content) -> dict[str, Any]:
        """As they stand."""
        return wording.initial(content)

    def read(self, of: str, said: Mapping[str, Any], content: Content) -> Content:
        """The level with the words that were typed."""
        return wording.read(said, content)

    def why_not(self, of: str, content: Content, before: Content) -> Reasons:
        """A level without words is none."""
        return wording.why_not(content, before)

    def lines(self, of: str, content: Content) -> Lines:
        """Name, meaning and descriptors."""
        return wording.lines(content)

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


def _versions(by: Actor) -> QuerySet[Guidance]:
    return Guidance.objects.filter(partnership_id=by.partnership).order_by("-version")


def _name(level: Mapping[str, Any]) -> str:
    return f"Level {level['n']}: {level['name']}"


def _part(whole: Mapping[str, Any], of: str) -> Content:
    level = next(one for one in whole["levels"] if str(one["n"]) == of)
    own = [one for one in whole["descriptors"] if str(one["level"]) == of]
    return {"level": level, "descriptors": own}
