"""The worker's job for imports: some seconds of work, then room for other jobs."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime

from procrastinate.contrib.django import app

from openmash.foundation.importing.queue import WORK_TASK
from openmash.foundation.importing.working import go_on

WITHOUT_PAUSE = 10.0


def now() -> datetime:
    """One of the three clock readers: the worker."""
    return datetime.now(UTC)  # noqa: TID251  # read once for each part of the work


@app.task(name=WORK_TASK, queue="imports")
def work(partnership: str, key: str) -> None:
    """Go on; what is left is deferred again."""
    if go_on(uuid.UUID(key), partnership=partnership, now=now, seconds=WITHOUT_PAUSE):
        app.configure_task(WORK_TASK, queue="imports").defer(partnership=partnership, key=key)
