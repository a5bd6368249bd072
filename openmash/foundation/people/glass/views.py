"""The door before a restricted record, and the list of those that were opened (`roles.md` §4)."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from openmash.foundation.access.requests import actor
from openmash.foundation.people.glass import commands as do
from openmash.foundation.people.glass.access import is_known
from openmash.foundation.people.glass.forms import EmergencyForm, ReviewForm
from openmash.foundation.people.glass.presenters import (
    draw_looks,
    draw_openings,
    words_of_markers,
)
from openmash.foundation.people.glass.queries import (
    closed_record,
    get_breaking,
    listed,
    looks_under,
    minutes_of,
    reviewed_of,
    waiting_of,
)
from openmash.foundation.people.glass.states import Reason
from openmash.foundation.ui.posting import attempt, posted


@require_http_methods(["GET", "POST"])
def emergency(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Say why it has to be opened, and open it for an hour."""
    by, form = actor(request), EmergencyForm(posted(request))
    if is_known(by, key):
        return redirect("person", key)
    closed = closed_record(key, by=by)
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        opened = attempt(
            form, lambda: do.break_glass(key, Reason(said["reason"]), said["words"], by=by)
        )
        if opened is not None:
            return redirect("person", key)
    context = {
        "form": form,
        "marker": words_of_markers(closed.markers),
        "minutes": minutes_of(by.partnership),
    }
    return render(request, "people/emergency.html", context)


@require_GET
def emergencies(request: HttpRequest) -> HttpResponse:
    """All that wait for a review, and the latest that were reviewed."""
    by = actor(request)
    rows = listed(by=by)
    waiting, done = draw_openings(waiting_of(rows), by), draw_openings(reviewed_of(rows), by)
    context = {"waiting": waiting, "done": done}
    return render(request, "people/emergencies.html", context)


@require_http_methods(["GET", "POST"])
def review(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Who opened it, why, and what they looked at; whether that was right."""
    by, form = actor(request), ReviewForm(posted(request))
    one = get_breaking(by, key)
    if form.is_bound and form.is_valid():
        said = form.cleaned_data["words"]
        done = attempt(form, lambda: do.review(one, said, justified=form.is_justified, by=by))
        if done is not None:
            messages.success(request, "Reviewed. It is kept with the opening")
            return redirect("emergencies")
    [opening] = draw_openings([one], by)
    context = {"opening": opening, "looks": draw_looks(looks_under(one), by), "form": form}
    return render(request, "people/emergency_review.html", context)
