"""Putting a recommendation before the partners who may say something, and their dissent before a manager."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from openmash.core.actor import Actor
from openmash.core.working_time import Length, Unit, due, london_day
from openmash.foundation.access.holdings import held_at
from openmash.foundation.access.roles import HEALTH, Role
from openmash.foundation.reference.queries import calendar_on
from openmash.foundation.tasks.commands import Wanted, raise_task, settle
from openmash.foundation.tasks.kinds import declare_settled_by_act
from openmash.foundation.tasks.models import Task
from openmash.foundation.tasks.states import TaskState
from openmash.frontdoor.contacts.commands.calling import TO_SIGN, call_to_decide
from openmash.frontdoor.contacts.models import Contact
from openmash.frontdoor.contacts.queries.screening import agency_of
from openmash.frontdoor.decisions.models import ThresholdDecision, ViewAsked
from openmash.frontdoor.decisions.queries.partners import LIST, path_of
from openmash.frontdoor.enquiries.commands.announcing import tell_of
from openmash.frontdoor.enquiries.states import ANSWERED

GIVE, DISAGREEMENT = "view.give", "decision.disagreement"
declare_settled_by_act({GIVE: "when somebody of your agency has said it, or it is decided"})


@transaction.atomic
def call_partners(asked: Iterable[ViewAsked], *, by: Actor) -> None:
    """Each agency hears once that it may say something, however many children it is about."""
    rows = list(asked)
    for one in rows:
        same = [o for o in rows if (o.agency_id, o.asked_at) == (one.agency_id, one.asked_at)]
        path = LIST if len(same) > 1 else path_of(one)
        tell_of(one.check_of, "view", f"view:{one.asked_at.isoformat()}", path, by=by)
        _put_before_health(one, by)


@transaction.atomic
def call_by_another_time(asked: Iterable[ViewAsked], *, by: Actor) -> None:
    """The time to say something is another: so is that of the task, where there is one."""
    for one in asked:
        about = f"viewasked:{one.pk}"
        if Task.objects.filter(kind=GIVE, about=about, state=TaskState.OPEN).exists():
            settle(GIVE, about, by=by)
            _put_before_health(one, by)


@transaction.atomic
def call_with_outcome(asked: ViewAsked, *, by: Actor) -> None:
    """It is decided; an agency that has answered hears so with what became of its answer."""
    if asked.check_of.state not in ANSWERED:
        key = f"view-outcome:{asked.closed_at}"
        tell_of(asked.check_of, "view_outcome", key, path_of(asked), by=by)


@transaction.atomic
def call_to_settle(decision: ThresholdDecision, contact: Contact, *, by: Actor) -> None:
    """A partner disagrees: two practitioners and a manager settle it within a working day (P19, stage 1)."""
    calendar = calendar_on(by.partnership, london_day(by.at)).calendar
    raise_task(
        Wanted(
            kind=DISAGREEMENT,
            title=f"{contact.reference}: a partner disagrees. The disagreement is to be settled, and"
            " the decision says what keeps the child safe until then",
            about=decision.subject,
            path=f"{contact.hub_path}decision/#views",
            due_at=due(by.at, Length(1, Unit.WORKING_DAYS), calendar).due_at,
            for_agency=agency_of(Role.MASH_MGR, by=by),
            for_role=Role.MASH_MGR,
        ),
        by=by,
    )


@transaction.atomic
def nobody_disagrees(decision: ThresholdDecision, *, by: Actor) -> None:
    """They have taken it back, or agree by now."""
    settle(DISAGREEMENT, decision.subject, by=by)


@transaction.atomic
def call_whoever_decides(contact: Contact, *, alone: bool, by: Actor) -> None:
    """Whether any manager may decide it, or the service manager alone, is another question by now."""
    to_sign = Task.objects.filter(kind=TO_SIGN, about=contact.subject, state=TaskState.OPEN)
    if to_sign.exists() != alone:
        call_to_decide(contact, alone=alone, by=by)


def _put_before_health(asked: ViewAsked, by: Actor) -> None:
    """A health practitioner in the hub has no list of questions: theirs is a task."""
    held = held_at(by.at).filter(agency_id=asked.agency_id, partnership_id=by.partnership)
    roles = set(held.filter(role__in=HEALTH).values_list("role", flat=True)) & set(asked.for_roles)
    for role in sorted(roles)[:1]:
        raise_task(
            Wanted(
                kind=GIVE,
                title=f"{asked.reference}: say what your agency thinks of the recommendation",
                about=f"viewasked:{asked.pk}",
                path=path_of(asked),
                due_at=asked.until,
                for_agency=asked.agency_id,
                for_role=role,
            ),
            by=by,
        )
