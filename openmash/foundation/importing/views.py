"""Importing people: send a file, say what it holds, look at the dry run, start, watch, put right."""

from __future__ import annotations

import uuid
from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from openmash.core.actor import Actor
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.permits import permit
from openmash.foundation.access.requests import actor
from openmash.foundation.importing import commands as do
from openmash.foundation.importing.access import get_import, record_facts
from openmash.foundation.importing.exporting import file_name, rejected_file
from openmash.foundation.importing.forms import UploadForm, ValuesForm
from openmash.foundation.importing.kept import page_of_taken_back
from openmash.foundation.importing.models import Import
from openmash.foundation.importing.presenters import STATES, columns_form, columns_page, page_of
from openmash.foundation.importing.queries import (
    agencies,
    latest,
    limits,
    rejected,
    rows_page,
    sources,
)
from openmash.foundation.importing.states import TAKEN, ImportState, Outcome
from openmash.foundation.ui.forms import Form
from openmash.foundation.ui.posting import attempt, posted
from openmash.foundation.ui.separated import separated_file

Step = Callable[[Import, Actor], Import]


@require_http_methods(["GET", "POST"])
def imports(request: HttpRequest) -> HttpResponse:
    """Send a file, and see what became of the last ones."""
    by = actor(request)
    permit(by, P.PERSON_IMPORT, record_facts(by))
    form = UploadForm(posted(request), agencies=agencies(by))
    if form.is_bound and form.is_valid():
        sent, most = request.FILES.get("file"), limits(by)
        one = attempt(
            form, lambda: do.receive(form.new_file(sent, most), key=form.cleaned_data["key"], by=by)
        )
        if one:
            return redirect("import", one.pk)
    context = {"form": form, "latest": latest(by), "sources": sources(by), "states": STATES}
    return render(request, "importing/imports.html", context | {"limits": limits(by)})


@require_GET
def page(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Where an import stands, and what comes next."""
    by = actor(request)
    one = get_import(by, key)
    if one.state == ImportState.MAPPING:
        return render(request, "importing/columns.html", columns_page(one, by))
    taken = page_of_taken_back(one) if one.state in TAKEN else {}
    return render(request, "importing/page.html", page_of(one, by) | {"taken": taken})


@require_GET
def progress(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """How far it is, fetched by the page itself."""
    by = actor(request)
    one = get_import(by, key, looked=False)
    return render(request, "importing/progress.html", page_of(one, by))


@require_http_methods(["GET", "POST"])
def columns(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Say what the columns hold, also once more after a dry run."""
    by = actor(request)
    one = get_import(by, key)
    if one.state not in (ImportState.MAPPING, ImportState.CHECKED):
        return redirect("import", one.pk)
    form = columns_form(one, posted(request))
    if form.is_bound and form.is_valid():
        checking = attempt(form, lambda: do.check(one, form.columns(), by=by))
        if checking:
            return redirect("import", one.pk)
    return render(request, "importing/columns.html", columns_page(one, by, form))


@require_POST
def values(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Say what codes mean, and have the file checked again."""
    by = actor(request)
    one = get_import(by, key)
    form = ValuesForm(request.POST, unknown=[tuple(asked) for asked in one.unknown])
    if form.is_valid():
        do.say_values(one, form.values(), by=by)
    return redirect("import", one.pk)


@require_POST
def start(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Let it write; where involvements would end, only as many as were agreed to."""
    by = actor(request)
    one = get_import(by, key)
    said = request.POST.get("endings", "")
    agreed = int(said) if said.isascii() and said.isdigit() and len(said) < 9 else None
    form = Form({})
    if attempt(form, lambda: do.start(one, endings_agreed=agreed, by=by)):
        return redirect("import", one.pk)
    return render(request, "importing/page.html", page_of(one, by, form=form))


@require_POST
def stop(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Stop it; what is written stays."""
    return _step(request, key, lambda one, by: do.stop(one, by=by), "Stopped")


@require_POST
def resume(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Let it go on."""
    by = actor(request)
    one, form = get_import(by, key), Form({})
    if attempt(form, lambda: do.resume(one, by=by)):
        return redirect("import", one.pk)
    return render(request, "importing/page.html", page_of(one, by, form=form))


@require_http_methods(["GET", "POST"])
def discard(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Discard the file, after asking."""
    if request.method == "POST":
        return _step(request, key, lambda one, by: do.discard(one, by=by), "The file is discarded")
    by = actor(request)
    return render(request, "importing/discard.html", page_of(get_import(by, key), by))


@require_GET
def rows(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """The rows of one outcome, or those with a warning, a page at a time."""
    by = actor(request)
    one = get_import(by, key)
    outcome, warned = request.GET.get("outcome", Outcome.REJECTED), "warned" in request.GET
    said = request.GET.get("page", "1")
    number = int(said) if said.isascii() and said.isdigit() and len(said) < 7 else 1
    found = rows_page(one, outcome, number, warned=warned, by=by)
    return render(request, "importing/rows.html", page_of(one, by, found=found))


@require_GET
def rejected_rows(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """The rejected rows as a file, each with its reason; that it was taken is written down."""
    by = actor(request)
    one = get_import(by, key)
    return separated_file(file_name(one), rejected_file(one, rejected(one, by=by)))


def _step(request: HttpRequest, key: uuid.UUID, step: Step, said: str) -> HttpResponse:
    by = actor(request)
    one = get_import(by, key)
    step(one, by)
    messages.success(request, said)
    return redirect("import", one.pk)
