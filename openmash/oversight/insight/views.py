"""Measures for whoever leads the hub: a list, and a page for each with its chart and its numbers."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from openmash.core.refusals import NotFound
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.permits import may
from openmash.foundation.access.requests import actor
from openmash.foundation.access.rules import RecordFacts
from openmash.foundation.ui.separated import as_separated, separated_file
from openmash.oversight.insight.measures import MEASURES
from openmash.oversight.insight.presenters import as_rows, show, table, titles
from openmash.oversight.insight.queries import Weekly, by_kind, goals_of, weekly


@require_GET
def measures(request: HttpRequest) -> HttpResponse:
    """All of them: the last week, what is usual, and whether that is news."""
    by = actor(request)
    goals = goals_of(by)
    found = [show(weekly(one, by=by, goal=goals.get(one.code))) for one in MEASURES.values()]
    governs = may(by, P.RETENTION_READ, RecordFacts(partnership=by.partnership))
    return render(request, "insight/measures.html", {"found": found, "governs": governs})


@require_GET
def measure(request: HttpRequest, code: str) -> HttpResponse:
    """One of them: chart, numbers, by whom it was sent, and what is counted."""
    by, one = actor(request), MEASURES.get(code.upper())
    if one is None:
        raise NotFound("There is no such measure")
    found = weekly(one, by=by, goal=goals_of(by).get(one.code))
    if request.GET.get("as") == "csv":
        return _file(found)
    context = {
        "shown": show(found),
        "table": table(one, by_kind(one, by=by)),
        "beside": titles(one.beside),
        "at": by.at,
    }
    return render(request, "insight/measure.html", context)


def _file(found: Weekly) -> HttpResponse:
    one = found.measure
    head = f"{one.code}, definition {one.version}: numbers of 1 to 5 hidden"
    return separated_file(f"{one.code}.csv", as_separated([[head], *as_rows(found)]))
