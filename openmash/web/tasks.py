"""The worker's periodic jobs. Nothing here is remembered by the queue: a lost round is repeated."""

from __future__ import annotations

from procrastinate import jobs
from procrastinate.contrib.django import app

from openmash.web.clock import now
from openmash.web.finding_duplicates import look_where_due
from openmash.web.partnerships import codes
from openmash.web.worker import LOOK_BACK, anchor_all, one_round


@app.periodic(cron="* * * * *")
@app.task(name="web.minute", queue="periodic", queueing_lock="web.minute")
def minute(timestamp: int) -> None:
    """Every minute: what was lost, what is late, what waits to be sent."""
    one_round(now(), since=LOOK_BACK)


@app.periodic(cron="7 * * * *")
@app.task(name="web.hour", queue="periodic", queueing_lock="web.hour")
def hour(timestamp: int) -> None:
    """Every hour: the anchor, and a look back without any limit."""
    anchor_all(now())
    one_round(now())


@app.periodic(cron="10,40 * * * *")
@app.task(
    name="web.duplicates", queue="periodic", queueing_lock="web.duplicates", lock="web.duplicates"
)
def duplicates(timestamp: int) -> None:
    """Twice an hour: look for duplicates where it is the hour, and again where it failed."""
    look_where_due(codes(), at=now())


@app.periodic(cron="*/10 * * * *")
@app.task(name="web.sweep", queue="periodic", queueing_lock="web.sweep")
async def sweep(timestamp: int) -> None:
    """Put away the jobs of workers that were killed: what they carried is found by the rounds."""
    for job in await app.job_manager.get_stalled_jobs():
        await app.job_manager.finish_job(job, status=jobs.Status.FAILED, delete_job=True)
