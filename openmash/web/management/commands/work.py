"""The worker: runs what was deferred at once, and every minute what is due."""

from __future__ import annotations

from argparse import ArgumentParser
from contextlib import suppress
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from procrastinate.contrib.django import DjangoApp, app
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.exceptions import AlreadyEnqueued

from openmash.core.working_time import LONDON
from openmash.web.clock import now
from openmash.web.tasks import minute
from openmash.web.worker import everything_due


class Command(BaseCommand):
    """`--once` does everything due and ends; with `--at` as if it were that moment."""

    help = "Run reactions, messages, clocks and other work in the background."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="do what is due, then end")
        parser.add_argument("--at", help="the moment, such as 2026-11-23T06:00 (London)")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["at"] and not options["once"]:
            raise CommandError("--at goes with --once")
        if options["once"]:
            done = everything_due(_moment(options["at"]))
            self.stdout.write(f"{done} done")
            return
        work()


def work() -> None:
    """Run until told to stop; jobs that began are finished first.

    The worker has a connection of its own, so that what its jobs defer stays in their transaction.
    """
    worker = DjangoApp(connector=DjangoConnector().get_worker_connector())
    worker.tasks = app.tasks
    worker.periodic_registry = app.periodic_registry
    with suppress(AlreadyEnqueued):  # a worker that was killed left its round waiting: it serves
        app.configure_task(minute.name).defer(timestamp=0)
    with worker.open():
        worker.run_worker(
            concurrency=2,
            delete_jobs="successful",
            shutdown_graceful_timeout=10,
            fetch_job_polling_interval=2,
            listen_notify=True,
        )


def _moment(text: str | None) -> datetime:
    if not text:
        return now()
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise CommandError(f"{text} is not a moment such as 2026-11-23T06:00") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=LONDON)
