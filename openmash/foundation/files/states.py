"""The life of a stored file: held until it is scanned, and never served before it is clean."""

from __future__ import annotations

from enum import StrEnum

from openmash.core.events import declare
from openmash.core.lifecycle import Lifecycle, Move
from openmash.foundation.access.permissions import Permission as P


class FileState(StrEnum):
    HELD = "held"
    CLEAN = "clean"
    INFECTED = "infected"
    TAKEN_BACK = "taken_back"
    IN_ERROR = "in_error"


class FileEvent(StrEnum):
    ADDED = "file.added"
    SENT = "file.sent"
    CLEAN = "file.found_clean"
    INFECTED = "file.quarantined"
    TAKEN_BACK = "file.taken_back"
    IN_ERROR = "file.entered_in_error"


declare(
    {
        FileEvent.ADDED: "added a file",
        FileEvent.SENT: "sent a file",
        FileEvent.CLEAN: "found no malware in a file",
        FileEvent.INFECTED: "found malware in a file and shut it away",
        FileEvent.TAKEN_BACK: "took back a file that was not sent",
        FileEvent.IN_ERROR: "marked a file as entered in error",
    }
)

S = FileState
STANDING = frozenset({S.HELD, S.CLEAN, S.INFECTED})
SENDABLE = frozenset({S.HELD, S.CLEAN})
FILE = Lifecycle(
    "file",
    FileState,
    S.HELD,
    [
        Move("find_clean", frozenset({S.HELD}), S.CLEAN, P.FILE_SCAN, FileEvent.CLEAN),
        Move("quarantine", frozenset({S.HELD}), S.INFECTED, P.FILE_SCAN, FileEvent.INFECTED),
        # What is held goes with the answer, and is opened by nobody before it is found clean.
        Move("send", SENDABLE, None, P.FILE_ADD, FileEvent.SENT),
        Move("take_back", STANDING, S.TAKEN_BACK, P.FILE_ADD, FileEvent.TAKEN_BACK),
        Move(
            "set_aside",
            STANDING,
            S.IN_ERROR,
            P.FILE_SET_ASIDE,
            FileEvent.IN_ERROR,
            needs_reason=True,
        ),
    ],
)
