"""Pages that are the same for everybody."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from openmash.core.actor import Actor
from openmash.foundation.access.public import public
from openmash.web.guides import guide_of


@public
@require_GET
def accessibility(request: HttpRequest) -> HttpResponse:
    """How well the service works for everybody, honestly."""
    return render(request, "web/accessibility.html")


@public
@require_GET
def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept of those who use the service."""
    return render(request, "web/privacy.html")


@public
@require_GET
def help_page(request: HttpRequest) -> HttpResponse:
    """Where to get help, and the guide of the role one acts in."""
    by: Actor | None = getattr(request, "by", None)
    return render(request, "web/help.html", {"guide": guide_of(by.role) if by else ()})
