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
from openmash.foundation.importing.commands.taking_back import take_back, take_over

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
    "take_back",
    "take_over",
]
