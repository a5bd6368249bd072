"""A session ends after 15 minutes idle and 12 hours in all, and when the account changes."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponseBase

from openmash.web.clock import now

UNCOUNTED = "/health"
BEGAN, SEEN, ENDED = "began_at", "seen_at", "session_ended"


def begin(request: HttpRequest) -> None:
    """A new session's time starts now, whatever the browser brought along."""
    request.session[BEGAN] = request.session[SEEN] = now().timestamp()
    request.session.pop(ENDED, None)


def why_ended(request: HttpRequest) -> str:
    """Why this browser's session was ended, as the sign-in page says it; nothing when it was not."""
    return str(request.session.get(ENDED, ""))


class SessionLimits:
    """Ends sessions that are over; the sign-in page says so (`session_ended`).

    A page that looks again by itself (`X-Live`) is nobody's activity.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path_info != UNCOUNTED and request.user.is_authenticated:
            if why := self._why_over(request):
                logout(request)
                request.session[ENDED] = why
            elif "x-live" not in request.headers:
                self._touch(request)
        return self.get_response(request)

    def _why_over(self, request: HttpRequest) -> str:
        at = now().timestamp()
        began = request.session.get(BEGAN, at)
        void = getattr(request.user, "sessions_void_before", None)
        if void is not None and began < void.timestamp():
            return "Your account was changed"
        if at - began > settings.SESSION_HARD_SECONDS:
            return "You signed in more than 12 hours ago"
        idle = at - request.session.get(SEEN, at) > settings.SESSION_IDLE_SECONDS
        return "You were away for 15 minutes" if idle else ""

    def _touch(self, request: HttpRequest) -> None:
        at = now().timestamp()
        request.session.setdefault(BEGAN, at)
        request.session[SEEN] = at
