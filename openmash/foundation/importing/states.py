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
    TAKING_BACK = "taking_back"
    TAKEN_BACK = "taken_back"
    PARTLY_TAKEN_BACK = "partly_taken_back"


class Outcome(StrEnum):
    """What an import does, or would do, with a row."""

    NEW = "new"
    CHANGED = "changed"
    NOTHING = "nothing"
    REJECTED = "rejected"


class Wrote(StrEnum):
    """What a row wrote into the register, as far as it has to be known to take it back."""

    PERSON = "person"
    NAME = "name"
    IDENTIFIER = "identifier"
    ADDRESS = "address"
    CONTACT_POINT = "contact_point"
    WORK = "work"
    ENDED = "ended"
    LEARNT = "learnt"
    NUMBER = "number"


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
    TAKE_BACK_BEGUN = "import.take_back_begun"
    TAKE_BACK_TAKEN_OVER = "import.take_back_taken_over"
    TAKEN_BACK = "import.taken_back"
    PARTLY_TAKEN_BACK = "import.partly_taken_back"


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
        ImportEvent.TAKE_BACK_BEGUN: "began to take the import back",
        ImportEvent.TAKE_BACK_TAKEN_OVER: "let taking the import back go on in their name",
        ImportEvent.TAKEN_BACK: "took the import back",
        ImportEvent.PARTLY_TAKEN_BACK: "took the import back, but for what others rest on",
    }
)

S, E = ImportState, ImportEvent
AT_WORK = frozenset({S.CHECKING, S.RUNNING, S.TAKING_BACK})
OVER = frozenset({S.FINISHED, S.DISCARDED})
TAKEN = frozenset({S.TAKEN_BACK, S.PARTLY_TAKEN_BACK})
BACK = frozenset({S.TAKING_BACK})

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
        Move(
            "take_back",
            OVER,
            S.TAKING_BACK,
            P.PERSON_IMPORT,
            E.TAKE_BACK_BEGUN,
            needs_reason=True,
        ),
        Move("take_over", BACK, None, P.PERSON_IMPORT, E.TAKE_BACK_TAKEN_OVER),
        Move("end_taking_back", BACK, S.TAKEN_BACK, P.PERSON_IMPORT, E.TAKEN_BACK),
        Move("end_partly", BACK, S.PARTLY_TAKEN_BACK, P.PERSON_IMPORT, E.PARTLY_TAKEN_BACK),
    ],
)
