"""Deferring the work on an import to the worker, in the transaction that asks for it."""

from __future__ import annotations

from procrastinate.contrib.django import app

from openmash.foundation.importing.models import Import

WORK_TASK = "importing.go_on"


def defer_work(one: Import) -> None:
    """One job, carrying only the import's id; the import and its rows stay the truth."""
    app.configure_task(WORK_TASK, queue="imports").defer(
        partnership=one.partnership_id, key=str(one.pk)
    )
