"""When it can be noted that a section 47 enquiry has started (P10, P11)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from openmash.core.dates import say_date
from openmash.frontdoor.decisions.states import TAKEN, Outcome

MAY_LEAD_TO_IT = frozenset({Outcome.STRATEGY, Outcome.IMMEDIATE_PROTECTION})


@dataclass(frozen=True)
class Child47:
    """What the rule needs to know of one child."""

    called: str
    state: str
    outcome: str
    started_on: date | None  # where it is noted already
    received: date


def why_no_section_47(child: Child47, day: date, *, today: date) -> Iterator[str]:
    """Every reason why it cannot be noted for this child and day.

    It follows a strategy discussion, and begins on the day of the discussion that decided it.
    """
    if child.state not in TAKEN or child.outcome not in MAY_LEAD_TO_IT:
        yield (
            f"For {child.called} neither a strategy discussion nor immediate protection is decided:"
            " a section 47 enquiry follows one of them"
        )
    if child.started_on is not None:
        yield f"For {child.called} it is noted already, from {say_date(child.started_on)}"
    if day > today:
        yield "The day has not come yet: note it once it has started"
    if day < child.received:
        yield f"The day is before {say_date(child.received)}, when the worry came in"
