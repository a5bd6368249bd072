"""The demonstration's sign-in: one press for each of the cast. Not there in a live hub."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from openmash.demo import extracts
from openmash.demo.letters import letters as arrived
from openmash.demo.presenters import groups
from openmash.foundation.access.public import public
from openmash.web.clock import now
from openmash.web.middleware.session_limits import why_ended
from openmash.web.sign_in.holdings import ACTIVE, holding_of_cast
from openmash.web.sign_in.recording import note_sign_in

EXTRACTS = {"small": extracts.small, "large": extracts.large}
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@public
@require_GET
def choose(request: HttpRequest) -> HttpResponse:
    """Who can I be, what is their part, and what waits for them?"""
    _only_in_a_demonstration()
    context = {"groups": groups(at=now()), "next": _next(request), "ended": why_ended(request)}
    return render(request, "demo/choose.html", context)


@public
@require_POST
def sign_in(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """One press: be this person in this role; nothing of the person before is left."""
    _only_in_a_demonstration()
    holding = holding_of_cast(key, at=now())
    request.session.flush()
    login(request, holding.user, backend=BACKEND)
    request.session[ACTIVE] = str(holding.pk)
    note_sign_in(request)
    return redirect(_next(request) or "home")


@public
@require_GET
def letters(request: HttpRequest) -> HttpResponse:
    """The mailbox of a practice without an account: its links lead where they would lead there."""
    _only_in_a_demonstration()
    return render(request, "demo/letters.html", {"letters": arrived(at=now())})


@require_GET
def extract(request: HttpRequest, size: str) -> HttpResponse:
    """A council's extract of invented people, for trying the import."""
    _only_in_a_demonstration()
    made = EXTRACTS.get(size)
    if made is None:
        raise Http404
    name = f'attachment; filename="council-extract-{size}.csv"'
    return HttpResponse(made(), content_type="text/csv", headers={"Content-Disposition": name})


def _next(request: HttpRequest) -> str:
    """Where the person wanted to go, on this site only."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    return wanted if url_has_allowed_host_and_scheme(wanted, {request.get_host()}) else ""


def _only_in_a_demonstration() -> None:
    if not settings.DEMO:
        raise Http404
