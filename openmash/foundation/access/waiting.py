"""What happens to a request whose session has ended: sign in, and nothing typed is lost."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, JsonResponse

View = TypeVar("View", bound=Callable[..., Any])
Hold = Callable[[HttpRequest, dict[str, Any]], None]


def holds_typed(hold: Hold) -> Callable[[View], View]:
    """Mark a form's view: when its post finds the session ended, `hold` keeps what was typed."""

    def mark(view: View) -> View:
        view.hold_typed = hold  # type: ignore[attr-defined]  # read by must_sign_in
        return view

    return mark


def must_sign_in(
    request: HttpRequest, view: Callable[..., Any], kwargs: dict[str, Any]
) -> HttpResponse:
    """Send the person to sign in and back; keep a form's typed words first."""
    hold: Hold | None = getattr(view, "hold_typed", None)
    if request.method == "POST" and hold is not None:
        hold(request, kwargs)
    if request.headers.get("x-requested-with") == "autosave":
        return JsonResponse({"signed_out": True}, status=401)
    return redirect_to_login(request.get_full_path())
