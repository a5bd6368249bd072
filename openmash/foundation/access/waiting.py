"""What happens to a request whose session has ended: sign in, and nothing typed is lost."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar
from urllib.parse import urlsplit

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.http import url_has_allowed_host_and_scheme

View = TypeVar("View", bound=Callable[..., Any])
Hold = Callable[[HttpRequest, dict[str, Any]], str]
HOME = "/"


def holds_typed(hold: Hold) -> Callable[[View], View]:
    """Mark a form's view: when its post finds the session ended, `hold` keeps what was typed.

    It answers with the address of the page on which its writer finds the words again.
    """

    def mark(view: View) -> View:
        view.hold_typed = hold  # type: ignore[attr-defined]  # read by must_sign_in
        return view

    return mark


def must_sign_in(
    request: HttpRequest, view: Callable[..., Any], kwargs: dict[str, Any]
) -> HttpResponse:
    """Send the person to sign in and back; keep a form's typed words first."""
    back = request.get_full_path()
    if request.method == "POST":
        hold: Hold | None = getattr(view, "hold_typed", None)
        back = hold(request, kwargs) if hold is not None else _page_of_form(request)
    if request.headers.get("x-requested-with") == "autosave":
        return JsonResponse({"signed_out": True}, status=401)
    return redirect_to_login(back)


def _page_of_form(request: HttpRequest) -> str:
    """The page a form stood on: an address that only takes posts is no page to come back to."""
    came_from = request.headers.get("referer", "")
    if not url_has_allowed_host_and_scheme(came_from, {request.get_host()}):
        return HOME
    found = urlsplit(came_from)
    return f"{found.path}?{found.query}" if found.query else found.path or HOME
