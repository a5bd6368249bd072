"""The kinds of reference data that are changed here."""

from __future__ import annotations

from openmash.oversight.configuring.kinds.base import Content, Lines, OfKind, Thing
from openmash.oversight.configuring.kinds.clocks import OfClocks
from openmash.oversight.configuring.kinds.guidance import OfGuidance
from openmash.oversight.configuring.kinds.hours import OfHours
from openmash.oversight.configuring.kinds.questionnaires import OfForms
from openmash.oversight.configuring.kinds.settings import OfSettings
from openmash.oversight.configuring.states import Kind

__all__ = ["KINDS", "Content", "Lines", "OfKind", "Thing"]

KINDS: dict[Kind, OfKind] = {
    Kind.SETTING: OfSettings(),
    Kind.CLOCK: OfClocks(),
    Kind.HOURS: OfHours(),
    Kind.GUIDANCE: OfGuidance(),
    Kind.FORM: OfForms(),
}
