"""A password alone opens nothing: the second factor is set up before anything else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from openmash.foundation.access.public import is_public

SEEN = "has_second_factor"


def second_factor_first(request: HttpRequest, view: Callable[..., Any]) -> HttpResponse | None:
    """To the set-up page when a signed-in person has no second factor yet; else None."""
    if not settings.SECOND_FACTOR_REQUIRED or is_public(view):
        return None
    if not request.user.is_authenticated or request.session.get(SEEN):
        return None
    if is_mfa_enabled(request.user, ["totp", "webauthn"]):
        request.session[SEEN] = True
        return None
    return redirect("mfa_activate_totp")
