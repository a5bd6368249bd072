"""A session ends after 15 minutes idle and 12 hours in all, and when the account changes."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponseBase

from openmash.web.clock import now

BEGAN, SEEN = "began_at", "seen_at"


class SessionLimits:
    """Ends sessions that are over; `request.session_ended` tells the pages why somebody must sign in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        ended = request.user.is_authenticated and self._is_over(request)
        if ended:
            logout(request)
        elif request.user.is_authenticated:
            self._touch(request)
        request.session_ended = ended  # type: ignore[attr-defined]  # read by the sign-in page
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
