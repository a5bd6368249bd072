"""Emergency openings as pages draw them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from openmash.core.actor import Actor
from openmash.foundation.access.models import ReadLog
from openmash.foundation.access.roles import ROLE_NAMES, Role
from openmash.foundation.people.glass.queries import due_times, path_of
from openmash.foundation.people.glass.states import (
    REASON_WORDS,
    STATE_WORDS,
    GlassState,
    Reason,
)
from openmash.foundation.people.models import GlassBreaking, Restriction
from openmash.foundation.ui.wording import listed, short_when, time_of_day


@dataclass(frozen=True)
class Opening:
    """One emergency opening, without a word of whom the record is about."""

    who: str
    when: str
    until: str
    marker: str
    reason: str
    words: str
    state: str
    waits: bool
    late: bool
    due: str
    review: str
    path: str
    is_own: bool


def draw_openings(rows: list[GlassBreaking], by: Actor) -> tuple[Opening, ...]:
    """In the order given, with the time to review each by."""
    due = due_times(rows)
    return tuple(_opening(one, by, due.get(one.subject)) for one in rows)


def _opening(one: GlassBreaking, by: Actor, due_at: datetime | None) -> Opening:
    reviewed = ""
    if one.reviewed_at is not None:
        reviewed = f"{one.reviewed_by}, {short_when(one.reviewed_at, by.at)}: {one.review}"
    return Opening(
        who=f"{one.opened_by}, {ROLE_NAMES[Role(one.role)]}",
        when=short_when(one.opened_at, by.at),
        until=time_of_day(one.until),
        marker=words_of_markers(one.markers),
        reason=REASON_WORDS[Reason(one.reason)],
        words=one.words,
        state=STATE_WORDS[GlassState(one.state)],
        waits=one.state == GlassState.TO_REVIEW,
        late=due_at is not None and due_at < by.at,
        due=short_when(due_at, by.at) if due_at else "",
        review=reviewed,
        path=path_of(one),
        is_own=str(one.user_id) == by.user,
    )


def words_of_markers(markers: list[str]) -> str:
    """Why a record is restricted, in the words of the register."""
    return listed([Restriction.Marker(one).label for one in markers])


def draw_looks(rows: list[ReadLog], by: Actor) -> tuple[tuple[str, str], ...]:
    """When, and what was done."""
    return tuple((short_when(one.at, by.at), ReadLog.Action(one.action).label) for one in rows)
