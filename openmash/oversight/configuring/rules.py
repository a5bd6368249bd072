"""When a change may be kept, proposed and published: pure, and with every reason."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from openmash.core.dates import say_date

SHORTEST = 10  # characters of a reason that the second person can judge by
LONGEST_AHEAD = timedelta(days=366)


def why_not_dated(
    holds_from: date, *, today: date, waits: date | None
) -> Iterator[tuple[str, str]]:
    """What speaks against a day from which something is to hold.

    `waits` is the last day for which a change of the same thing is published and has not begun. Whoever
    published it compared it with what holds now: it does not follow unseen upon something else.
    """
    if holds_from < today:
        words = "Choose today or a later day: what was done by the old rule stays done by it"
        yield "holds_from", f"{say_date(holds_from)} has passed. {words}"
    if holds_from - today > LONGEST_AHEAD:
        yield "holds_from", "Choose a day within a year: nobody remembers a change for longer"
    if waits and holds_from < waits:
        words = "Choose that day or a later one, or have that change called back first"
        yield "holds_from", f"A change of this from {say_date(waits)} is published already. {words}"


def why_not_kept(reason: str, *, same: bool) -> Iterator[tuple[str, str]]:
    """What speaks against keeping a draft, whatever it changes."""
    if same:
        yield "", "Nothing is different from what holds already"
    if len(reason.strip()) < SHORTEST:
        yield (
            "reason",
            f"Say in at least {SHORTEST} characters why: the second person decides by it",
        )


def why_not_begun(open_by: str, *, proposed: bool) -> Iterator[str]:
    """One change of a thing at a time."""
    if open_by:
        has = "proposed" if proposed else "drafted"
        yield f"{open_by} has {has} a change of this already. Settle that one first"


def why_not_another(drafted_by: str, user: str) -> Iterator[str]:
    """Two people, always."""
    if drafted_by == user:
        yield "You drafted it yourself: somebody else publishes or refuses it"


def why_not_own(drafted_by: str, user: str) -> Iterator[str]:
    """What somebody puts forward is theirs."""
    if drafted_by != user:
        yield "Whoever drafted it proposes it"


def why_not_called_back(holds_from: date, *, today: date, built_on: date | None) -> Iterator[str]:
    """What has begun is changed by another change; what others were built on goes after them.

    `built_on` is the day of the last published change of the same thing that follows upon this one.
    """
    if holds_from <= today:
        yield (
            f"It holds since {say_date(holds_from)}, and work was done by it. Draft a change back to"
            " what was before"
        )
    elif built_on:
        yield f"The change of this from {say_date(built_on)} was built on it. Call that one back first"


def why_not_as_seen(before: object, now: object) -> Iterator[str]:
    """Whoever publishes sees the comparison with what holds, and with nothing older."""
    if before != now:
        yield "What it changes has been changed meanwhile. Take it back, and draft it anew"
