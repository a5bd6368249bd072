"""A scanner that is silent is an incident: after half an hour people are told, until it answers."""

from __future__ import annotations

from openmash.core.actor import Actor
from openmash.foundation.access.holdings import council, held_at
from openmash.foundation.access.roles import Role
from openmash.foundation.files.queries import held_since, limits_of
from openmash.foundation.messaging.commands import Notice, queue
from openmash.foundation.messaging.models import Message
from openmash.foundation.tasks.commands import Wanted, raise_task, settle
from openmash.foundation.tasks.kinds import declare_settled_by_act
from openmash.foundation.tasks.models import Task

SILENT = "file.scanner_silent"
WORDS = "Files wait to be opened: the malware scanner does not answer. Ask whoever runs it"
PLACE = "/tasks/"

declare_settled_by_act({SILENT: "every file has been scanned"})


def watch_scanner(*, by: Actor) -> int:
    """Tell the hub's managers by a task, and the technical administrators by a message, once."""
    about = f"partnership:{by.partnership}"
    late = held_since(by.at - limits_of(by.partnership).alert_after, by=by)
    if not late:
        return _settled(about, by)
    wanted = Wanted(SILENT, WORDS, about, PLACE, for_agency=council(by.partnership),
                    for_role=Role.MASH_MGR)  # fmt: skip
    task = raise_task(wanted, by=by)
    return int(task.raised_at == by.at) + _tell_administrators(task, by)


def _tell_administrators(task: Task, by: Actor) -> int:
    held = held_at(by.at).filter(partnership_id=by.partnership, role=Role.SYSADMIN)
    people = {str(one.user_id) for one in held}
    told = [_tell(user, task, by) for user in sorted(people)]
    return sum(one.queued_at == by.at for one in told)


def _tell(user: str, task: Task, by: Actor) -> Message:
    key = f"{task.subject}:{user}"
    return queue(Notice(key, "scanner_silent", user, task.subject, "/mailbox/"), by=by)


def _settled(about: str, by: Actor) -> int:
    open_tasks = Task.objects.filter(
        partnership_id=by.partnership, kind=SILENT, about=about, state="open"
    )
    found = open_tasks.count()
    settle(SILENT, about, by=by)
    return found
