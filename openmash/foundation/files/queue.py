"""Deferring a scan to the worker, in the transaction that keeps the file."""

from __future__ import annotations

from procrastinate.contrib.django import app

from openmash.foundation.files.models import StoredFile

SCAN_TASK = "files.scan"


def defer_scan(one: StoredFile) -> None:
    """One job, carrying only the file's id; a job that is lost is found by the worker's rounds."""
    app.configure_task(SCAN_TASK, queue="files").defer(
        partnership=one.partnership_id, key=str(one.pk)
    )
