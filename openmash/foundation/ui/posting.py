"""The one place where "not yet" becomes a page again, with everything typed still there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, TypeVar

from django.db import transaction

from openmash.core.refusals import NotReady

T = TypeVar("T")


class CanRefuse(Protocol):
    """A form that can show why the product said no."""

    def add_refusals(self, reasons: tuple[str, ...]) -> None:
        """Put the reasons into the error summary."""


def attempt(form: CanRefuse, command: Callable[[], T]) -> T | None:
    """Run a command; when something stands in the way, undo it and tell the form why."""
    try:
        with transaction.atomic():
            return command()
    except NotReady as refusal:
        form.add_refusals(refusal.reasons)
        return None
