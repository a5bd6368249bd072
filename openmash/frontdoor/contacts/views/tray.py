"""The work tray, and its rows alone for looking again without reloading."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from openmash.foundation.access.hours import duty_of
from openmash.foundation.access.requests import actor
from openmash.frontdoor.contacts.forms.screening import looking
from openmash.frontdoor.contacts.queries.dangers import dangers
from openmash.frontdoor.contacts.queries.tray import tally, tray


@require_GET
def page(request: HttpRequest) -> HttpResponse:
    """Every open contact of the hub, most urgent first (L36)."""
    by = actor(request)
    found = tray(looking(request.GET), by=by)
    context = {"tray": found, "counts": found.tally, "duty": duty_of(by)}
    return render(request, "contacts/tray/page.html", context)


@require_GET
def rows(request: HttpRequest) -> HttpResponse:
    """The same rows, or the counts alone, fetched by the page itself."""
    by = actor(request)
    if request.GET.get("part") == "counts":
        return render(request, "contacts/tray/counts.html", {"counts": tally(by=by)})
    if request.GET.get("part") == "danger":
        return render(request, "ui/dangers.html", {"counted": dangers(by=by)})
    found = tray(looking(request.GET), by=by, via="live")
    return render(request, "contacts/tray/rows.html", {"tray": found})
