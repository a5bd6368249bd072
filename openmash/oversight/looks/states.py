"""The words of an audit: why it is asked who looked, and what was done with a record."""

from __future__ import annotations

from enum import StrEnum


class Why(StrEnum):
    """Why somebody asks; a code, so that no name stands in an address or a task."""

    SUBJECT = "subject"
    COMPLAINT = "complaint"
    INCIDENT = "incident"
    ROUTINE = "routine"


WHY_WORDS: dict[Why, str] = {
    Why.SUBJECT: "Somebody asks who has seen their record",
    Why.COMPLAINT: "A complaint",
    Why.INCIDENT: "An incident that is looked into",
    Why.ROUTINE: "A routine check",
}


class Did(StrEnum):
    """What was done with a record."""

    OPENED = "opened"
    PRINTED = "printed"
    FOUND = "found"
    TRIED = "tried"
    CHANGED = "changed"


DID_WORDS: dict[Did, str] = {
    Did.OPENED: "Opened",
    Did.PRINTED: "Printed or saved",
    Did.FOUND: "Came up in a list or a search",
    Did.TRIED: "Was refused",
    Did.CHANGED: "Did something",
}
