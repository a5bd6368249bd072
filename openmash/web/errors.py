"""Refusals and faults as pages: what, why, and what to do now."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from openmash.core.refusals import MovedMeanwhile, NotAllowed, NotFound, Refused
from openmash.web.keeping import keep_typed, words_typed

KINDS: dict[type[Refused], tuple[int, str]] = {
    NotFound: (404, "We cannot find that"),
    NotAllowed: (403, "You may not do this"),
    MovedMeanwhile: (409, "Somebody was quicker"),
}
SAFE = "Nothing of it arrived, and what was saved before is safe."
AGAIN = "If it happens again, ring the hub."
BROKEN = (
    "Something is broken on our side",
    "It is not your doing. Nothing was half saved: what you sent just now did not arrive.",
    f"What was saved before is safe. Go back and try once more. {AGAIN}",
)
TOO_LONG = (
    "That is too long to send",
    SAFE,
    "Go back. Many browsers still show what you typed: copy it before you do anything else.",
    "Then shorten the longest text, or send it in two parts. If it cannot wait, ring the hub.",
)
UNREADABLE = (
    "We could not read that",
    SAFE,
    f"Go back, open the page again and send it once more. {AGAIN}",
)
PLAIN: dict[str, object] = {"noted": False, "words": (), "again": ""}


def refusal_page(request: HttpRequest, problem: Refused) -> HttpResponse:
    """The page for a refusal; absent and forbidden-to-know look the same."""
    status, heading = KINDS.get(type(problem), (422, "Not yet"))
    context = {
        "heading": heading,
        "reasons": problem.reasons,
        "status": status,
        "noted": isinstance(problem, NotAllowed),
        # A right may have ended while somebody wrote: what they typed is theirs to take along.
        "words": words_typed(request) if isinstance(problem, NotAllowed) else (),
    }
    return render(request, "web/refused.html", {**PLAIN, **context}, status=status)


def not_allowed(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What a library refused, in the same words as a refusal of ours."""
    problem = NotAllowed("You may not do this")
    request.refused = problem  # type: ignore[attr-defined]  # read by the middleware, which notes it
    return refusal_page(request, problem)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """An address that is no page."""
    return refusal_page(request, NotFound("There is no page at this address"))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form from before somebody signed in in another tab, or from elsewhere.

    What was typed on a page of ours is kept as when a session has ended, and shown: nothing is lost.
    """
    again = _page_of_ours(request)
    if again:
        keep_typed(request)
    context = {
        "heading": "Please press it again",
        "reasons": (
            "The page was open while you signed in somewhere else, or cookies are off. Nothing was done",
        ),
        "status": 403,
        "words": words_typed(request) if again else [],
        "again": again,
    }
    return render(request, "web/refused.html", {**PLAIN, **context}, status=403)


def _page_of_ours(request: HttpRequest) -> str:
    """The page of ours that the form stood on; nothing for a form of anybody else's."""
    came_from = request.headers.get("referer") or request.headers.get("origin") or ""
    found = urlsplit(came_from)
    if (found.scheme, found.netloc) != (request.scheme, request.get_host()):
        return ""
    match = request.resolver_match
    if match is not None and match.url_name == "answer_door":
        return request.path  # its address holds a secret, so the browser names the site alone
    return came_from


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What is too long to be read, or is no request of any page of ours."""
    if isinstance(exception, RequestDataTooBig | TooManyFieldsSent):
        return _bare(413, *TOO_LONG)
    return _bare(400, *UNREADABLE)


def server_error(request: HttpRequest) -> HttpResponse:
    """A fault of ours."""
    return _bare(500, *BROKEN)


def _bare(status: int, heading: str, *lines: str) -> HttpResponse:
    """Rendered without the shell, which may be what is broken."""
    context = {"heading": heading, "lines": lines}
    return HttpResponse(render_to_string("web/fault.html", context), status=status)
