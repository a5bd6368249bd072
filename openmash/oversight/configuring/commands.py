"""Drafting, proposing, publishing and refusing a change of reference data."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from django.db import transaction
from django.urls import reverse

from openmash.core.actor import Actor
from openmash.core.refusals import refuse_if
from openmash.core.working_time import london_day
from openmash.foundation.access.holdings import council
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.permits import permit
from openmash.foundation.access.roles import Role
from openmash.foundation.ledger.commands import record
from openmash.foundation.moves.mover import move
from openmash.foundation.reference.models import Partnership
from openmash.foundation.tasks.commands import Wanted, raise_task, settle
from openmash.foundation.tasks.kinds import declare_settled_by_act
from openmash.oversight.configuring import rules
from openmash.oversight.configuring.building import build_again, put_in
from openmash.oversight.configuring.events import ChangeEvent
from openmash.oversight.configuring.kinds import KINDS, Content
from openmash.oversight.configuring.kinds.together import why_not_together
from openmash.oversight.configuring.models import Change
from openmash.oversight.configuring.queries import (
    facts_of,
    last_day_of,
    open_change,
    why_not_called_back,
)
from openmash.oversight.configuring.states import CHANGE, ChangeState, Kind

SETTLE = "configuring.settle"
declare_settled_by_act({SETTLE: "when somebody has published or refused it, or it was taken back"})


@dataclass(frozen=True)
class NewChange:
    """What is to hold instead of what does, why, and from when."""

    kind: Kind
    of: str
    content: Content
    reason: str
    holds_from: date


@transaction.atomic
def draft(said: NewChange, *, by: Actor) -> Change:
    """Keep a change as a draft; one's own draft of the same thing is written anew."""
    allowed = permit(by, P.REFERENCE_PROPOSE, facts_of(by))
    _one_at_a_time(by)
    kind = KINDS[said.kind]
    latest = kind.latest(said.of, by=by)
    mine = open_change(said.kind, said.of, by=by)
    if mine and not _is_own_draft(mine, by):
        is_proposed = mine.state == ChangeState.PROPOSED
        refuse_if(rules.why_not_begun(mine.drafted_by, proposed=is_proposed))
    found = [
        *kind.why_not(said.of, said.content, latest),
        *why_not_together(said.kind, said.of, said.content, said.holds_from, by=by),
        *rules.why_not_kept(said.reason, same=said.content == latest),
        *_why_not_dated(said.kind, said.of, said.holds_from, by),
    ]
    refuse_if(found)
    words: dict[str, object] = {
        "before": latest,
        "content": said.content,
        "reason": said.reason.strip(),
        "holds_from": said.holds_from,
    }
    if mine:
        move(mine, CHANGE["rewrite"], allowed, changes=words)
        return mine
    one = Change.objects.create(
        partnership_id=by.partnership,
        kind=said.kind,
        of=said.of,
        drafted_at=by.at,
        drafted_by=by.name,
        drafted_by_user=by.user,
        **words,
    )
    record(ChangeEvent.DRAFTED, by=by, subject=one.subject, facts={"what": one.of})
    return one


@transaction.atomic
def propose(one: Change, *, by: Actor) -> Change:
    """Put a draft before a second person."""
    step = CHANGE["propose"]
    allowed = permit(by, step.permission, facts_of(by))
    one = _locked(one)
    refuse_if([*rules.why_not_own(one.drafted_by_user, by.user), *_why_not_now(one, by)])
    move(one, step, allowed, facts={"what": one.of})
    title = "A change of reference data waits for a second person: publish it, or refuse"
    path = reverse("configuring_change", args=[one.pk])
    agency = council(by.partnership)
    wanted = Wanted(SETTLE, title, one.subject, path, for_agency=agency, for_role=Role.SVC_MGR)
    raise_task(wanted, by=by)
    return one


