"""Who is on duty, and the one press that says that I am (L33, L36)."""

from __future__ import annotations

from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST

from openmash.core.refusals import NotAllowed
from openmash.foundation.access.requests import actor
from openmash.foundation.presence.commands import come, leave
from openmash.foundation.presence.forms import UntilForm
from openmash.foundation.presence.queries import on_duty, press_of, say_time, usual
from openmash.foundation.presence.rules import times_to_choose
from openmash.foundation.ui.posting import attempt, posted


@require_http_methods(["GET", "POST"])
def on_duty_page(request: HttpRequest) -> HttpResponse:
    """Everybody who is on duty, and another time for oneself."""
    by = actor(request)
    press = press_of(by)
    if press is None:
        raise NotAllowed("This page is for those who work with the hub")
    form = UntilForm(times_to_choose(by.at), posted(request))
    if form.is_bound and form.is_valid():
        until = datetime.fromisoformat(form.cleaned_data["until"])
        if attempt(form, lambda: come(until, by=by)) is not None:
            messages.success(request, f"You are on duty until {say_time(until)}")
            return redirect("on_duty")
    found = on_duty(by=by)
    agencies = sorted((people[0].agency, people) for people in found.by_agency.values())
    context = {"agencies": agencies, "form": form, "press": press, "only": found.only}
    return render(request, "presence/page.html", context)


@require_POST
def here(request: HttpRequest) -> HttpResponse:
    """One press: until the hub closes."""
    by = actor(request)
    until = usual(by)
    come(until, by=by)
    messages.success(request, f"You are on duty until {say_time(until)}")
    return _back(request)


@require_POST
def left(request: HttpRequest) -> HttpResponse:
    """Pressed again: not here any more."""
    leave(by=actor(request))
    messages.success(request, "You are no longer on duty")
    return _back(request)


def _back(request: HttpRequest) -> HttpResponse:
    """To the page it was pressed on, and never to another site."""
    where = request.POST.get("back", "")
    mine = where.startswith("/") and url_has_allowed_host_and_scheme(where, allowed_hosts=None)
    return redirect(where if mine else "on_duty")
