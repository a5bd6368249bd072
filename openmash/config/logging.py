"""One line of JSON for each thing that happens, and nothing about any person in it.

What is written is on an allow-list. Messages of other libraries are written without their
arguments, and a fault as its kind and the places in the code, never as its text: an error's text
may quote what somebody typed (security test 21).
"""

from __future__ import annotations

import logging
import sys
import traceback
from collections.abc import MutableMapping
from types import TracebackType
from typing import Any

import structlog

ALLOWED = (
    "request_id",
    "method",
    "route",
    "status",
    "ms",
    "user",
    "part",
    "reaction",
    "event_id",
    "message_id",
)
Line = MutableMapping[str, Any]


def configure() -> None:
    """Send every log line of this process to standard error, as JSON."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[
                _without_arguments,
                structlog.stdlib.add_log_level,
                structlog.stdlib.add_logger_name,
                structlog.stdlib.ExtraAdder(allow=ALLOWED),
                structlog.processors.TimeStamper(fmt="iso", utc=True),
            ],
            processors=[_fault_as_places, _finish, structlog.processors.JSONRenderer()],
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(logging.INFO)
    for noisy in ("procrastinate", "django.request", "django.server"):
        logging.getLogger(noisy).setLevel(logging.ERROR)


def _without_arguments(logger: Any, name: str, line: Line) -> Line:
    """Other people's messages put paths and values into their arguments; ours have none."""
    record: logging.LogRecord = line["_record"]
    ours = record.name.startswith("openmash")
    line["event"] = str(record.msg) if ours or "%" in str(record.msg) else record.name
    return line


def _fault_as_places(logger: Any, name: str, line: Line) -> Line:
    exc_info = line.pop("exc_info", None) or line["_record"].exc_info
    if isinstance(exc_info, tuple) and exc_info[0] is not None:
        line["fault"] = exc_info[0].__name__
        line["places"] = _places(exc_info[2])
    return line


def _places(found: TracebackType | None) -> list[str]:
    frames = traceback.extract_tb(found)[-12:]
    return [f"{frame.filename.rpartition('/')[2]}:{frame.lineno} {frame.name}" for frame in frames]


def _finish(logger: Any, name: str, line: Line) -> Line:
    record: logging.LogRecord = line.pop("_record")
    line.pop("_from_structlog", None)
    record.exc_info = record.exc_text = None  # already told, without its text
    return line
