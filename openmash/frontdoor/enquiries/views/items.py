"""Writing a fact down, taking one back, and finding among them what must be known first (P3, L71)."""

from __future__ import annotations

import uuid
from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.requests import actor
from openmash.foundation.ui.posting import posted
from openmash.frontdoor.contacts.presenters.screening import case_header
from openmash.frontdoor.contacts.views.small_page import both
from openmash.frontdoor.enquiries.access import get_enquiry
from openmash.frontdoor.enquiries.commands import items as do
from openmash.frontdoor.enquiries.forms.health import SearchForm
from openmash.frontdoor.enquiries.forms.items import FactForm, ToHealthForm
from openmash.frontdoor.enquiries.presenters.pertinent import draw_all
from openmash.frontdoor.enquiries.queries.checks import agencies_to_ask
from openmash.frontdoor.enquiries.queries.page import scope_of
from openmash.frontdoor.enquiries.queries.pertinent import found_in, item_at, pertinent
from openmash.frontdoor.enquiries.views.shapes import one_step, reasoned, words_of


@both
def add(request: HttpRequest, reference: str) -> HttpResponse:
    """Write down a fact that came by telephone or mail."""
    by = actor(request)
    found = get_enquiry(by, reference, P.CHECK_RUN)
    people = {str(a.row.pk): a for a in scope_of(found, by=by) if a.row.removed_at is None}
    choices = [(key, one.name) for key, one in people.items()]
    form = FactForm(choices, agencies_to_ask(by), posted(request))
    words = words_of(
        found,
        "Write down a fact",
        "Keep the fact",
        "The fact is kept",
        "One fact about one person. What it means for a child, where it is about health, is said and"
        " signed by a health practitioner before anybody decides.",
    )

    def keep() -> object:
        about = people[form.cleaned_data["about"]].row
        about.enquiry = found
        return do.note_item(about, form.fact, by=by)

    return one_step(request, found, form, words, keep)


@both
def back(request: HttpRequest, reference: str, key: uuid.UUID) -> HttpResponse:
    """It was a mistake: it is taken back, with the reason."""
    found = get_enquiry(actor(request), reference, P.CHECK_RUN)
    item = item_at(found, key)
    words = words_of(
        found,
        "Take a fact back",
        "Take it back",
        "It is taken back. That it was there, and why not now, stays",
        f"“{item.text}”",
    )
    return reasoned(request, found, words, partial(do.take_back, item))


@both
def health(request: HttpRequest, reference: str, key: uuid.UUID) -> HttpResponse:
    """A reader sees that a fact is about health: it goes to the health practitioners."""
    by = actor(request)
    found = get_enquiry(by, reference, P.CHECK_READ)
    item = item_at(found, key)
    form = ToHealthForm(posted(request), was=item.category)
    words = words_of(
        found,
        f"This is about {'mental ' if item.is_health else ''}health",
        "Put it to the health practitioners",
        "A health practitioner says what it means before anybody decides",
        f"“{item.text}”",
    )

    def put() -> object:
        return do.put_to_health(item, form.cleaned_data["category"], by=by)

    return one_step(request, found, form, words, put)


@both
def known(request: HttpRequest, reference: str) -> HttpResponse:
    """Everything that is known, in the order of what must be known first; a search says why."""
    by = actor(request)
    found = get_enquiry(by, reference, P.CHECK_READ)
    form = SearchForm(posted(request))
    everything = pertinent(found, by=by)
    shown = everything
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        shown = found_in(everything, said["words"], said["why"], by=by)
    context = {
        "contact": found.contact,
        "header": case_header(found.contact, by),
        "form": form,
        "searched": form.is_bound and form.is_valid(),
        "bands": draw_all(found, shown, by=by),
        "count": len(shown.order),
        "all": len(everything.order),
    }
    return render(request, "enquiries/known.html", context)
