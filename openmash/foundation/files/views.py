"""One file: its page, its picture, its download, and taking it back or marking it as an error."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from openmash.foundation.access.requests import actor
from openmash.foundation.files import commands as do
from openmash.foundation.files.access import get_file, permitted_step
from openmash.foundation.files.forms import ErrorForm
from openmash.foundation.files.presenters import draw_file
from openmash.foundation.files.serving import downloaded, pictured
from openmash.foundation.ui.posting import attempt, posted


@require_GET
def page(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """What it is, where it came from, and its picture if it is one."""
    by = actor(request)
    one, owner = get_file(by, key)
    drawn = draw_file(one, owner, by)
    return render(request, "files/page.html", {"drawn": drawn, "key": key})


@require_GET
def picture(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """The picture on the page."""
    one, _ = get_file(actor(request), key, shown="picture")
    return pictured(one)


@require_GET
def download(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """The file itself."""
    one, owner = get_file(actor(request), key, shown="download")
    return downloaded(one, owner)


@require_POST
def take_back(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Out again, before it is sent."""
    by = actor(request)
    one, owner = get_file(by, key)
    do.take_back(one, by=by)
    messages.success(request, f"File {one.number} is taken out. Nobody at the hub has seen it")
    return redirect(owner.path)


@require_http_methods(["GET", "POST"])
def error(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """It was sent, and does not belong here."""
    by = actor(request)
    one, owner = get_file(by, key)
    permitted_step(one, "set_aside", by)
    form = ErrorForm(posted(request))
    if form.is_bound and form.is_valid():
        why = form.cleaned_data["reason"]
        if attempt(form, lambda: do.set_aside(one, why, by=by)) is not None:
            messages.success(request, "Marked as entered in error. Nobody can open it any more")
            return redirect(owner.path)
    drawn = draw_file(one, owner, by)
    return render(request, "files/error.html", {"drawn": drawn, "key": key, "form": form})
