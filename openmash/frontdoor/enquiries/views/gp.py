"""Leaving a practice out, and saying whether its answer is used: a small page for each (P5)."""

from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse

from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.requests import actor
from openmash.foundation.ui.posting import posted
from openmash.frontdoor.contacts.views.small_page import both
from openmash.frontdoor.enquiries.access import get_enquiry
from openmash.frontdoor.enquiries.commands import gp as do
from openmash.frontdoor.enquiries.forms.gp import NotAskedForm, UseForm
from openmash.frontdoor.enquiries.queries.gp import gp_request_at, name_of_practice, recent_answer
from openmash.frontdoor.enquiries.views.shapes import one_step, words_of


@both
def not_asked(request: HttpRequest, reference: str, key: uuid.UUID) -> HttpResponse:
    """Say why a practice is not asked."""
    by = actor(request)
    found = get_enquiry(by, reference, P.GP_OPT_OUT)
    gp = gp_request_at(found, key)
    form = NotAskedForm(posted(request))
    lately = recent_answer(gp, by=by)
    words = words_of(
        found,
        f"{name_of_practice(gp)} is not asked",
        "Do not ask the practice",
        "Kept. The decision says that the practice was not asked",
        "Asking needs no reason. "
        + ("The practice has answered lately." if lately else "It has not answered lately."),
    )
    return one_step(request, found, form, words, lambda: do.opt_out(
        gp, form.wanted, by=by))  # fmt: skip


@both
def use(request: HttpRequest, reference: str, key: uuid.UUID) -> HttpResponse:
    """Say whether what the practice answered is used."""
    by = actor(request)
    found = get_enquiry(by, reference, P.GP_OPT_OUT)
    gp = gp_request_at(found, key)
    form = UseForm(posted(request))
    words = words_of(
        found,
        f"What {name_of_practice(gp)} answered",
        "Keep it",
        "Kept",
        "A decision names what a GP told, or says why it does not count.",
    )
    return one_step(request, found, form, words, lambda: do.note_use(
        gp, form.cleaned_data["because"] or "", used=form.is_used, by=by))  # fmt: skip
