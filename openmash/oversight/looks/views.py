"""Asking who looked, and the answer for information governance."""

from __future__ import annotations

import uuid
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from openmash.core.dates import say_day
from openmash.core.working_time import london_day
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.requests import actor
from openmash.foundation.people.access import get_person
from openmash.foundation.ui.posting import attempt, posted
from openmash.foundation.ui.separated import as_separated, separated_file
from openmash.oversight.looks.commands import ask_who_looked
from openmash.oversight.looks.forms import AskForm, DaysForm, WhoLookedForm
from openmash.oversight.looks.presenters import draw, draw_standing, rows
from openmash.oversight.looks.queries import Found, audits, who_looked
from openmash.oversight.looks.watching import looks_that_stand_out


@require_http_methods(["GET", "POST"])
def looked(request: HttpRequest) -> HttpResponse:
    """Who looked at a record; asked by its number, answered without a word of what it says.

    What is typed is posted, for somebody may type a name: the address of the answer holds codes alone.
    """
    by, query = actor(request), request.GET
    audits(by)
    form = WhoLookedForm(london_day(by.at), posted(request) or (query if "of" in query else None))
    valid = form.is_bound and form.is_valid()
    if valid and request.method == "POST":
        return redirect(f"{request.path}?{urlencode(form.asked.as_query)}")
    found = who_looked(form.asked, by=by) if valid else None
    if found and query.get("as") == "csv":
        return _file(found, form.asked.key)
    drawn = draw(found, by) if found else None
    again = urlencode(form.asked.as_query) if valid else ""
    context = {"form": form, "drawn": drawn, "again": again, "at": by.at}
    return render(request, "looks/who_looked.html", context)


@require_http_methods(["GET", "POST"])
def standing_out(request: HttpRequest) -> HttpResponse:
    """Looks that stand out, each with its reason; the auditor says whom they ask about it."""
    by, query = actor(request), request.GET
    audits(by)
    form = DaysForm(london_day(by.at), posted(request) or (query if query else None))
    valid = not form.is_bound or form.is_valid()
    if valid and request.method == "POST":
        return redirect(f"{request.path}?{urlencode(form.as_query)}")
    found = None
    if valid:
        found = looks_that_stand_out(form.days.get("since"), form.days.get("until"), by=by)
    context = {
        "form": form,
        "drawn": draw_standing(found, by) if found else None,
        "days": f"From {say_day(found.since)} to {say_day(found.until)}" if found else "",
    }
    return render(request, "looks/stand_out.html", context)


@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Somebody of the hub asks information governance who looked at a record."""
    by, form = actor(request), AskForm(posted(request))
    person = get_person(by, key, P.PERSON_ASK_WHO_LOOKED)
    if form.is_bound and form.is_valid():
        done = attempt(form, lambda: ask_who_looked(person.pk, form.reason, by=by))
        if done is not None:
            messages.success(request, "Information governance has the question as a task")
            return redirect("person", person.pk)
    return render(request, "looks/ask.html", {"form": form, "key": person.pk})


def _file(found: Found, key: uuid.UUID) -> HttpResponse:
    handling = "OFFICIAL-SENSITIVE: for the audit it was asked for, and for nothing else"
    return separated_file(
        f"who-looked-{str(key)[:8]}.csv", as_separated([[handling], *rows(found)])
    )
