"""One person of an agency, with what may be done about their access now."""

from __future__ import annotations

from dataclasses import dataclass

from openmash.core.actor import Actor
from openmash.core.working_time import london_day
from openmash.foundation.access.models import RoleHolding
from openmash.foundation.access.roles import ROLE_NAMES, Role
from openmash.foundation.colleagues import rules
from openmash.foundation.colleagues.access import keeper, place_of
from openmash.foundation.colleagues.presenters import what_it_reads
from openmash.foundation.colleagues.queries import Colleague, Terms, standing, undo_days
from openmash.foundation.ui import wording

REASON = "a reason long enough"  # so that the rule speaks of everything else


@dataclass(frozen=True)
class Held:
    """One role that somebody holds."""

    name: str
    reads: str
    since: str
    confirmed: str
    due: str
    is_overdue: bool
    rests: str  # when it is suspended unless somebody confirms it
    suspended: str


@dataclass(frozen=True)
class Ended:
    """One role that somebody held, and whether that can be taken back."""

    code: str
    name: str
    when: str
    by: str
    because: str
    may_undo: bool


@dataclass(frozen=True)
class Drawn:
    """The page of one person."""

    held: tuple[Held, ...]
    ended: tuple[Ended, ...]
    may_confirm: bool
    may_end: bool
    may_change: bool
    why_not: tuple[str, ...]  # for whoever may do nothing here


def draw(one: Colleague, terms: Terms, *, by: Actor) -> Drawn:
    """By the same rules that refuse."""
    user, place, me = str(one.user.pk), place_of(one.agency, by), keeper(by)
    them, days = standing(user, one.agency.code, by=by), undo_days(by.partnership)
    confirming = tuple(rules.why_not_confirmed(me, place, them))
    ending = tuple(
        why
        for field, why in rules.why_not_ended(me, place, them, REASON, None)
        if field != "successor"
    )
    mine = them.here & rules.ends(by.role, place)
    may_change = not ending and bool(mine) and bool(_other_roles(by.role, place, them))
    return Drawn(
        held=tuple(_held(held, terms, by) for held in one.held),
        ended=tuple(_ended(held, place, them, days, by) for held in reversed(one.ended)),
        may_confirm=not confirming,
        may_end=not ending,
        may_change=may_change,
        why_not=tuple(dict.fromkeys((*confirming, *ending))) if one.held else (),
    )


def _other_roles(role: str, place: rules.Place, them: rules.Standing) -> set[Role]:
    return {one for one in rules.gives(role, place) if one not in them.here}


def _held(held: RoleHolding, terms: Terms, by: Actor) -> Held:
    rests = terms.rests_at(held)
    said = f"by {held.confirmed_by}" if held.confirmed_by else ""
    when = wording.short_when(held.confirmed_at, by.at) if held.confirmed_at else "not yet"
    since = held.suspended_since
    return Held(
        name=ROLE_NAMES[Role(held.role)],
        reads=what_it_reads(held.role),
        since=wording.short_date(london_day(held.starts_at)),
        confirmed=f"{when} {said}".strip(),
        is_overdue=terms.is_overdue(held, by.at),
        due=wording.short_date(london_day(terms.due_at(held))),
        rests=wording.short_date(london_day(rests)) if rests and since is None else "",
        suspended=wording.short_when(since, by.at) if since else "",
    )


def _ended(
    held: RoleHolding, place: rules.Place, them: rules.Standing, days: int, by: Actor
) -> Ended:
    assert held.ends_at is not None  # it is over
    why = rules.why_not_undone(
        keeper(by),
        place,
        held.role,
        them,
        ended_at=held.ends_at,
        ended_by_me=held.ended_by == by.name,
        at=by.at,
        days=days,
    )
    return Ended(
        code=held.role,
        name=ROLE_NAMES[Role(held.role)],
        when=wording.short_when(held.ends_at, by.at),
        by=held.ended_by,
        because=held.ended_because,
        may_undo=not any(why),
    )
