"""What happens to a request whose session has ended: sign in, and nothing typed is lost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import urlsplit

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme

View = TypeVar("View", bound=Callable[..., Any])
HOME = "/"
LOST = "lost"  # what was pressed last did not arrive


@dataclass(frozen=True)
class Landing:
    """The page on which somebody goes on after signing in, and whether their words wait there."""

    path: str
    kept: bool = False


Hold = Callable[[HttpRequest, dict[str, Any]], Landing]


def holds_typed(hold: Hold) -> Callable[[View], View]:
    """Mark a form's view: when its post finds the session ended, `hold` keeps what was typed.

    It answers with the page on which its writer finds the words again.
    """

    def mark(view: View) -> View:
        view.hold_typed = hold  # type: ignore[attr-defined]  # read by must_sign_in
        return view

    return mark


def must_sign_in(
    request: HttpRequest, view: Callable[..., Any], kwargs: dict[str, Any], over: str = ""
) -> HttpResponse:
    """Send the person to sign in and back; keep a form's typed words first.

    Who cannot sign in, because they came by a link that is `over`, is sent there instead.
    """
    hold: Hold | None = getattr(view, "hold_typed", None)
    if request.method != "POST":
        return redirect(over) if over else redirect_to_login(request.get_full_path())
    landing = hold(request, kwargs) if hold is not None else Landing(_page_of_form(request))
    if request.headers.get("x-requested-with") == "autosave":
        return JsonResponse({"signed_out": True}, status=401)
    if not landing.kept and (words := _words_in(request)):
        return _handed_back(request, words, landing.path, over)
    return redirect(f"{over}?{LOST}") if over else redirect_to_login(landing.path)


def _words_in(request: HttpRequest) -> list[str]:
    """What somebody wrote: a token or a code has no blank in it."""
    texts = (text.strip() for name in request.POST for text in request.POST.getlist(name))
    return [text for text in texts if " " in text]


def _handed_back(request: HttpRequest, words: list[str], back: str, over: str) -> HttpResponse:
    """A form that holds nothing hands the words back to whoever sent them, and keeps none."""
    href = over or redirect_to_login(back)["Location"]
    context = {"words": words, "href": href, "by_link": bool(over)}
    response = render(request, "ui/handed_back.html", context, status=401)
    response.headers["Cache-Control"] = "no-store"
    return response


def _page_of_form(request: HttpRequest) -> str:
    """The page a form stood on: an address that only takes posts is no page to come back to."""
    came_from = request.headers.get("referer", "")
    if not url_has_allowed_host_and_scheme(came_from, {request.get_host()}):
        return HOME
    found = urlsplit(came_from)
    return f"{found.path}?{found.query}" if found.query else found.path or HOME
