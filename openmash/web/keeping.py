"""What somebody typed into a form that cannot be taken: kept by its view, and shown to them."""

from __future__ import annotations

from django.http import HttpRequest

from openmash.core.actor import Actor
from openmash.foundation.access.row_security import act_as

SECRETS = ("password", "code", "token", "credential")


def keep_typed(request: HttpRequest) -> None:
    """Let the view of the form keep what was typed, as it does when a session has ended."""
    match = request.resolver_match
    hold = getattr(match.func, "hold_typed", None) if match else None
    if match is None or hold is None:
        return
    hold(request, match.kwargs)
    by: Actor | None = getattr(request, "by", None)
    if by is not None:
        act_as(by)  # keeping acted as the writer of the page


def words_typed(request: HttpRequest) -> list[str]:
    """What somebody wrote, to copy it; a token or a code has no blank in it, a password a name."""
    names = [name for name in request.POST if not any(word in name for word in SECRETS)]
    texts = [text.strip() for name in names for text in request.POST.getlist(name)]
    return [text for text in texts if " " in text]
