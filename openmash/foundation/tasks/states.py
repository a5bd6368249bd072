"""The life of a task."""

from enum import StrEnum

from openmash.core.events import declare
from openmash.core.lifecycle import Lifecycle, Move
from openmash.foundation.access.permissions import Permission as P


class TaskState(StrEnum):
    OPEN = "open"
    DONE = "done"
    NOT_NEEDED = "not_needed"


class TaskEvent(StrEnum):
    RAISED = "task.raised"
    DONE = "task.done"
    UNDONE = "task.undone"
    NOT_NEEDED = "task.not_needed"
    PASSED_ON = "task.passed_on"


declare(
    {
        TaskEvent.RAISED: "raised a task",
        TaskEvent.DONE: "finished a task",
        TaskEvent.UNDONE: "took back that a task is finished",
        TaskEvent.NOT_NEEDED: "noted that a task is no longer needed",
        TaskEvent.PASSED_ON: "put a task before somebody else",
    }
)

TASK = Lifecycle(
    "task",
    TaskState,
    TaskState.OPEN,
    [
        Move("finish", frozenset({TaskState.OPEN}), TaskState.DONE, P.TASK_DO, TaskEvent.DONE),
        Move(
            "undo_finish", frozenset({TaskState.DONE}), TaskState.OPEN, P.TASK_DO, TaskEvent.UNDONE
        ),
        Move(
            "drop",
            frozenset({TaskState.OPEN}),
            TaskState.NOT_NEEDED,
            P.TASK_DO,
            TaskEvent.NOT_NEEDED,
        ),
        Move("pass_on", frozenset({TaskState.OPEN}), None, P.TASK_DO, TaskEvent.PASSED_ON),
    ],
)