@transaction.atomic
def publish(one: Change, *, by: Actor) -> Change:
    """Let it hold from its day on; never by whoever drafted it, and never over a newer change.

    What is to come later in the same whole is built again upon it: the other pages of a form, say.
    """
    step = CHANGE["publish"]
    allowed = permit(by, step.permission, facts_of(by))
    _one_at_a_time(by)
    one = _locked(one)
    refuse_if(
        [*rules.why_not_another(one.drafted_by_user, by.user), *_why_not_now(one, by)]
        if one.state == ChangeState.PROPOSED
        else []
    )
    facts: dict[str, object] = {"what": one.of, "from": one.holds_from.isoformat()}
    move(one, step, allowed, facts=facts, changes=_settled(by))
    put_in(one, by=by)
    settle(SETTLE, one.subject, by=by)
    return one


@transaction.atomic
def refuse(one: Change, because: str, *, by: Actor) -> Change:
    """Say that it is not published, and why; never by whoever drafted it."""
    step = CHANGE["refuse"]
    allowed = permit(replace(by, reason=because.strip()), step.permission, facts_of(by))
    one = _locked(one)
    refuse_if(rules.why_not_another(one.drafted_by_user, by.user))
    changes: dict[str, object] = {**_settled(by), "refused_because": because.strip()}
    move(one, step, allowed, facts={"what": one.of}, changes=changes)
    settle(SETTLE, one.subject, by=by)
    return one


@transaction.atomic
def call_back(one: Change, because: str, *, by: Actor) -> Change:
    """Let a published change never begin, before its day; whoever may publish does so alone.

    It leaves everything as it is, and whatever follows instead asks for two people again. Both whose
    change it was are told.
    """
    step = CHANGE["call_back"]
    allowed = permit(replace(by, reason=because.strip()), step.permission, facts_of(by))
    _one_at_a_time(by)
    one = _locked(one)
    refuse_if(why_not_called_back(one, by=by))
    changes: dict[str, object] = {
        "called_back_at": by.at,
        "called_back_by": by.name,
        "called_back_by_user": by.user,
        "called_back_because": because.strip(),
    }
    facts: dict[str, object] = {"what": one.of, "from": one.holds_from.isoformat()}
    move(one, step, allowed, facts=facts, changes=changes)
    build_again(one, by=by)
    return one


@transaction.atomic
def take_back(one: Change, *, by: Actor) -> Change:
    """Do without it; also by a colleague, for whoever drafted it may have left."""
    step = CHANGE["take_back"]
    allowed = permit(by, step.permission, facts_of(by))
    one = _locked(one)
    move(one, step, allowed, facts={"what": one.of}, changes=_settled(by))
    settle(SETTLE, one.subject, by=by)
    return one


def _why_not_now(one: Change, by: Actor) -> list[object]:
    """What holds, the day and the checks may all have changed since it was written."""
    kind = KINDS[Kind(one.kind)]
    latest = kind.latest(one.of, by=by)
    return [
        *(words for _, words in kind.why_not(one.of, one.content, latest)),
        *(
            words
            for _, words in why_not_together(one.kind, one.of, one.content, one.holds_from, by=by)
        ),
        *rules.why_not_as_seen(one.before, latest),
        *(words for _, words in _why_not_dated(one.kind, one.of, one.holds_from, by)),
    ]


def _why_not_dated(kind: str, of: str, day: date, by: Actor) -> Iterator[tuple[str, str]]:
    waits = last_day_of(kind, of, by=by)
    return rules.why_not_dated(day, today=london_day(by.at), waits=waits)


def _is_own_draft(one: Change, by: Actor) -> bool:
    return one.state == ChangeState.DRAFTED and one.drafted_by_user == by.user


def _one_at_a_time(by: Actor) -> None:
    """Two who change the same thing wait for each other; nobody else waits for them."""
    Partnership.objects.select_for_update(no_key=True).get(pk=by.partnership)


def _locked(one: Change) -> Change:
    return Change.objects.select_for_update().get(pk=one.pk)


def _settled(by: Actor) -> dict[str, object]:
    return {"settled_at": by.at, "settled_by": by.name, "settled_by_user": by.user}
