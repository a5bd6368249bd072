"""Pages of no single part: where each role begins, and whether the hub is well."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render

from openmash.foundation.access.public import public
from openmash.foundation.access.requests import actor
from openmash.foundation.access.roles import HUB, REFERRERS, Role


def home(request: HttpRequest) -> HttpResponse:
    """Everybody begins where their work is."""
    role = Role(actor(request).role)
    if role in REFERRERS:
        return redirect("worry_list")
    if role in HUB:
        return redirect("tray")
    if role == Role.DUTY_SW:
        return redirect("tasks")
    return render(request, "web/home.html")


@public
def health(request: HttpRequest) -> HttpResponse:
    """Whether the hub is well."""
    return JsonResponse({"ok": True})
