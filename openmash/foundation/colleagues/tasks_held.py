"""Tasks and cases that are somebody's by name, when they lose the role they had them for."""

from __future__ import annotations

from collections.abc import Iterable

from openmash.core.actor import Actor
from openmash.foundation.access.commands import attach, detach
from openmash.foundation.access.holdings import council, held_at
from openmash.foundation.access.matrix import Reach, reach_of
from openmash.foundation.access.models import Attachment
from openmash.foundation.access.roles import Role
from openmash.foundation.colleagues.going_on import able, goes_on, on_cases, with_permission
from openmash.foundation.colleagues.held import Leaving, Line, register
from openmash.foundation.tasks.commands import Before, pass_on
from openmash.foundation.tasks.kinds import done_with
from openmash.foundation.tasks.models import Task
from openmash.foundation.tasks.states import TaskState


class OfTasks:
    """What was asked of one person is asked of whoever can do it in their place."""

    def held(self, leaving: Leaving, *, by: Actor) -> Iterable[Line]:
        """How many tasks are theirs alone."""
        then = "to whoever does the same work, or to the hub’s managers"
        number = len(_lost(leaving, by))
        yield Line(number, "task of their own", "tasks of their own", then)

    def let_go(self, leaving: Leaving, to: str, *, by: Actor) -> int:
        """Each goes to one colleague, or to everybody in the role."""
        tasks = _lost(leaving, by)
        for task in tasks:
            next_one = able(to, with_permission(done_with(task.kind), leaving), by=by)
            before = Before(user=next_one) if next_one else _whoever_else(task, leaving, by)
            pass_on(task, before, by=by)
        return len(tasks)


class OfCases:
    """Being on a case ends with the role that worked on it; a colleague goes on in their place."""

    def held(self, leaving: Leaving, *, by: Actor) -> Iterable[Line]:
        """Nothing of its own: what has to go on stands with its worries, and as tasks."""
        return ()

    def let_go(self, leaving: Leaving, to: str, *, by: Actor) -> int:
        """They are on no case any longer that this role put them on."""
        subjects, next_one = _cases(leaving, by), able(to, on_cases, by=by)
        for subject in subjects:
            detach(leaving.user, subject=subject, by=by)
            if next_one:
                attach(next_one, subject=subject, because="A colleague left", by=by)
        return len(subjects)


def _lost(leaving: Leaving, by: Actor) -> list[Task]:
    """Open tasks of theirs that they cannot do any longer."""
    tasks = Task.objects.filter(
        partnership_id=by.partnership, for_user__id=leaving.user, state=TaskState.OPEN
    )
    found = list(tasks.order_by("id"))
    stay = {
        one: goes_on(leaving, with_permission(one, leaving), by=by)
        for one in {done_with(task.kind) for task in found}
    }
    return [task for task in found if not stay[done_with(task.kind)]]


def _whoever_else(task: Task, leaving: Leaving, by: Actor) -> Before:
    """A role that they lose, which can do it and which somebody else holds there; else the managers."""
    others = held_at(by.at).filter(partnership_id=by.partnership, agency_id=leaving.agency)
    there = set(others.exclude(user__id=leaving.user).values_list("role", flat=True))
    needed = done_with(task.kind)
    can = with_permission(needed, leaving)
    for role in sorted(leaving.loses & there):
        # Whoever reads by being on a case is on this one only by name.
        if can(leaving.agency, role) and reach_of(role, needed) != Reach.ATTACHED:
            return Before(agency=leaving.agency, role=role)
    return Before(agency=council(by.partnership), role=Role.MASH_MGR)


def _cases(leaving: Leaving, by: Actor) -> list[str]:
    if not any(on_cases(leaving.agency, role) for role in leaving.loses):
        return []
    if goes_on(leaving, on_cases, by=by):
        return []
    rows = Attachment.objects.filter(
        partnership_id=by.partnership, user__id=leaving.user, ends_at=None
    )
    return list(rows.order_by("subject").values_list("subject", flat=True))


register("tasks", OfTasks())
register("cases", OfCases(), last=True)  # the others ask who is on a case
