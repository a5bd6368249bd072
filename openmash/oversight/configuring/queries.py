"""Reading changes, for those who make them."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import date

from django.db.models import Q, QuerySet

from openmash.core.actor import Actor
from openmash.core.refusals import NotFound
from openmash.core.working_time import london_day
from openmash.foundation.access.holdings import held_at
from openmash.foundation.access.matrix import reach_of
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.permits import permit
from openmash.foundation.access.roles import Role
from openmash.foundation.access.rules import RecordFacts
from openmash.oversight.configuring import rules
from openmash.oversight.configuring.kinds.together import why_not_together
from openmash.oversight.configuring.models import Change
from openmash.oversight.configuring.states import OPEN, ChangeState, Kind


def facts_of(by: Actor) -> RecordFacts:
    """Reference data is about no record: the role alone counts."""
    return RecordFacts(partnership=by.partnership, in_hub=True)


def may_read(by: Actor) -> None:
    """Raises `NotAllowed` for whoever neither configures nor publishes."""
    permit(by, P.REFERENCE_READ, facts_of(by))


def changes(*, by: Actor) -> QuerySet[Change]:
    """Every change of the partnership, the latest first."""
    may_read(by)
    return Change.objects.filter(partnership_id=by.partnership).order_by("-drafted_at", "-id")


def get_change(by: Actor, key: uuid.UUID) -> Change:
    """One of them."""
    found = changes(by=by).filter(pk=key).first()
    if found is None:
        raise NotFound("There is no such change")
    return found


def open_change(kind: Kind, of: str, *, by: Actor) -> Change | None:
    """What is drafted or proposed of a thing by now."""
    return changes(by=by).filter(kind=kind, of=of, state__in=OPEN).first()


def to_come(*, by: Actor) -> QuerySet[Change]:
    """What is published and has not begun: the first to begin comes first, then in the order in which it
    was published."""
    rows = changes(by=by).filter(state=ChangeState.PUBLISHED, holds_from__gt=london_day(by.at))
    return rows.order_by("holds_from", "settled_at", "id")


def last_begun(kind: Kind, *, by: Actor) -> dict[str, Change]:
    """Of each thing of a kind, the change by which it holds as it does."""
    rows = changes(by=by).filter(kind=kind, state=ChangeState.PUBLISHED)
    begun = rows.filter(holds_from__lte=london_day(by.at))
    return {row.of: row for row in begun.order_by("holds_from", "settled_at", "id")}


def last_day_of(kind: str, of: str, *, by: Actor) -> date | None:
    """The last day for which a change of a thing is published and has not begun."""
    row = to_come(by=by).filter(kind=kind, of=of).last()
    return row.holds_from if row else None


def why_not_called_back(one: Change, *, by: Actor) -> list[str]:
    """What speaks against letting a published change never begin: read by button and command alike.

    Of what is not published it says nothing: there, the state itself does.
    """
    if one.state != ChangeState.PUBLISHED:
        return []
    later = Q(holds_from__gt=one.holds_from)
    later |= Q(holds_from=one.holds_from, settled_at__gt=one.settled_at)
    last = to_come(by=by).filter(later, kind=one.kind, of=one.of).last()
    built_on = last.holds_from if last else None
    found = rules.why_not_called_back(one.holds_from, today=london_day(by.at), built_on=built_on)
    return [*found, *_why_not_without(one, by)]


def _why_not_without(one: Change, by: Actor) -> Iterator[str]:
    """What was published beside it may need it: from its day on, the old value stands there instead."""
    for _, words in why_not_together(one.kind, one.of, one.before, one.holds_from, by=by):
        yield f"Without it, what is published beside it does not fit. {words}"


def can_read(user: str, *, by: Actor) -> bool:
    """Whether somebody holds a role, now, that reads changes."""
    roles = [role for role in Role if reach_of(role, P.REFERENCE_READ)]
    held = held_at(by.at).filter(partnership_id=by.partnership, role__in=roles)
    return held.filter(user__id=user).exists()
