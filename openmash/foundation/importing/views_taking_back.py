"""Taking an import back: what would go and what would stay, a reason, and then what stayed."""

from __future__ import annotations

import uuid
from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from openmash.foundation.access.requests import actor
from openmash.foundation.importing import commands as do
from openmash.foundation.importing.access import get_import
from openmash.foundation.importing.exporting import kept_file, name_of_kept
from openmash.foundation.importing.forms import TakeBackForm
from openmash.foundation.importing.kept import kept_rows, page_of_taking_back
from openmash.foundation.importing.states import OVER
from openmash.foundation.ui.posting import attempt, posted
from openmash.foundation.ui.separated import separated_file


@require_http_methods(["GET", "POST"])
def take_back(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Look at what would go and what would stay; with a reason, have it taken back."""
    by = actor(request)
    one = get_import(by, key)
    if one.state not in OVER:
        return redirect("import", one.pk)
    form = TakeBackForm(posted(request))
    if form.is_bound and form.is_valid():
        reasoned = replace(by, reason=form.cleaned_data["because"].strip())
        if attempt(form, lambda: do.take_back(one, by=reasoned)):
            return redirect("import", one.pk)
    return render(request, "importing/take_back.html", page_of_taking_back(one, by, form))


@require_POST
def take_over(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Let it go on in one's own name, when whoever began no longer holds the role."""
    by = actor(request)
    one = get_import(by, key)
    do.take_over(one, by=by)
    return redirect("import", one.pk)


@require_GET
def kept(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """What stays, or stayed, as a file, each with its reason; that it was taken is written down."""
    by = actor(request)
    one = get_import(by, key)
    return separated_file(name_of_kept(one), kept_file(kept_rows(one, by=by)))
