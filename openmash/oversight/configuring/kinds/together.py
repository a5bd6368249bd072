"""Settings that make sense only beside each other: one is less than the other, on every day."""

from __future__ import annotations

from datetime import date

from django.db.models import F, Q

from openmash.core.actor import Actor
from openmash.foundation.reference.models import RuleSetting
from openmash.oversight.configuring.kinds.base import Content, Reasons
from openmash.oversight.configuring.states import Kind

# The smaller, the greater, and what is said of each: otherwise somebody who was just confirmed would be
# asked about again, and the task to confirm would never go.
LESS = (
    (
        "recertify-ask-days",
        "recertify-days",
        "A lead says again every {} days who needs access: choose fewer days than that",
        "The lead is asked {} days before it is due: choose more days than that",
    ),
)


def why_not_together(kind: str, of: str, content: Content, day: date, *, by: Actor) -> Reasons:
    """What stands against a setting beside what holds from that day on, or comes later."""
    value = content.get("value")
    if kind != Kind.SETTING or not isinstance(value, int):
        return
    for small, great, too_many, too_few in LESS:
        if of == small and (first := min(_from(great, day, by), default=value + 1)) <= value:
            yield "value", too_many.format(first)
        if of == great and (most := max(_from(small, day, by), default=value - 1)) >= value:
            yield "value", too_few.format(most)


def _from(key: str, day: date, by: Actor) -> list[int]:
    rows = RuleSetting.versions.filter(partnership_id=by.partnership, key=key)
    # One that was called back ends on the day on which it was to begin: it never holds.
    holds = Q(valid_from=None) | Q(valid_until__gt=F("valid_from"))
    rows = rows.filter(Q(valid_until=None) | Q(valid_until__gt=day) & holds)
    return [int(value) for value in rows.values_list("value", flat=True)]
