"""The work tray, and its rows alone for looking again without reloading."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from openmash.foundation.access.hours import duty_of
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.permits import may, permit
from openmash.foundation.access.requests import actor
from openmash.foundation.access.rules import RecordFacts
from openmash.frontdoor.contacts.forms.looking import asked_for, looking
from openmash.frontdoor.contacts.queries.dangers import dangers
from openmash.frontdoor.contacts.queries.tray import tally, tray


@require_http_methods(["GET", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    """Every open contact of the hub, most urgent first (L36).

    The filter is posted, so that no name stands in an address; the page it leads to can be loaded
    again, turned over and kept open.
    """
    by = actor(request)
    hub = RecordFacts(partnership=by.partnership, in_hub=True)
    permit(by, P.CONTACT_READ, hub)
    if request.method == "POST":
        said = urlencode(asked_for(request.POST.dict(), request.session).in_address)
        return redirect(f"/tray/?{said}")
    found = tray(looking(request.GET, request.session), by=by)
    takes_calls = may(by, P.CONTACT_TAKE_CALL, hub)
    context = {
        "tray": found,
        "counts": found.tally,
        "duty": duty_of(by),
        "takes_calls": takes_calls,
    }
    return render(request, "contacts/tray/page.html", context)


@require_GET
def rows(request: HttpRequest) -> HttpResponse:
    """The same rows, or the counts alone, fetched by the page itself."""
    by = actor(request)
    if request.GET.get("part") == "counts":
        return render(request, "contacts/tray/counts.html", {"counts": tally(by=by)})
    if request.GET.get("part") == "danger":
        return render(request, "ui/dangers.html", {"counted": dangers(by=by).told})
    found = tray(looking(request.GET, request.session), by=by, via="live")
    return render(request, "contacts/tray/rows.html", {"tray": found})
