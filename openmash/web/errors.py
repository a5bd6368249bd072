"""Refusals and faults as pages: what, why, and what to do now."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from openmash.core.refusals import MovedMeanwhile, NotAllowed, NotFound, Refused

KINDS: dict[type[Refused], tuple[int, str]] = {
    NotFound: (404, "We cannot find that"),
    NotAllowed: (403, "You may not do this"),
    MovedMeanwhile: (409, "Somebody was quicker"),
}


def refusal_page(request: HttpRequest, problem: Refused) -> HttpResponse:
    """The page for a refusal; absent and forbidden-to-know look the same."""
    status, heading = KINDS.get(type(problem), (422, "Not yet"))
    context = {"heading": heading, "reasons": problem.reasons, "status": status}
    return render(request, "web/refused.html", context, status=status)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """An address that is no page."""
    return refusal_page(request, NotFound("There is no page at this address"))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that came from elsewhere, or from before the browser was closed."""
    context = {
        "heading": "Please press it again",
        "reasons": ("This page was open too long, or cookies are off. Go back, then press again",),
        "status": 403,
    }
    return render(request, "web/refused.html", context, status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    """A fault of ours. Rendered without the shell, which may be what is broken."""
    return HttpResponse(render_to_string("web/fault.html"), status=500)
