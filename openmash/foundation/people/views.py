"""Looking for people."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.permits import may, permit
from openmash.foundation.access.requests import actor
from openmash.foundation.people.access import register_facts
from openmash.foundation.people.forms import SearchForm, shown_so_far
from openmash.foundation.people.queries import SHOWN_AT_FIRST, search
from openmash.foundation.ui.posting import attempt, posted


@require_http_methods(["GET", "POST"])
def people(request: HttpRequest) -> HttpResponse:
    """Look for a person. Posted, so that no name stands in an address, a history or a web log."""
    by = actor(request)
    permit(by, P.PERSON_SEARCH, register_facts(by))
    form = SearchForm(posted(request))
    results, shown = None, shown_so_far(request.POST.get("shown", ""))
    if form.is_bound and form.is_valid():
        results = attempt(form, lambda: search(form.terms(shown), by=by))
    may_join = may(by, P.PERSON_JOIN, register_facts(by))
    more = shown + SHOWN_AT_FIRST
    context = {"form": form, "results": results, "more": more, "may_join": may_join}
    return render(request, "people/search.html", context)
