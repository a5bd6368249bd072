"""Who sees and does which task."""

from __future__ import annotations

import uuid

from django.db.models import Q, QuerySet

from openmash.core.actor import Actor
from openmash.core.refusals import NotFound
from openmash.foundation.access.matrix import Reach, reach_of
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.permits import permit
from openmash.foundation.access.rules import RecordFacts
from openmash.foundation.tasks.models import Task


def record_facts(task: Task) -> RecordFacts:
    """A task is addressed to a person, or to a role of an agency ("" means whichever agency)."""
    users = frozenset({str(task.for_user_id)}) if task.for_user_id else frozenset()
    roles = frozenset({(task.for_agency, task.for_role)}) if task.for_role else frozenset()
    return RecordFacts(
        partnership=task.partnership_id, in_hub=True, addressed_users=users, addressed_roles=roles
    )


def visible_to(by: Actor) -> QuerySet[Task]:
    """The tasks of this actor: their own, and those of the role they act in."""
    tasks = Task.objects.filter(partnership_id=by.partnership)
    match reach_of(by.role, P.TASK_READ):
        case Reach.ADDRESSED:
            mine = Q(for_agency=by.agency, for_role=by.role)
            if not by.user.startswith("system:"):
                mine |= Q(for_user_id=by.user)
            return tasks.filter(mine)
        case _:
            return tasks.none()


def get_task(by: Actor, key: uuid.UUID, permission: P) -> Task:
    """The guarded loader: 404 for what one may not know, 403 for what one may not do."""
    task = visible_to(by).filter(pk=key).first()
    if task is None:
        raise NotFound("There is no such task for you")
    permit(by, permission, record_facts(task))
    return task
