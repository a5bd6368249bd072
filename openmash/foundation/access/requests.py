"""The actor of a request, as views ask for it."""

from __future__ import annotations

from django.http import HttpRequest

from openmash.core.actor import Actor


def actor(request: HttpRequest) -> Actor:
    """The signed-in actor; the middleware lets nobody else reach a page that is not public."""
    by: Actor | None = getattr(request, "by", None)
    if by is None:
        raise LookupError("this page needs somebody signed in")
    return by
