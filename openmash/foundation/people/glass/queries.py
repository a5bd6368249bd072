"""What is known of closed records, which are open to whom for now, and what is to be reviewed."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db.models import Q, QuerySet
from django.urls import reverse

from openmash.core.actor import Actor
from openmash.core.refusals import NotFound
from openmash.foundation.access.models import ReadLog
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.permits import may, permit
from openmash.foundation.access.rules import RecordFacts
from openmash.foundation.clocks.models import ClockRun
from openmash.foundation.people.glass.rules import Closed, opens_for
from openmash.foundation.people.glass.states import REVIEW_CLOCK, GlassState
from openmash.foundation.people.models import ClosedRecord, GlassBreaking
from openmash.foundation.reference.queries import number, settings_of
from openmash.foundation.together import Count

MAY_BREAK, MINUTES = "glass-may-break", "glass-minutes"
MOST_LOOKS, MOST_REVIEWED = 200, 200


def facts_of_glass(by: Actor) -> RecordFacts:
    """Emergency openings are the hub's, and whose role reviews them."""
    return RecordFacts(partnership=by.partnership, in_hub=True)


def may_break_of(by: Actor) -> Mapping[str, list[str]]:
    """By marker, the roles for which such a record opens in an emergency; none where nothing is set."""
    found = settings_of(by.partnership, [MAY_BREAK]).get(MAY_BREAK, {})
    return found if isinstance(found, dict) else {}


def minutes_of(partnership: str) -> int:
    """How long a record stays open."""
    return number(partnership, MINUTES)


def closed_record(key: uuid.UUID, *, by: Actor) -> ClosedRecord:
    """A restricted record that opens in an emergency for this reader; else nothing, as if it were absent."""
    rows = ClosedRecord.objects.filter(partnership_id=by.partnership, person_id=key, closed=True)
    found = rows.first() if may(by, P.GLASS_BREAK, facts_of_glass(by)) else None
    if found is None or not opens_for(as_closed(found), by.role, may_break_of(by)):
        raise NotFound("There is no such person for you")
    return found


def opens_of(keys: set[uuid.UUID], *, by: Actor) -> set[uuid.UUID]:
    """Those of these records that are closed to this reader and open in an emergency."""
    if not keys or not may(by, P.GLASS_BREAK, facts_of_glass(by)):
        return set()
    rows = ClosedRecord.objects.filter(
        partnership_id=by.partnership, person_id__in=keys, closed=True
    ).exclude(readers__contains=[by.user])
    found = list(rows)
    allowed = may_break_of(by) if found else {}
    return {one.person_id for one in found if opens_for(as_closed(one), by.role, allowed)}


def as_closed(one: ClosedRecord) -> Closed:
    """As the rule sees it."""
    return Closed(frozenset(one.markers), frozenset(one.readers))


def openings_of(root: uuid.UUID, *, by: Actor) -> list[GlassBreaking]:
    """Who has opened this record, or one that was joined to it since, in an emergency, latest first."""
    rows = GlassBreaking.objects.filter(partnership_id=by.partnership, root__root_id=root)
    return list(rows.order_by("-opened_at", "-id"))


def reviewable(by: Actor) -> QuerySet[GlassBreaking]:
    """Every emergency opening of the partnership; the caller holds the permit."""
    return GlassBreaking.objects.filter(partnership_id=by.partnership).order_by("-opened_at", "-id")


def listed(*, by: Actor) -> QuerySet[GlassBreaking]:
    """For whoever reviews them."""
    permit(by, P.GLASS_REVIEW, facts_of_glass(by))
    return reviewable(by)


def waiting_of(rows: QuerySet[GlassBreaking]) -> list[GlassBreaking]:
    """All that wait for a review, oldest first: none falls off the end of a list."""
    return list(rows.filter(state=GlassState.TO_REVIEW).order_by("opened_at", "id"))


def reviewed_of(rows: QuerySet[GlassBreaking]) -> list[GlassBreaking]:
    """The latest that were reviewed."""
    return list(rows.exclude(state=GlassState.TO_REVIEW)[:MOST_REVIEWED])


def get_breaking(by: Actor, key: uuid.UUID) -> GlassBreaking:
    """One opening, for whoever reviews them."""
    found = listed(by=by).filter(pk=key).first()
    if found is None:
        raise NotFound("There is nothing like that for you")
    return found


def looks_under(one: GlassBreaking) -> list[ReadLog]:
    """What they looked at of this record while it was open to them, in order."""
    rows = ReadLog.objects.filter(
        Q(subject=f"person:{one.root_id}") | Q(about__contains=[f"person:{one.root_id}"]),
        partnership=one.partnership_id,
        user=str(one.user_id),
        at__gte=one.opened_at,
        at__lte=one.until,
    )
    return list(rows.order_by("at", "id")[:MOST_LOOKS])


def count_to_review(by: Actor) -> Count:
    """How many wait for this reviewer: not their own."""
    rows = GlassBreaking.objects.filter(partnership_id=by.partnership, state=GlassState.TO_REVIEW)
    return Count(rows.exclude(user_id=by.user))


def path_of(one: GlassBreaking) -> str:
    """Where it is reviewed."""
    return reverse("emergency_review", args=[one.pk])


def due_times(rows: Iterable[GlassBreaking]) -> dict[str, datetime]:
    """By when each of these that waits is to be reviewed, by its subject."""
    subjects = [one.subject for one in rows]
    runs = ClockRun.objects.filter(subject__in=subjects, code=REVIEW_CLOCK, stopped_at=None)
    return dict(runs.values_list("subject", "due_at"))
