"""Looking for people, and the page of one person."""

from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.permits import permit
from openmash.foundation.access.requests import actor
from openmash.foundation.people.access import get_person, register_facts
from openmash.foundation.people.forms import SearchForm, shown_so_far
from openmash.foundation.people.presenters import describe
from openmash.foundation.people.queries import (
    SHOWN_AT_FIRST,
    open_involvement,
    related,
    search,
)
from openmash.foundation.people.whole import whole
from openmash.foundation.ui.posting import attempt


@require_http_methods(["GET", "POST"])
def people(request: HttpRequest) -> HttpResponse:
    """Look for a person. Posted, so that no name stands in an address, a history or a web log."""
    by = actor(request)
    permit(by, P.PERSON_SEARCH, register_facts(by))
    form = SearchForm(request.POST if request.method == "POST" else None)
    results, shown = None, shown_so_far(request.POST.get("shown", ""))
    if form.is_bound and form.is_valid():
        results = attempt(form, lambda: search(form.terms(shown), by=by))
    context = {"form": form, "results": results, "more": shown + SHOWN_AT_FIRST}
    return render(request, "people/search.html", context)


@require_GET
def person(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Who somebody is, where they live, who matters to them and who works with them."""
    by = actor(request)
    found = get_person(by, key)
    context = {
        "page": describe(whole(found, by=by), by),
        "related": related(found, by=by),
        "open_to": open_involvement([found.pk], by=by),
    }
    return render(request, "people/person.html", context)
