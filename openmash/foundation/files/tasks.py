"""The worker's job for files: have one scanned."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime

from procrastinate.contrib.django import app

from openmash.foundation.files.access import scanning_actor
from openmash.foundation.files.queue import SCAN_TASK
from openmash.foundation.files.working import scan_one


@app.task(name=SCAN_TASK, queue="files")
def scan(partnership: str, key: str) -> None:
    """Scan it; what finds no scanner is scanned in the worker's rounds."""
    at = datetime.now(UTC)  # noqa: TID251  # one of the three clock readers: the worker
    scan_one(uuid.UUID(key), by=scanning_actor(partnership=partnership, at=at))
