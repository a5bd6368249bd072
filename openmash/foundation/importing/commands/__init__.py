"""Receiving a file of people, saying what it holds, and letting it be written."""

from openmash.foundation.importing.commands.receiving import NewFile, receive
from openmash.foundation.importing.commands.steering import (
    NewColumns,
    check,
    discard,
    resume,
    say_values,
    start,
    stop,
)

__all__ = [
    "NewColumns",
    "NewFile",
    "check",
    "discard",
    "receive",
    "resume",
    "say_values",
    "start",
    "stop",
]
