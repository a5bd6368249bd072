"""Tasks and cases that are somebody's by name, when they lose the role they had them for."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet

from openmash.core.actor import Actor
from openmash.foundation.access.commands import attach, detach
from openmash.foundation.access.holdings import council, held_at
from openmash.foundation.access.matrix import Reach, reach_of
from openmash.foundation.access.models import Attachment
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.roles import Role
from openmash.foundation.colleagues.held import Leaving, Line, register
from openmash.foundation.tasks.commands import Before, pass_on
from openmash.foundation.tasks.models import Task
from openmash.foundation.tasks.states import TaskState


def _reads_tasks(roles: Iterable[str]) -> list[str]:
    return sorted(role for role in roles if reach_of(role, P.TASK_READ))


class OfTasks:
    """What was asked of one person is asked of whoever does the same work."""

    def held(self, leaving: Leaving, *, by: Actor) -> Iterable[Line]:
        """How many tasks are theirs alone."""
        then = "to whoever does the same work, or to the hub’s managers"
        yield Line(_theirs(leaving, by).count(), "task of their own", "tasks of their own", then)

    def let_go(self, leaving: Leaving, to: str, *, by: Actor) -> int:
        """Each goes to one colleague, or to everybody in the role."""
        tasks = list(_theirs(leaving, by).order_by("id"))
        before = Before(user=to) if to else _whoever_else(leaving, by)
        for task in tasks:
            pass_on(task, before, by=by)
        return len(tasks)


class OfCases:
    """Being on a case ends with the role that worked on it; a colleague goes on in their place."""

    def held(self, leaving: Leaving, *, by: Actor) -> Iterable[Line]:
        """Nothing of its own: what has to go on stands with its worries, and as tasks."""
        return ()

    def let_go(self, leaving: Leaving, to: str, *, by: Actor) -> int:
        """They are on no case any longer that this role put them on."""
        subjects = _cases(leaving, by)
        for subject in subjects:
            detach(leaving.user, subject=subject, by=by)
            if to:
                attach(to, subject=subject, because="A colleague left", by=by)
        return len(subjects)


def _theirs(leaving: Leaving, by: Actor) -> QuerySet[Task]:
    tasks = Task.objects.filter(
        partnership_id=by.partnership, for_user__id=leaving.user, state=TaskState.OPEN
    )
    lost = _reads_tasks(leaving.loses) and not _reads_tasks(leaving.keeps)
    return tasks if lost else tasks.none()


def _whoever_else(leaving: Leaving, by: Actor) -> Before:
    others = held_at(by.at).filter(partnership_id=by.partnership).exclude(user__id=leaving.user)
    for role in _reads_tasks(leaving.loses):
        if others.filter(agency_id=leaving.agency, role=role).exists():
            return Before(agency=leaving.agency, role=role)
    return Before(agency=council(by.partnership), role=Role.MASH_MGR)


def _on_cases(roles: Iterable[str]) -> bool:
    return any(reach_of(role, P.CONTACT_READ) == Reach.ATTACHED for role in roles)


def _cases(leaving: Leaving, by: Actor) -> list[str]:
    if not _on_cases(leaving.loses) or _on_cases(leaving.keeps):
        return []
    rows = Attachment.objects.filter(
        partnership_id=by.partnership, user__id=leaving.user, ends_at=None
    )
    return list(rows.order_by("subject").values_list("subject", flat=True))


register("tasks", OfTasks())
register("zz_cases", OfCases())  # last: others ask who is on a case
