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


def has_ended(request: HttpRequest) -> bool:
    """Whether this browser's session was ended for being idle, so that the sign-in page says so."""
    return bool(request.session.get(ENDED))


class SessionLimits:
    """Ends sessions that are over; the sign-in page says so (`session_ended`).

    A page that looks again by itself (`X-Live`) is nobody's activity.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path_info != UNCOUNTED and request.user.is_authenticated:
            if self._is_over(request):
                logout(request)
                request.session[ENDED] = True
            elif "x-live" not in request.headers:
                self._touch(request)
        return self.get_response(request)

    def _is_over(self, request: HttpRequest) -> bool:
        at = now().timestamp()
        began = request.session.get(BEGAN, at)
        idle = at - request.session.get(SEEN, at) > settings.SESSION_IDLE_SECONDS
        void = getattr(request.user, "sessions_void_before", None)
        return (
            idle
            or at - began > settings.SESSION_HARD_SECONDS
            or (void is not None and began < void.timestamp())
        )

    def _touch(self, request: HttpRequest) -> None:
        at = now().timestamp()
        request.session.setdefault(BEGAN, at)
        request.session[SEEN] = at
