"""What presenters hand to the parts of a page; the macros of `ui/parts.html` draw these."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from openmash.foundation.ui import wording

SOON = timedelta(hours=3)


@dataclass(frozen=True)
class Link:
    """A way to somewhere else, and a line of help under it."""

    label: str
    href: str
    detail: str = ""


@dataclass(frozen=True)
class Need:
    """One line of an action box: what is needed, where it is settled, who holds it until when."""

    text: str
    href: str = ""
    detail: str = ""


@dataclass(frozen=True)
class Act:
    """The action box: what can be done now, and what stands in the way.

    A button with an `action` is a form of its own; one with `then` is a button of the page's form.
    """

    title: str
    button: str = ""
    action: str = ""
    intro: str = ""
    blockers: tuple[Need, ...] = ()
    done: tuple[Need, ...] = ()
    notes: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    then: str = ""


@dataclass(frozen=True)
class Fact:
    """A name and a value in the header of a case."""

    label: str
    value: str


@dataclass(frozen=True)
class Flag:
    """A few words in a frame; strong ones are dark."""

    text: str
    strong: bool = False
    icon: str = ""


@dataclass(frozen=True)
class Tab:
    """A part of a case; what somebody may not open is not made into a tab at all."""

    label: str
    href: str
    current: bool = False


@dataclass(frozen=True)
class Step:
    """One step of the way: ticked when done, dashed while it is still to come."""

    title: str
    detail: str = ""
    done: bool = True


@dataclass(frozen=True)
class Moment:
    """A line of a timeline; the time is already in words."""

    when: str
    text: str
    href: str = ""
    by: str = ""


@dataclass(frozen=True)
class Due:
    """A clock in words; `state` is ahead, soon, late or met; `share` is how much is used, to 100."""

    label: str
    due: str
    left: str
    share: int
    state: str


@dataclass(frozen=True)
class ChildHeader:
    """Who the child is, in the fixed order of every page. What a reader may not know is left out."""

    name: str
    about: str = ""
    siblings: tuple[Link, ...] = ()
    facts: tuple[Fact, ...] = ()
    rag: str | None = None
    show_rag: bool = True
    flags: tuple[Flag, ...] = ()
    due: Due | None = None
    who_may_see: str = ""
    looked_href: str = ""
    warning: tuple[str, str] = ("", "")  # what stands before everything else, and in small words


def due(
    label: str,
    started_at: datetime,
    due_at: datetime,
    now: datetime,
    met_at: datetime | None = None,
) -> Due:
    """A clock as people read it: elapsed time, never working hours.

    Whole minutes, so that what is left agrees with the two times that stand on the page.
    """
    until = met_at or now
    left = _whole_minutes(due_at) - _whole_minutes(until)
    words = f"due {wording.when(due_at, now)}"
    if met_at is not None:
        return Due(label, words, _met(left), _share(started_at, due_at, until), "met")
    if now > due_at:
        return Due(label, words, f"{wording.duration(left)} over", 100, "late")
    share = _share(started_at, due_at, now)
    soon = left <= SOON or share * 3 >= 200
    return Due(label, words, f"{wording.duration(left)} left", share, "soon" if soon else "ahead")


def _whole_minutes(at: datetime) -> datetime:
    return at.astimezone(UTC).replace(second=0, microsecond=0)


def _met(left: timedelta) -> str:
    return "met" if left >= timedelta(0) else f"met {wording.duration(left)} late"


def _share(started_at: datetime, due_at: datetime, until: datetime) -> int:
    whole = due_at - started_at
    if whole <= timedelta(0):
        return 100
    return min(100, max(0, int((until - started_at) / whole * 100)))
