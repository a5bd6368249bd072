"""The demonstration's sign-in: one press for each of the cast. Not there in a live hub."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from openmash.demo.presenters import personas
from openmash.foundation.access.public import public
from openmash.web.clock import now
from openmash.web.sign_in.holdings import ACTIVE, holding_of_cast

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@public
def choose(request: HttpRequest) -> HttpResponse:
    """Who can I be, and what is their part?"""
    _only_in_a_demonstration()
    return render(request, "demo/choose.html", {"partnerships": personas(at=now())})


@public
@require_POST
def sign_in(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """One press: be this person in this role."""
    _only_in_a_demonstration()
    holding = holding_of_cast(key, at=now())
    login(request, holding.user, backend=BACKEND)
    request.session[ACTIVE] = str(holding.pk)
    return redirect("home")


def _only_in_a_demonstration() -> None:
    if not settings.DEMO:
        raise Http404
