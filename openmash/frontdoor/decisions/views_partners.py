"""The partner's page: what is recommended for one child, and what their agency thinks of it (P7)."""

from __future__ import annotations

import uuid
from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from openmash.foundation.access.requests import actor
from openmash.foundation.ui.posting import attempt, posted
from openmash.frontdoor.contacts.views.small_page import both
from openmash.frontdoor.decisions.access import get_asked
from openmash.frontdoor.decisions.commands import partners as do
from openmash.frontdoor.decisions.forms_partners import OwnViewForm
from openmash.frontdoor.decisions.models import ViewAsked
from openmash.frontdoor.decisions.presenters.partners import draw_asked
from openmash.frontdoor.decisions.queries.partners import said_to


@both
def view(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Read it, say what the agency thinks, and correct it until it is decided."""
    by = actor(request)
    asked, form = get_asked(by, key), OwnViewForm(posted(request))
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        command = partial(do.give_view, asked, said["view"], said["reason"], by=by)
        if attempt(form, command) is not None:
            messages.success(request, "Sent. The manager reads it before it is decided")
            return redirect("partner_view", key)
    return _page(request, asked, form)


@require_POST
def take_back(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """The agency takes back what it said; it may say something else."""
    by = actor(request)
    asked, form = get_asked(by, key), OwnViewForm()
    if attempt(form, lambda: (do.take_back_view(asked, by=by), True)) is None:
        return _page(request, asked, form)
    messages.success(request, "Taken back. What you had said stays readable, and counts no more")
    return redirect("partner_view", key)


def _page(request: HttpRequest, asked: ViewAsked, form: OwnViewForm) -> HttpResponse:
    page = draw_asked(asked, said_to(asked), actor(request))
    context = {"asked": asked, "page": page, "form": form}
    return render(request, "decisions/asked.html", context)
