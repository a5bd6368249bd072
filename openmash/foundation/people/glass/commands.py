"""Opening a restricted record in an emergency, and reviewing that it was opened (`roles.md` §4)."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

from django.db import transaction

from openmash.core.actor import Actor
from openmash.core.refusals import NotFound, refuse_if
from openmash.foundation.access.holdings import council, held_at
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.permits import permit
from openmash.foundation.access.roles import Role
from openmash.foundation.clocks import commands as clocks
from openmash.foundation.ledger.commands import record
from openmash.foundation.messaging.commands import Notice, queue
from openmash.foundation.moves.mover import move
from openmash.foundation.people.events import GlassEvent
from openmash.foundation.people.glass.queries import (
    as_closed,
    closed_record,
    facts_of_glass,
    may_break_of,
    minutes_of,
    path_of,
)
from openmash.foundation.people.glass.rules import why_not_opened, why_not_reviewed
from openmash.foundation.people.glass.states import GLASS, REVIEW_CLOCK, Reason
from openmash.foundation.people.models import ClosedRecord, GlassBreaking
from openmash.foundation.tasks.commands import Wanted, raise_task, settle
from openmash.foundation.tasks.kinds import declare_settled_by_act

REVIEW, INCIDENT = "glass.review", "glass.incident"
declare_settled_by_act({REVIEW: "when somebody has reviewed it"})


@transaction.atomic
def break_glass(key: uuid.UUID, reason: Reason, words: str, *, by: Actor) -> GlassBreaking:
    """Open a restricted record for a time, for reading alone; its readers and reviewers hear at once.

    Pressed twice it is opened once. `NotFound` where it does not open for this role.
    """
    permit(by, P.GLASS_BREAK, facts_of_glass(by))
    found = closed_record(key, by=by)
    closed = _held(found)
    refuse_if(why_not_opened(as_closed(closed), by.user, by.role, may_break_of(by), words))
    standing = GlassBreaking.objects.filter(
        root_id=closed.root_id, user_id=by.user, until__gt=by.at
    ).first()
    return standing or _broken(closed, reason, words.strip(), by)


def _held(found: ClosedRecord) -> ClosedRecord:
    """Locked with every record of the same human being, so that two of them open it once."""
    rows = ClosedRecord.objects.select_for_update().filter(root_id=found.root_id, closed=True)
    held = {one.pk: one for one in rows.order_by("pk")}
    if found.pk not in held:
        raise NotFound("There is no such person for you")  # lifted or joined meanwhile
    return held[found.pk]


@transaction.atomic
def review(one: GlassBreaking, words: str, *, justified: bool, by: Actor) -> GlassBreaking:
    """Say whether it was justified, and why; what was not is dealt with as an incident."""
    one = GlassBreaking.objects.select_for_update().get(pk=one.pk)
    step = GLASS["justify" if justified else "reject"]
    allowed = permit(replace(by, reason=words.strip()), step.permission, facts_of_glass(by))
    refuse_if(why_not_reviewed(str(one.user_id), by.user))
    changes: dict[str, object] = {
        "reviewed_at": by.at,
        "reviewed_by": by.name,
        "reviewed_by_user": by.user,
        "review": words.strip(),
    }
    move(one, step, allowed, about=[f"person:{one.root_id}"], changes=changes)
    settle(REVIEW, one.subject, by=by)
    if not justified:
        title = "An emergency opening was not justified: deal with it as an incident"
        raise_task(_task(one, INCIDENT, title, by), by=by)
    return one


def _broken(closed: ClosedRecord, reason: Reason, words: str, by: Actor) -> GlassBreaking:
    one = GlassBreaking.objects.create(
        partnership_id=by.partnership,
        root_id=closed.root_id,
        user_id=by.user,
        opened_by=by.name,
        role=by.role,
        markers=closed.markers,
        reason=reason,
        words=words,
        opened_at=by.at,
        until=by.at + timedelta(minutes=minutes_of(by.partnership)),
    )
    facts = {"reason": str(reason), "until": one.until.isoformat()}
    record(
        GlassEvent.BROKEN, by=by, subject=one.subject, about=[f"person:{one.root_id}"], facts=facts
    )
    due_at = clocks.start(REVIEW_CLOCK, subject=one.subject, by=by).due_at
    title = "A restricted record was opened in an emergency: review it"
    raise_task(replace(_task(one, REVIEW, title, by), due_at=due_at), by=by)
    for user, path in _who_hears(closed, one, by):
        queue(Notice(f"{one.subject}:{user}", "glass_broken", user, one.subject, path), by=by)
    return one


def _task(one: GlassBreaking, kind: str, title: str, by: Actor) -> Wanted:
    """To the managers, and where a manager opened it, to the other kind of manager."""
    role = Role.SVC_MGR if one.role == Role.MASH_MGR else Role.MASH_MGR
    return Wanted(
        kind, title, one.subject, path_of(one), for_agency=council(by.partnership), for_role=role
    )


def _who_hears(closed: ClosedRecord, one: GlassBreaking, by: Actor) -> Iterable[tuple[str, str]]:
    """Whoever is named for the record, on the record; information governance, where it is reviewed."""
    auditors = held_at(by.at).filter(partnership_id=by.partnership, role=Role.IG_AUD)
    for user in sorted({str(one.user_id) for one in auditors} - set(closed.readers)):
        yield user, path_of(one)
    for user in closed.readers:
        yield user, f"/people/{closed.root_id}/"
