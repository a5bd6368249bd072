"""What was typed into a page, and where "not yet" becomes that page again, with all of it there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, TypeVar

from django.db import transaction
from django.http import HttpRequest, QueryDict

from openmash.core.refusals import NotReady

T = TypeVar("T")


class CanRefuse(Protocol):
    """A form that can show why the product said no."""

    def add_refusals(self, reasons: tuple[str, ...]) -> None:
        """Put the reasons into the error summary."""


def posted(request: HttpRequest) -> QueryDict | None:
    """What was typed into the form of a page; nothing while somebody only looks at it."""
    return request.POST if request.method == "POST" else None


def attempt(form: CanRefuse, command: Callable[[], T]) -> T | None:
    """Run a command; when something stands in the way, undo it and tell the form why."""
    try:
        with transaction.atomic():
            return command()
    except NotReady as refusal:
        form.add_refusals(refusal.reasons)
        return None
