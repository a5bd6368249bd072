"""The worker's job for the ledger: run one reaction to one event."""

from __future__ import annotations

from datetime import UTC, datetime

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from openmash.foundation.ledger.queue import REACT_TASK
from openmash.foundation.ledger.running import ATTEMPTS, Outcome, run_reaction


class NotDoneYet(Exception):
    """Asks the queue to try again later; what went wrong is noted with the reaction."""


@app.task(
    name=REACT_TASK, queue="reactions", retry=RetryStrategy(max_attempts=ATTEMPTS, linear_wait=5)
)
def react(partnership: str, event: str, reaction: str) -> None:
    """Run it; the time is read here, once for the job."""
    at = datetime.now(UTC)  # noqa: TID251  # one of the three clock readers: the worker
    if run_reaction(event, reaction, at=at, partnership=partnership) == Outcome.FAILED:
        raise NotDoneYet(reaction)
