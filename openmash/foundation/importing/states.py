"""The life of an import, and what becomes of a row."""

from enum import StrEnum

from openmash.core.events import declare
from openmash.core.lifecycle import Lifecycle, Move
from openmash.foundation.access.permissions import Permission as P


class ImportState(StrEnum):
    MAPPING = "mapping"
    CHECKING = "checking"
    CHECKED = "checked"
    RUNNING = "running"
    STOPPED = "stopped"
    FINISHED = "finished"
    DISCARDED = "discarded"


class Outcome(StrEnum):
    """What an import does, or would do, with a row."""

    NEW = "new"
    CHANGED = "changed"
    NOTHING = "nothing"
    REJECTED = "rejected"


class ImportEvent(StrEnum):
    RECEIVED = "import.received"
    CHECK_BEGUN = "import.check_begun"
    CHECKED = "import.checked"
    UNREADABLE = "import.unreadable"
    STARTED = "import.started"
    STOPPED = "import.stopped"
    RESUMED = "import.resumed"
    FINISHED = "import.finished"
    DISCARDED = "import.discarded"


declare(
    {
        ImportEvent.RECEIVED: "received a file of people to import",
        ImportEvent.CHECK_BEGUN: "said what the columns hold, and had the file checked",
        ImportEvent.CHECKED: "checked every row of the file without changing anything",
        ImportEvent.UNREADABLE: "found that the file cannot be read to its end",
        ImportEvent.STARTED: "started the import",
        ImportEvent.STOPPED: "stopped the import",
        ImportEvent.RESUMED: "let the import go on",
        ImportEvent.FINISHED: "finished the import",
        ImportEvent.DISCARDED: "discarded the file",
    }
)

S, E = ImportState, ImportEvent
AT_WORK = frozenset({S.CHECKING, S.RUNNING})
OVER = frozenset({S.FINISHED, S.DISCARDED})

IMPORT = Lifecycle(
    "import",
    ImportState,
    S.MAPPING,
    [
        Move(
            "check", frozenset({S.MAPPING, S.CHECKED}), S.CHECKING, P.PERSON_IMPORT, E.CHECK_BEGUN
        ),
        Move("end_check", frozenset({S.CHECKING}), S.CHECKED, P.PERSON_IMPORT, E.CHECKED),
        Move("give_up", frozenset({S.CHECKING}), S.MAPPING, P.PERSON_IMPORT, E.UNREADABLE),
        Move("start", frozenset({S.CHECKED}), S.RUNNING, P.PERSON_IMPORT, E.STARTED),
        Move("stop", frozenset({S.RUNNING}), S.STOPPED, P.PERSON_IMPORT, E.STOPPED),
        Move("stop_check", frozenset({S.CHECKING}), S.MAPPING, P.PERSON_IMPORT, E.STOPPED),
        Move("resume", frozenset({S.STOPPED}), S.RUNNING, P.PERSON_IMPORT, E.RESUMED),
        Move("finish", frozenset({S.RUNNING}), S.FINISHED, P.PERSON_IMPORT, E.FINISHED),
        Move(
            "discard",
            frozenset({S.MAPPING, S.CHECKED, S.STOPPED}),
            S.DISCARDED,
            P.PERSON_IMPORT,
            E.DISCARDED,
        ),
    ],
)
