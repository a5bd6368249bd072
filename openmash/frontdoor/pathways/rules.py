"""When a special pathway may be noted and ended: pure, and with every reason (P27)."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from openmash.core.working_time import london_day
from openmash.frontdoor.contacts.states import OPEN, STATE_WORDS, ContactState
from openmash.frontdoor.pathways.kinds import PATHWAYS, Finding, Kind, Since

SHORTEST = 10  # characters that a colleague can follow


@dataclass(frozen=True)
class Noted:
    """What somebody writes down of a pathway."""

    kind: Kind
    known: str
    happened_at: datetime | None = None
    due_on: date | None = None


def why_not_open_to_pathways(state: str) -> Iterator[str]:
    """A pathway belongs to a contact that the hub still works on."""
    if state not in OPEN:
        yield f"This is “{STATE_WORDS[ContactState(state)].lower()}”: take it up again first"


def why_not_noted(
    noted: Noted, *, state: str, there: Collection[str], now: datetime
) -> Iterator[str | tuple[str, str]]:
    """Every reason against noting it; `there` are the pathways that apply already."""
    yield from why_not_open_to_pathways(state)
    one = PATHWAYS[noted.kind]
    if noted.kind in there:
        yield "kind", f"“{one.name}” is noted already"
    if len(noted.known.strip()) < SHORTEST:
        yield "known", f"Say in at least {SHORTEST} characters what makes it one"
    if one.since == Since.HAPPENED and noted.happened_at is None:
        yield "day", "Say when it happened: its time runs from then"
    if noted.happened_at and noted.happened_at > now:
        yield "day", "That has not come yet"
    if one.asks_due and noted.due_on is None:
        yield "due", "Say by which day"
    if noted.due_on and noted.due_on < london_day(now):
        yield "due", "That day has passed"


def why_not_for_the_hub(kind: Kind, readers: Collection[str] | None) -> Iterator[tuple[str, str]]:
    """What only named people may know of is not noted where the hub reads it."""
    if PATHWAYS[kind].restricted and readers is None:
        yield "kind", "Only named people may know of this: say who"


def why_not_settled(
    kind: str, outcome: str, finding: str = "", *, ends: bool
) -> Iterator[tuple[str, str]]:
    """What is missing where a pathway ends, or is taken back."""
    if len(outcome.strip()) < SHORTEST:
        yield "outcome", f"Say in at least {SHORTEST} characters what came of it"
    if ends and PATHWAYS[Kind(kind)].has_finding and finding not in set(Finding):
        yield "finding", "Say what came of the allegation"
